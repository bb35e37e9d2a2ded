import { z } from "zod";
import type { Finding } from "../finding";
import { dnsSubdomain, labelName, labels, labelValue, oneOf, quantity, text, wholeNumber } from "../leaf";
import { bytesOf } from "../quantity";

const cpus = "a number of CPUs such as 500m or 2";
const cpu = () =>
  z
    .union([z.string(), z.number()], { error: cpus })
    .transform(String)
    .pipe(z.string().regex(/^(?=.*[1-9])(\d+m|\d+(\.\d{1,3})?)$/, { error: cpus }))
    .refine((written) => coresOf(written) <= 256, { error: `${cpus}: 500 is five hundred of them` })
    .meta({ isNumber: true });

interface Amounts {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory: string };
}

const resourcesOf = (what: string, { requests, limits }: Amounts) =>
  z
    .strictObject({
      requests: z
        .strictObject({
          cpu: cpu().default(requests.cpu).describe(`CPU that ${what} is sure of`),
          memory: quantity().default(requests.memory).describe(`Memory that ${what} is sure of`),
        })
        .prefault({}),
      limits: z
        .strictObject({
          cpu: limits.cpu
            ? cpu().default(limits.cpu).describe(`CPU that ${what} may use`)
            : cpu().optional().describe(`CPU that ${what} may use; no limit unless set`),
          memory: quantity().default(limits.memory).describe(`Memory that ${what} may use`),
        })
        .prefault({}),
    })
    .prefault({});

export const resources = z.strictObject({
  // Falco's are the chart's own (falco chart 8.0.5, values.yaml).
  falco: resourcesOf("each Falco", {
    requests: { cpu: "100m", memory: "512Mi" },
    limits: { cpu: "1000m", memory: "1024Mi" },
  }),
  exporter: resourcesOf("each exporter", { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } }),
  sidekick: resourcesOf("each Falcosidekick", {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "256Mi" },
  }),
  ui: resourcesOf("each UI", { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } }),
  // The limit leaves redis room for its fork when it saves: its own ceiling is half of it.
  redis: resourcesOf("redis", { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "768Mi" } }),
});

/** Requests above their limits: the API server refuses such pods. */
export const resourceFaults = ({ resources: all }: { resources: z.output<typeof resources> }): Finding[] =>
  Object.entries(all).flatMap(([pods, { requests, limits }]) => [
    ...above(pods, "cpu", requests.cpu, limits.cpu, coresOf),
    ...above(pods, "memory", requests.memory, limits.memory, bytesOf),
  ]);

function above(
  pods: string,
  what: string,
  request: string,
  limit: string | undefined,
  amountOf: (quantity: string) => number,
): Finding[] {
  if (limit === undefined || amountOf(request) <= amountOf(limit)) return [];
  const path = (kind: string) => ["resources", pods, kind, what];
  const repairs = [
    { path: path("limits"), value: request },
    { path: path("requests"), value: limit },
  ];
  return [
    { path: path("requests"), expected: `at most the limit, which is ${limit}`, restsOn: [path("limits")], repairs },
  ];
}

const coresOf = (cpus: string): number => (cpus.endsWith("m") ? Number(cpus.slice(0, -1)) / 1000 : Number(cpus));

const toleration = z
  .strictObject(
    {
      key: text(labelName, "the key of a taint").optional(),
      operator: oneOf(["Exists", "Equal"]).optional(),
      value: text(labelValue, "the value of a taint").optional(),
      effect: oneOf(["NoSchedule", "PreferNoSchedule", "NoExecute"]).optional(),
      tolerationSeconds: wholeNumber(0, 1_000_000_000, "seconds").optional(),
    },
    { error: "an object with key, operator, value, effect or tolerationSeconds" },
  )
  .refine(({ operator, value }) => operator !== "Exists" || value === undefined, {
    error: "no value with operator Exists",
  })
  .refine(({ operator, key }) => operator === "Exists" || key !== undefined, {
    error: "a key, or operator Exists, which tolerates every taint",
  })
  .refine(({ effect, tolerationSeconds }) => tolerationSeconds === undefined || effect === "NoExecute", {
    error: "effect NoExecute where there is tolerationSeconds",
  });

const tolerationsOf = (description: string) =>
  z.array(toleration, { error: "a list of tolerations" }).default([]).describe(description);

export const tolerations = z.strictObject({
  falco: tolerationsOf("Added to the tolerations of Falco and its exporter, which tolerate every taint as it is"),
  sidekick: tolerationsOf("Tolerations of Falcosidekick"),
  ui: tolerationsOf("Tolerations of the UI"),
  redis: tolerationsOf("Tolerations of redis"),
});

const selectorOf = (description: string) => labels().default({}).describe(description);

export const nodeSelector = z.strictObject({
  falco: selectorOf(
    "Labels of the nodes that Falco and its exporter run on, beside `kubernetes.io/os: linux`: other nodes are not watched",
  ),
  sidekick: selectorOf("Labels of the nodes that Falcosidekick runs on"),
  ui: selectorOf("Labels of the nodes that the UI runs on"),
  redis: selectorOf("Labels of the nodes that redis runs on"),
});

const classOf = (what: string) => dnsSubdomain().optional().describe(`PriorityClass of ${what}`);

export const priorityClass = z.strictObject({
  falco: classOf(
    "Falco, for instance `system-node-critical`, which some clusters admit in `kube-system` only, or where a ResourceQuota names it",
  ),
  exporter: classOf("the exporter"),
  sidekick: classOf("Falcosidekick"),
  ui: classOf("the UI"),
  redis: classOf("redis"),
});
