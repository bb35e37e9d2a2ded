import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import * as loki from "@grafana/grafana-foundation-sdk/loki";
import { gte } from "semver";

/** The Loki that the variable `loki` selects. Its name isn't that of the Prometheus, which links carry along. */
export const lokiSource: DataSourceRef = { type: "loki", uid: "${loki}" };

/** How Falcosidekick writes alerts to Loki. */
export interface LokiForm {
  /** Of Falcosidekick itself. */
  readonly version: string;
  /** A line is the rule's output, or the whole alert. */
  readonly format: "text" | "json";
}

/** Whether alerts have the labels `k8s_ns_name` and `k8s_pod_name` (falcosidekick 2.31.0, outputs/loki.go). */
export const hasPlaces = ({ version }: LokiForm): boolean => gte(version, "2.31.0");

/** Falco's messages about itself, and tests of Falcosidekick. */
const notInternal = 'source!="internal"';

/**
 * Selected alerts of all streams. Priorities are words such as `Critical` whatever the version; nothing in an alert
 * tells the stack, only its cluster.
 */
export const alerts = (form: LokiForm, where: readonly string[] = []): string =>
  `{${[
    notInternal,
    'cluster=~"$cluster"',
    'hostname=~"$node"',
    ...(hasPlaces(form) ? ['k8s_ns_name=~"$namespace"'] : []),
    'rule=~"$rule"',
    'priority=~"${priority:pipe}"',
    ...where,
  ].join(", ")}} |= \`$search\``;

/** What metrics can't carry, by the field that tells it and by its name in the output of Falco's bundled rules. */
export const details = [
  { name: "user", field: "user.name" },
  { name: "command", field: "proc.cmdline" },
  { name: "file", field: "fd.name" },
] as const;
export type Detail = (typeof details)[number];

/** A stage of a query that makes a label of each detail. */
export const withDetails = ({ format }: LokiForm, wanted: readonly Detail[]): string =>
  format === "json"
    ? `| json ${wanted.map(({ name, field }) => `${name}="output_fields[\\"${field}\\"]"`).join(", ")}`
    : // A value ends before the next name, as in `command=ls -l /etc file=/etc/shadow`.
      wanted.map(({ name }) => `| regexp \`\\b${name}=(?P<${name}>.*?)(?:\\)|[ ,]+\\w+=|$)\``).join(" ");

/** How many of these lines there are, by labels; in the time range, or in each interval of a graph. */
export const counted = (by: readonly string[], lines: string, window: "$__range" | "$__interval"): string =>
  `sum${by.length > 0 ? ` by (${by.join(", ")}) ` : ""}(count_over_time(${lines} [${window}]))`;

const query = (expr: string, refId = "A") =>
  new loki.DataqueryBuilder().datasource(lokiSource).editorMode(loki.QueryEditorMode.Code).expr(expr).refId(refId);

/** A query for graphs, and for lines. */
export const overTime = (expr: string, legend = "") =>
  query(expr).queryType(loki.LokiQueryType.Range).legendFormat(legend);

/** A query for numbers and bars. */
export const atEnd = (expr: string, legend = "") =>
  query(expr).queryType(loki.LokiQueryType.Instant).legendFormat(legend);
