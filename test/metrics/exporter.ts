import { metricsOf, type KnownMetric } from "./metric";

/** falco-exporter 0.8.0 to 0.8.7. */
export const exporterMetrics: readonly KnownMetric[] = [
  metricsOf("falco-exporter").counter(
    "falco_events",
    ["rule", "priority", "hostname", "source", "k8s_ns_name", "k8s_pod_name", "tags"],
    "Events of each rule and place; tags stand between commas",
    {
      values: { priority: ["0", "1", "2", "3", "4", "5", "6", "7"] },
      source: "falco-exporter@v0.8.7:pkg/exporter/exporter.go:Forward",
    },
  ),
];
