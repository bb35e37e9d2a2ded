/** What of a deployed stack shows in the names and labels of its series. */
export interface Deployment {
  /** Namespace of Falco and its exporter. */
  readonly namespace: string;
  /** Full names of the charts' objects. */
  readonly names: { readonly falco: string; readonly exporter: string; readonly sidekick: string };
  /** Who counts Falco's events. */
  readonly metricsSource: "exporter" | "native";
  /** Undefined where Falcosidekick isn't deployed. */
  readonly sidekick: SidekickDeployment | undefined;
}

export interface SidekickDeployment {
  readonly namespace: string;
  /** Of Falcosidekick itself, for instance 2.32.0: it decides what its metrics are called. */
  readonly version: string;
  /** Labels that its events have besides those of their own: the names that `sidekick.metricLabels` makes. */
  readonly eventLabels: readonly string[];
  /** Values of the label `destination` of the outputs that are switched on, as far as it counts each post to them. */
  readonly destinations: readonly string[];
}

/** Label that a field of an alert becomes (falcosidekick 2.34.1, stats_prometheus.go). */
export const labelOfField = (field: string): string => field.replaceAll(".", "_");
