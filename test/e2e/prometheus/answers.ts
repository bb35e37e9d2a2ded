import { z } from "zod";

const labels = z.record(z.string(), z.string());
const point = z.tuple([z.number(), z.string()]).transform(([time, value]) => ({ time, value: Number(value) }));

/** One series at one time. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One series over time, times in seconds since 1970. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly time: number; readonly value: number }[];
}

/** `GET /api/v1/query`; a scalar is a sample without labels. */
export const instantAnswer = z
  .discriminatedUnion("resultType", [
    z.object({ resultType: z.literal("vector"), result: z.array(z.object({ metric: labels, value: point })) }),
    z.object({ resultType: z.literal("scalar"), result: point }),
  ])
  .transform((answer): Sample[] =>
    answer.resultType === "scalar"
      ? [{ labels: {}, value: answer.result.value }]
      : answer.result.map(({ metric, value }) => ({ labels: metric, value: value.value })),
  );

/** `GET /api/v1/query_range`. */
export const rangeAnswer = z
  .object({ result: z.array(z.object({ metric: labels, values: z.array(point) })) })
  .transform(({ result }): Series[] => result.map(({ metric, values }) => ({ labels: metric, points: values })));

const rule = z.object({
  type: z.enum(["alerting", "recording"]),
  name: z.string(),
  query: z.string(),
  health: z.string(),
  lastError: z.string().optional(),
  /** Of an alert: inactive, pending or firing. */
  state: z.string().optional(),
  alerts: z.array(z.object({ labels, annotations: labels, state: z.string(), value: z.string() })).optional(),
});

/** A rule as Prometheus has evaluated it. */
export type EvaluatedRule = z.infer<typeof rule> & { readonly group: string };

/** `GET /api/v1/rules`. */
export const rulesAnswer = z
  .object({ groups: z.array(z.object({ name: z.string(), rules: z.array(rule) })) })
  .transform(({ groups }): EvaluatedRule[] =>
    groups.flatMap(({ name, rules }) => rules.map((each) => ({ ...each, group: name }))),
  );

const target = z.object({
  labels,
  scrapeUrl: z.string(),
  health: z.enum(["up", "down", "unknown"]),
  lastError: z.string(),
});

/** A target as Prometheus has scraped it. */
export type ScrapedTarget = z.infer<typeof target>;

/** `GET /api/v1/targets`. */
export const targetsAnswer = z
  .object({ activeTargets: z.array(target) })
  .transform(({ activeTargets }) => activeTargets);

/** What surrounds each answer. */
export const envelope = z.discriminatedUnion("status", [
  z.object({ status: z.literal("success"), data: z.unknown() }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);
