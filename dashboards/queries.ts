/** Labels of falco-exporter's `falco_events` (falco-exporter 0.8.7, pkg/exporter/exporter.go). */
export type EventLabel = "rule" | "priority" | "hostname" | "source" | "k8s_ns_name" | "k8s_pod_name" | "tags";

export interface EventQuery {
  /** Labels to count by. */
  readonly by: readonly EventLabel[];
  /** Matchers beside those of the dashboard's variables. */
  readonly where?: readonly string[];
}

/** Critical, Alert and Emergency. */
export const criticalAndWorse = 'priority=~"[012]"';

/** Events of pods; host processes have "<NA>", rules that name no pod "". */
export const ofPods = 'k8s_pod_name!~"|<NA>"';

const selected = ['hostname=~"$node"', 'k8s_ns_name=~"$namespace"', 'rule=~"$rule"', 'priority=~"$priority"'];

const eventSeries = ({ where = [] }: EventQuery): string => `falco_events{${[...selected, ...where].join(", ")}}`;

// A series is born with its first event, not at 0, so rate() and increase() miss what it counted before its first
// scrape: that is added for each series that is new in the window, unless its target only failed to answer before.
// The label `born` keeps both parts of one series apart in the sum.
const events = (query: EventQuery, counted: string, window: string): string =>
  `sum by (${query.by.join(", ")}) (${counted} or label_replace(` +
  `min_over_time(${eventSeries(query)}[${window}]) unless ${eventSeries(query)} offset ${window}` +
  ` unless on (job, instance) (up offset ${window} == 0), "born", "true", "", ""))`;

/** Events in the dashboard's time range; for instant queries. */
export const eventsInRange = (query: EventQuery): string =>
  events(query, `increase(${eventSeries(query)}[$__range])`, "$__range");

/** Events in each interval of a graph, where there are any; for range queries. */
export const eventsOverTime = (query: EventQuery): string => {
  // $__rate_interval is longer than the interval, so increase() would show an event in two of them.
  const counted = `rate(${eventSeries(query)}[$__rate_interval]) * $__interval_ms / 1000`;
  return `${events(query, counted, "$__interval")} > 0`;
};

/** The ten largest; pods, nodes and namespaces are without bound. */
export const topTen = (expr: string): string => `topk(10, ${expr})`;

/** Names the two namespaces that are none, which a legend would show as nothing and as <NA>. */
export const withNamedHosts = (expr: string): string =>
  `label_replace(label_replace(${expr}, "k8s_ns_name", "(host)", "k8s_ns_name", "<NA>"),` +
  ` "k8s_ns_name", "(not in the event)", "k8s_ns_name", "")`;

// Whichever way an exporter is scraped: its job is its Service's name under a ServiceMonitor, and the one job of all
// annotated Services or pods otherwise. Outside of namespace `falco` its name begins with the namespace.
const ofExporters = (expr: (target: string) => string): string =>
  ['job=~"(.+-)?falco-exporter"', 'service=~"(.+-)?falco-exporter"', 'pod=~"(.+-)?falco-exporter-.+"']
    .map(expr)
    .join(" or ");

/** 1 for each exporter that answers Prometheus, 0 for each that does not. */
export const exporterUp = ofExporters((target) => `up{${target}}`);

/** How often each exporter's process started anew in the dashboard's time range. */
export const exporterRestarts = ofExporters((target) => `changes(process_start_time_seconds{${target}}[$__range])`);

/** 0 where an exporter is scraped but there is nothing to count; nothing where none is scraped. */
export const orZero = (expr: string): string => `${expr} or 0 * sum(${exporterUp})`;
