import { z } from "zod";
import type { DashboardArgs } from "../../../dashboards/dashboardArgs";
import { dashboardJson } from "../../../dashboards/dashboardJson";
import { falcoEventsDashboard } from "../../../dashboards/falcoEvents";

const dataSource = z.object({ type: z.string(), uid: z.string() });

const target = z.object({
  datasource: dataSource,
  expr: z.string(),
  refId: z.string(),
  legendFormat: z.string().optional(),
  format: z.string().optional(),
  queryType: z.string().optional(),
  instant: z.boolean().optional(),
  range: z.boolean().optional(),
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
        noValue: z.string().optional(),
        thresholds: z.object({ steps: z.array(threshold) }).optional(),
        mappings: z.array(z.unknown()).optional(),
      }),
      overrides: z.array(override),
    })
    .optional(),
  transformations: z
    .array(z.object({ options: z.object({ renameByName: z.record(z.string(), z.string()).optional() }) }))
    .default([]),
  options: z
    .object({ sortBy: z.array(z.object({ displayName: z.string() })).optional(), content: z.string().optional() })
    .optional(),
});

const variable = z.object({
  name: z.string(),
  type: z.string(),
  query: z.string().optional(),
  description: z.string().optional(),
  datasource: dataSource.optional(),
  multi: z.boolean().optional(),
  includeAll: z.boolean().optional(),
  allValue: z.string().optional(),
  current: z.object({ value: z.union([z.string(), z.array(z.string())]) }).optional(),
  options: z.array(z.object({ text: z.string(), value: z.string() })).optional(),
});

const link = z.object({
  title: z.string(),
  type: z.string(),
  url: z.string().optional(),
  tooltip: z.string(),
  tags: z.array(z.string()),
  includeVars: z.boolean(),
  keepTime: z.boolean(),
});

const annotation = z.object({
  name: z.string(),
  datasource: dataSource,
  expr: z.string(),
  step: z.string(),
  target: z.object({ expr: z.string(), interval: z.string() }),
});

const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  editable: z.boolean(),
  refresh: z.string(),
  schemaVersion: z.number(),
  tags: z.array(z.string()),
  time: z.object({ from: z.string(), to: z.string() }),
  panels: z.array(panel),
  links: z.array(link),
  annotations: z.object({ list: z.array(annotation).default([]) }),
  templating: z.object({ list: z.array(variable) }),
});

export type Panel = z.infer<typeof panel>;
export type ReadDashboard = z.infer<typeof dashboard>;

/** What the tests read of a dashboard, from the JSON that Grafana gets. */
export const readJson = (json: string): ReadDashboard => dashboard.parse(JSON.parse(json));

/** The JSON of a stack's events. */
export const eventsJson = (args: DashboardArgs): string => dashboardJson(falcoEventsDashboard(args));

export const readEvents = (args: DashboardArgs): ReadDashboard => readJson(eventsJson(args));

/** The panels with data, apart from titles of rows and texts. */
export const dataPanels = ({ panels }: ReadDashboard): readonly Panel[] =>
  panels.filter(({ type }) => type !== "row" && type !== "text");

/** One panel by its title. */
export const panelTitled = ({ panels }: ReadDashboard, title: string): Panel => {
  const found = panels.find((candidate) => candidate.title === title);
  if (found === undefined) throw new Error(`no panel is titled ${title}`);
  return found;
};

/** Each query with what its panel says. */
export const queriesOf = (read: ReadDashboard) =>
  dataPanels(read).flatMap(({ title, type, interval, targets }) =>
    targets.map((query) => ({ title, type, interval, ...query })),
  );
