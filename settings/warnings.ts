import { chartVersionWarnings } from "./chartVersions";
import { chartPlan } from "./faults";
import { grpcWarnings } from "./grpcCost";
import { monitoringWarnings } from "./groups/monitoring";
import { imageTagWarnings } from "./mistakenVersions";
import { networkWarnings } from "./networkFaults";
import type { ParsedSettings } from "./schema";
import { severalOutputsWarnings, sidekickTagWarnings } from "./sidekickOutputs/appVersion";
import { metricLabelWarnings } from "./sidekickOutputs/metricLabels";
import { fieldsOf } from "./sidekickOutputs/fieldTree";
import { outputWarnings } from "./sidekickOutputs/outputWarnings";
import type { SidekickOutputs } from "./sidekickOutputs/sidekickOutputs";

const outputsOf = (outputs: SidekickOutputs) => fieldsOf(outputs).filter(({ isOutput }) => isOutput);

/** What is allowed, but has a price that its user should know: a sentence each, shown by every `up` and `preview`. */
export function settingsWarnings(settings: ParsedSettings): string[] {
  const { grpc, sidekick, ui, images } = settings;
  return [
    ...chartVersionWarnings(chartPlan(settings)),
    ...grpcWarnings(settings),
    ...imageTagWarnings(images.tags),
    ...networkWarnings(settings),
    ...monitoringWarnings(settings),
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
    ...(sidekick.enabled ? sidekickTagWarnings(images.tags.falcosidekick) : []),
    ...(sidekick.enabled && outputsOf(sidekick.outputs).length + (ui.enabled ? 1 : 0) > 1
      ? severalOutputsWarnings(images.tags.falcosidekick)
      : []),
    ...(sidekick.enabled ? outputWarnings(sidekick.outputs) : []),
    ...(sidekick.enabled ? metricLabelWarnings(sidekick.metricLabels, sidekick.templatedFields) : []),
    ...(settings.metricsSource === "native" && Object.keys(settings.helmValues.falcoExporter).length > 0
      ? ["falco:helmValues.falcoExporter has no effect with falco:metricsSource native: there is no exporter."]
      : []),
    ...(!sidekick.enabled && Object.keys(settings.helmValues.falcosidekick).length > 0
      ? ["falco:helmValues.falcosidekick has no effect while falco:sidekick.enabled is false."]
      : []),
    ...(!sidekick.enabled && Object.keys(sidekick.outputs).length > 0
      ? ["falco:sidekick.outputs have no effect while falco:sidekick.enabled is false: no alert leaves the cluster."]
      : []),
  ];
}
