import { chartSource } from "../settings/chartSource";
import { defaultImageTags } from "../settings/chartVersions";
import type { Settings } from "../settings/settings";
import { customFieldsText, templatedFieldsText } from "../settings/sidekickOutputs/eventFields";
import type { StackNames } from "./names";
import { outputEnvironment, outputRights } from "./sidekickOutputValues";

// What each release takes from the settings.

/** Settings of Falco's release. */
export const falcoSettings = (settings: Settings, names: StackNames) => ({
  chart: chartSource(settings.charts.repository, "falco", settings.charts.falco),
  fullName: names.falco,
  grpcServiceName: names.grpcService,
  driver: settings.driver,
  priority: settings.priority,
  containerRuntimeSocket: settings.containerRuntimeSocket,
  imageTags: settings.images.tags,
  resources: settings.resources.falco,
  nodeSelector: settings.nodeSelector.falco,
  tolerations: settings.tolerations.falco,
  priorityClass: settings.priorityClass.falco,
  helmValues: settings.helmValues.falco,
});

/** Settings of the exporter's release. */
export const exporterSettings = (settings: Settings, names: StackNames) => ({
  chart: chartSource(settings.charts.repository, "falco-exporter", settings.charts.falcoExporter),
  fullName: names.exporter,
  grpcHost: `${names.grpcService}.${settings.namespace}.svc`,
  grpcPort: settings.grpc.port,
  imageTag: settings.images.tags.falcoExporter ?? defaultImageTags.falcoExporter,
  resources: settings.resources.exporter,
  nodeSelector: settings.nodeSelector.falco,
  tolerations: settings.tolerations.falco,
  priorityClass: settings.priorityClass.exporter,
  helmValues: settings.helmValues.falcoExporter,
});

/** Settings of Falcosidekick's release. */
export const sidekickSettings = (settings: Settings, names: StackNames) => {
  const { sidekick, images, charts } = settings;
  return {
    chart: chartSource(charts.repository, "falcosidekick", charts.falcosidekick),
    fullName: names.sidekick,
    replicas: sidekick.replicas,
    environment: outputEnvironment(sidekick.outputs, sidekick.existingSecret),
    customFields: customFieldsText({ cluster: settings.cluster, ...sidekick.customFields }),
    templatedFields: templatedFieldsText(sidekick.templatedFields),
    metricLabels: sidekick.metricLabels,
    outputRights: outputRights(sidekick.outputs),
    mutualTls: clientCertificate(sidekick.mutualTls),
    imageTags: {
      falcosidekick: images.tags.falcosidekick,
      ui: images.tags.ui ?? defaultImageTags.ui,
      redis: images.tags.redis ?? defaultImageTags.redis,
    },
    ui: settings.ui,
    resources: settings.resources,
    nodeSelector: settings.nodeSelector,
    tolerations: settings.tolerations,
    priorityClass: settings.priorityClass,
    credentialsSecretName: names.credentialsSecret,
    uiCredentialsSecretName: names.uiCredentialsSecret,
    mutualTlsSecretName: names.sidekickClientSecret,
    helmValues: settings.helmValues.falcosidekick,
  };
};

/** Checked before: a Secret of the user's, or all parts of a certificate. */
const clientCertificate = (mutualTls: Settings["sidekick"]["mutualTls"]) => {
  const { existingSecret, certificate, privateKey, ca } = mutualTls ?? {};
  if (existingSecret !== undefined) return { existingSecret };
  return certificate !== undefined && privateKey !== undefined ? { certificate, privateKey, ca } : undefined;
};
