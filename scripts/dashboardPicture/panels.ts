import { z } from "zod";

const mapping = z.object({
  type: z.literal("value"),
  options: z.record(z.string(), z.object({ text: z.string(), color: z.string().optional() })),
});
const property = z.object({ id: z.string(), value: z.unknown() });

const panel = z.object({
  type: z.string(),
  title: z.string(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z
    .array(z.object({ refId: z.string(), expr: z.string(), range: z.boolean(), legendFormat: z.string().default("") }))
    .default([]),
  transformations: z.array(z.object({ id: z.string(), options: z.unknown() })).default([]),
  fieldConfig: z
    .object({
      defaults: z.object({
        noValue: z.string().default("No data"),
        unit: z.string().default("locale"),
        decimals: z.number().default(0),
        thresholds: z
          .object({ steps: z.array(z.object({ value: z.number().nullable(), color: z.string() })) })
          .default({ steps: [] }),
        mappings: z.array(mapping).default([]),
        custom: z
          .object({ drawStyle: z.enum(["line", "bars"]), lineInterpolation: z.enum(["linear", "stepAfter"]) })
          .partial()
          .default({}),
      }),
      overrides: z.array(
        z.object({
          matcher: z.object({ id: z.literal("byName"), options: z.string() }),
          properties: z.array(property),
        }),
      ),
    })
    .prefault({ defaults: {}, overrides: [] }),
  options: z
    .object({
      content: z.string(),
      textMode: z.string(),
      orientation: z.enum(["auto", "horizontal", "vertical"]),
      legend: z.object({ placement: z.enum(["right", "bottom"]), calcs: z.array(z.string()) }),
      sortBy: z.array(z.object({ displayName: z.string(), desc: z.boolean() })),
    })
    .partial()
    .default({}),
});

const dashboard = z.object({
  title: z.string(),
  panels: z.array(panel),
  templating: z.object({ list: z.array(z.object({ label: z.string(), includeAll: z.boolean().default(false) })) }),
});

/** A panel as far as it can be drawn. */
export type Panel = z.infer<typeof panel>;

export type Dashboard = z.infer<typeof dashboard>;

/** What is drawn of a dashboard's JSON. */
export const readDashboard = (json: object): Dashboard => dashboard.parse(JSON.parse(JSON.stringify(json)));

const fixedColor = z.object({ fixedColor: z.string() });

/** What a panel's overrides say of the series or the column of this name. */
export const overridesOf = ({ fieldConfig: { defaults, overrides } }: Panel, name: string) => {
  const properties = new Map(
    overrides
      .filter(({ matcher }) => matcher.options === name)
      .flatMap((override) => override.properties.map(({ id, value }) => [id, value] as const)),
  );
  return {
    name: z.string().default(name).parse(properties.get("displayName")),
    color: fixedColor.optional().parse(properties.get("color"))?.fixedColor,
    mappings: z.array(mapping).default(defaults.mappings).parse(properties.get("mappings")),
    coloredText: properties.has("custom.cellOptions"),
  };
};
