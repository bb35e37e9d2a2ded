import { labelOfField, type Deployment } from "../promql/deployment";
import type { Settings } from "../settings/settings";
import { sidekickAppVersion } from "../settings/sidekickOutputs/appVersion";
import { destinationsOf } from "../settings/sidekickOutputs/destinations";
import { sidekickNamespaceOf, type StackNames } from "./names";

/** What of these settings shows in the names and labels of the stack's series. */
export const deploymentOf = (settings: Settings, names: StackNames): Deployment => ({
  namespace: settings.namespace,
  names: { falco: names.falco, exporter: names.exporter, sidekick: names.sidekick },
  metricsSource: settings.metricsSource,
  sidekick: settings.sidekick.enabled ? sidekickOf(settings) : undefined,
});

function sidekickOf(settings: Settings): Deployment["sidekick"] {
  const { sidekick, ui, images } = settings;
  const version = sidekickAppVersion(images.tags.falcosidekick);
  const counted = destinationsOf(sidekick.outputs, version).filter((destination) => destination.counted === "posts");
  return {
    namespace: sidekickNamespaceOf(settings),
    version,
    eventLabels: sidekick.metricLabels.map(labelOfField),
    destinations: [...(ui.enabled ? ["webui"] : []), ...counted.map(({ label }) => label)],
  };
}
