import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  type AnnotationQuery,
  type DashboardLink,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Row } from "./houseStyle";
import { tags } from "./links";

/** What a dashboard consists of. */
interface Parts {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly links: Builder<DashboardLink>[];
  readonly annotations: Builder<AnnotationQuery>[];
  readonly variables: readonly Builder<VariableModel>[];
  readonly rows: readonly Row[];
}

/** A dashboard for Grafana 9 and later. */
export function assemble({ uid, title, description, links, annotations, variables, rows }: Parts) {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor's format needs Grafana 12
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(tags)
    .readonly()
    .time({ from: "now-6h", to: "now" })
    .refresh("1m")
    .tooltip(DashboardCursorSync.Crosshair)
    .links(links)
    .annotations(annotations);
  for (const variable of variables) dashboard.withVariable(variable);
  for (const row of rows) {
    dashboard.withRow(new RowBuilder(row.title).id(row.id));
    for (const panel of row.panels) dashboard.withPanel(panel);
  }
  return dashboard.build();
}
