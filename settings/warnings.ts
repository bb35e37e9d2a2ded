import { chartVersionWarnings } from "./chartVersions";
import { chartPlan } from "./faults";
import type { ParsedSettings } from "./schema";

/** What is allowed, but has a price that its user should know: a sentence each, shown by every `up` and `preview`. */
export function settingsWarnings(settings: ParsedSettings): string[] {
  const { grpc, sidekick, ui } = settings;
  return [
    ...chartVersionWarnings(chartPlan(settings)),
    ...(grpc.clients.length > 0
      ? [
          `falco:grpc.clients (${grpc.clients.join(", ")}) share one queue with the exporter: an alert that one of them reads is missing in the metrics.`,
        ]
      : []),
    ...(sidekick.enabled && ui.enabled && ui.service === "NodePort"
      ? [
          `falco:ui.service is NodePort: whoever reaches port ${ui.nodePort} of a node can post alerts to the UI, and reads its password if they see the traffic, which is plain HTTP.`,
        ]
      : []),
    ...(!sidekick.enabled && Object.keys(sidekick.outputs).length > 0
      ? ["falco:sidekick.outputs have no effect while falco:sidekick.enabled is false: no alert leaves the cluster."]
      : []),
  ];
}
