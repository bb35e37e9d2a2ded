import { assemble } from "./assemble";
import { dashboardLink, dashboardsLink } from "./links";
import type { LokiForm } from "./logql";
import { lokiCountsRow, lokiDetailsRow, lokiLinesRow } from "./lokiRows";
import { lokiVariables } from "./lokiVariables";

/** What Falcosidekick writes to Loki, and where its readers can go on to. */
export interface LokiAlertsArgs extends LokiForm {
  /** Stable: links to the dashboard carry it. At most 40 characters. */
  readonly uid: string;
  /** Unique in its folder, or Grafana refuses both. */
  readonly title: string;
  /** The dashboard of the stack's metrics. */
  readonly events: { readonly uid: string };
}

/** Falco's alerts as Falcosidekick writes them to Loki, with what metrics can't carry. */
export const lokiAlertsDashboard = (args: LokiAlertsArgs) =>
  assemble({
    uid: args.uid,
    title: args.title,
    description: "Falco's alerts with user, command and file, as Falcosidekick writes them to Loki.",
    links: [dashboardLink("Falco events", args.events.uid), dashboardsLink()],
    annotations: [],
    variables: lokiVariables(args),
    rows: [lokiCountsRow(args), lokiDetailsRow(args), lokiLinesRow(args)],
  });
