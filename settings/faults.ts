import { chartVersionFaults, type ChartPlan } from "./chartVersions";
import { chartDirectoryFaults } from "./chartSource";
import { containerEngineFaults } from "./containerEngine";
import type { Finding } from "./finding";
import { certificateFaults } from "./groups/certificates";
import { clientFaults } from "./groups/grpc";
import { monitoringFaults } from "./groups/monitoring";
import { resourceFaults } from "./groups/placement";
import { rulesFaults } from "./groups/rules";
import { mutualTlsFaults, sidekickNamespaceFaults } from "./groups/sidekick";
import { loginFaults } from "./logins";
import { imageTagFaults, mistakenCharts } from "./mistakenVersions";
import { networkFaults } from "./networkFaults";
import type { ParsedSettings } from "./schema";
import { sidekickAppVersion } from "./sidekickOutputs/appVersion";
import { eventFieldFaults } from "./sidekickOutputs/eventFields";
import { metricLabelFaults } from "./sidekickOutputs/metricLabels";
import { missingSecrets } from "./sidekickOutputs/missingSecrets";
import { outputFaults } from "./sidekickOutputs/outputFaults";

/** What a version of a chart is judged by. */
export const chartPlan = (settings: ParsedSettings): ChartPlan => ({ ...settings, grpcClients: settings.grpc.clients });

/** Everything wrong between settings, each of which is right by itself. Files that settings name come in check.ts. */
export function faultsBetween(settings: ParsedSettings): Finding[] {
  const { sidekick, charts, images } = settings;
  const appVersion = sidekickAppVersion(images.tags.falcosidekick);
  return [
    ...mistakenCharts(charts),
    ...imageTagFaults(images.tags),
    ...chartVersionFaults(chartPlan(settings)),
    ...chartDirectoryFaults(settings),
    ...containerEngineFaults(settings),
    ...loginFaults(settings),
    ...networkFaults(settings),
    ...certificateFaults(settings),
    ...clientFaults(settings),
    ...monitoringFaults(settings),
    ...resourceFaults(settings),
    ...rulesFaults(settings),
    ...sidekickNamespaceFaults(settings),
    ...(sidekick.enabled
      ? [
          ...mutualTlsFaults(settings),
          ...outputFaults(sidekick.outputs, appVersion),
          ...eventFieldFaults(sidekick, appVersion),
          ...metricLabelFaults(sidekick.metricLabels),
          ...secretFaults(settings),
        ]
      : []),
  ];
}

/** Secret fields without which an output stays off, and which no Secret of the user's brings either. */
const secretFaults = ({ sidekick: { outputs, existingSecret } }: ParsedSettings): Finding[] =>
  existingSecret !== undefined
    ? []
    : missingSecrets(outputs).flatMap(({ path, variable, required }) =>
        required
          ? [
              {
                path,
                expected: `a value set with --secret, or ${variable} in a Secret that sidekick.existingSecret names`,
                restsOn: [["sidekick", "existingSecret"]],
                repairs: [{ path, value: "VALUE" }],
              },
            ]
          : [],
      );
