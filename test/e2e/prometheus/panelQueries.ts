import { z } from "zod";

const target = z.object({ expr: z.string(), range: z.boolean().default(false) });
const schema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(target).default([]) })),
  annotations: z.object({ list: z.array(z.object({ name: z.string(), expr: z.string().optional() })).default([]) }),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), type: z.string(), query: z.string().optional() })),
  }),
});

/** A query of a dashboard, and where it is. */
export interface PanelQuery {
  readonly title: string;
  readonly expr: string;
  /** Over time, or at its end. */
  readonly range: boolean;
}

/** Every query of a dashboard: of its panels, annotations and variables. */
export const queriesOf = (dashboard: object): readonly PanelQuery[] => {
  const { panels, annotations, templating } = schema.parse(JSON.parse(JSON.stringify(dashboard)));
  return [
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr, range }) => ({ title, expr, range }))),
    ...annotations.list.flatMap(({ name, expr }) =>
      expr === undefined ? [] : [{ title: `annotation ${name}`, expr, range: true }],
    ),
    ...templating.list.flatMap(({ name, query = "" }) => {
      const [, selector, label] = /^label_values\((.*), (\w+)\)$/.exec(query) ?? [];
      return selector === undefined || label === undefined
        ? []
        : [{ title: `variable ${name}`, expr: `count by (${label}) (${selector})`, range: false }];
    }),
  ];
};
