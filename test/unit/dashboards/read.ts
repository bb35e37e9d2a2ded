import { z } from "zod";
import { dashboardJson } from "../../../dashboards/dashboardJson";
import { falcoEventsDashboard } from "../../../dashboards/falcoEvents";

const dataSource = z.object({ type: z.string(), uid: z.string() });

const target = z.object({
  datasource: dataSource,
  expr: z.string(),
  refId: z.string(),
  legendFormat: z.string().optional(),
  format: z.string().optional(),
  instant: z.boolean(),
  range: z.boolean(),
});

const threshold = z.object({ color: z.string(), value: z.number().nullable() });

const override = z.object({
  matcher: z.object({ id: z.string(), options: z.unknown() }),
  properties: z.array(z.object({ id: z.string(), value: z.unknown() })),
});

const panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  description: z.string().optional(),
  interval: z.string().optional(),
  datasource: dataSource.optional(),
  targets: z.array(target).default([]),
  fieldConfig: z
    .object({
      defaults: z.object({
        unit: z.string().optional(),
        thresholds: z.object({ steps: z.array(threshold) }).optional(),
      }),
      overrides: z.array(override),
    })
    .optional(),
  transformations: z
    .array(z.object({ options: z.object({ renameByName: z.record(z.string(), z.string()).optional() }) }))
    .default([]),
  options: z.object({ sortBy: z.array(z.object({ displayName: z.string() })).optional() }).optional(),
});

const variable = z.object({
  name: z.string(),
  type: z.string(),
  query: z.string(),
  datasource: dataSource.optional(),
  multi: z.boolean(),
  includeAll: z.boolean(),
  allValue: z.string().optional(),
  current: z.object({ value: z.array(z.string()) }).optional(),
  options: z.array(z.object({ text: z.string(), value: z.string() })).optional(),
});

const dashboard = z.object({
  uid: z.string(),
  editable: z.boolean(),
  refresh: z.string(),
  schemaVersion: z.number(),
  tags: z.array(z.string()),
  time: z.object({ from: z.string(), to: z.string() }),
  panels: z.array(panel),
  templating: z.object({ list: z.array(variable) }),
});

export type Panel = z.infer<typeof panel>;

/** The JSON as Grafana gets it. */
export const json = dashboardJson(falcoEventsDashboard());

/** The parts of it that the tests read. */
export const read = dashboard.parse(JSON.parse(json));

/** The panels that show something, apart from the titles of rows. */
export const dataPanels = read.panels.filter(({ type }) => type !== "row");

/** One data panel by its title. */
export const panelTitled = (title: string): Panel => {
  const found = dataPanels.find((candidate) => candidate.title === title);
  if (found === undefined) throw new Error(`no panel is titled ${title}`);
  return found;
};
