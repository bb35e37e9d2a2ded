import { falcoExporterValues } from "./falcoExporter";
import { falcosidekickValues } from "./falcosidekickValues";
import { falcoValues } from "./falcoValues";
import { mergeValues } from "./mergeValues";
import { stackNames } from "./names";
import type { Network } from "./egressValues";
import { exporterSettings, falcoSettings, sidekickSettings } from "./stackSettings";
import type { ChartName } from "../settings/chartVersions";
import type { HelmValues } from "../settings/helmValues/leaves";
import { ownedValues } from "../settings/helmValues/ownedValues";
import type { Settings } from "../settings/settings";

/**
 * Values that the stack gives each chart, but for what only its other resources tell: names and checksums of Secrets and
 * ConfigMaps, and the URL of alerts.
 */
export function stackValues(settings: Settings, network?: Network): Readonly<Record<ChartName, HelmValues>> {
  const names = stackNames(settings.namespace);
  const falco = falcoSettings(settings, names);
  const exporter = exporterSettings(settings, names);
  const sidekick = sidekickSettings(settings, names);
  const { retention, storage, enabled } = settings.ui;
  const files = settings.ruleFiles.map(({ name }) => name);
  const grpc = { ...settings.grpc, certificatesSecret: names.serverSecret, certificatesChecksum: "" };
  return {
    falco: mergeValues(
      falcoValues({
        ...falco,
        chartVersion: falco.chart.version,
        metrics: settings.metricsSource === "exporter" ? { source: "exporter", grpc } : { source: "native" },
        alertsUrl: undefined,
        rules: {
          ...settings.rules,
          ...(files.length > 0 && { configMap: { name: names.rulesConfigMap, files } }),
        },
        network,
      }),
      falco.helmValues,
      ownedValues.falco.lists,
    ),
    "falco-exporter": mergeValues(
      falcoExporterValues({ ...exporter, certificatesChecksum: "", network }),
      exporter.helmValues,
    ),
    falcosidekick: mergeValues(
      falcosidekickValues({
        ...sidekick,
        chartVersion: sidekick.chart.version,
        extraEnv: [],
        mutualTlsSecret: undefined,
        network,
        ui: enabled ? { retention, storage, secret: { name: names.uiCredentialsSecret } } : undefined,
      }),
      sidekick.helmValues,
      ownedValues.falcosidekick.lists,
    ),
  };
}
