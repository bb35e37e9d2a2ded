import { metricsOf, type KnownMetric } from "./metric";

const { counter } = metricsOf("falcosidekick");

const since30 = "falcosidekick@2.32.0:stats_prometheus.go";
const before30 = "falcosidekick@2.29.0:stats_prometheus.go";
const words = ["", "Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"];
const inputs = { source: ["requests"], status: ["accepted", "rejected"] };

/** Fields of events that become labels, by the names that the fields have. */
export interface EventFields {
  /** Of `prometheus.extralabels`. */
  readonly metricLabels: readonly string[];
  readonly customFields: readonly string[];
  readonly templatedFields: readonly string[];
}

/**
 * Falcosidekick from 2.29.0 on. A request is counted as an event even where it is rejected after, so one whose priority
 * means nothing has the number 0 and no word.
 */
export const sidekickMetrics = ({
  metricLabels,
  customFields,
  templatedFields,
}: EventFields): readonly KnownMetric[] => {
  const labels = (priority: readonly string[], fields: readonly string[]) => [
    ...["hostname", "rule", ...priority, "source", "k8s_ns_name", "k8s_pod_name"],
    ...[...customFields, ...fields, ...metricLabels].map((field) => field.replaceAll(".", "_")),
  ];
  const numbered = ["priority", "priority_raw"];
  return [
    ...(
      [
        ["~2.30.0", labels(numbered, [])],
        [">=2.31.0", labels(numbered, templatedFields)],
      ] as const
    ).map(([versions, names]) =>
      counter(
        "falcosecurity_falcosidekick_falco_events_total",
        names,
        "Events; priority is 1 for Debug, 8 for Emergency",
        {
          values: {
            priority: ["0", "1", "2", "3", "4", "5", "6", "7", "8"],
            priority_raw: words.map((word) => word.toLowerCase()),
          },
          versions,
          source: `${since30}:getFalcoNewCounterVec`,
        },
      ),
    ),
    counter("falcosecurity_falcosidekick_inputs_total", ["source", "status"], "Requests", {
      values: inputs,
      versions: ">=2.30.0",
      source: `${since30}:getInputNewCounterVec`,
    }),
    counter("falcosecurity_falcosidekick_outputs_total", ["destination", "status"], "Posts to outputs", {
      versions: ">=2.30.0",
      source: `${since30}:getOutputNewCounterVec`,
    }),
    counter("falco_events", labels(["priority"], []), "Events; priority is a word", {
      values: { priority: words },
      versions: "<2.30.0",
      source: `${before30}:getFalcoNewCounterVec`,
    }),
    counter("falcosidekick_inputs", ["source", "status"], "Requests", {
      values: inputs,
      versions: "<2.30.0",
      source: `${before30}:getInputNewCounterVec`,
    }),
    counter("falcosidekick_outputs", ["destination", "status"], "Posts to outputs", {
      versions: "<2.30.0",
      source: `${before30}:getOutputNewCounterVec`,
    }),
  ];
};
