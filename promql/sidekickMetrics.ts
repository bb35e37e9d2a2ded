import { gte } from "semver";

/** What a version of Falcosidekick calls its counters (falcosidekick 2.29.0 and 2.30.0, stats_prometheus.go). */
export interface SidekickMetrics {
  /** Alerts that came in, by what they say. */
  readonly events: string;
  /** Requests, by label `status`: accepted or rejected. */
  readonly inputs: string;
  /** Posts to outputs, by `destination` and `status`: ok, or else an error. */
  readonly outputs: string;
  /** The label that has the priority's word. `priority` of later versions is a number that counts the other way round. */
  readonly priority: "priority" | "priority_raw";
}

export const sidekickMetrics = (version: string): SidekickMetrics =>
  gte(version, "2.30.0")
    ? {
        events: "falcosecurity_falcosidekick_falco_events_total",
        inputs: "falcosecurity_falcosidekick_inputs_total",
        outputs: "falcosecurity_falcosidekick_outputs_total",
        priority: "priority_raw",
      }
    : {
        // The exporter's name too: there priorities are numbers.
        events: "falco_events",
        inputs: "falcosidekick_inputs",
        outputs: "falcosidekick_outputs",
        priority: "priority",
      };
