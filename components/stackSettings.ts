import { chartKeys, chartSource, type ChartSource } from "../settings/chartSource";
import { defaultImageTags, type ChartName } from "../settings/chartVersions";
import { rulesRegistry } from "../settings/falcoArtifacts";
import type { Settings } from "../settings/settings";
import { fieldsText } from "../settings/sidekickOutputs/eventFields";
import type { Network } from "./egressValues";
import type { StackNames } from "./names";
import type { Scraping } from "./scraping";
import { outputEnvironment, outputRights } from "./sidekickOutputValues";

// What each release takes from the settings.

/** A chart, and the login for where it is. */
function chartOf({ charts }: Settings, name: ChartName): ChartSource {
  const { repository, username, password } = charts;
  const source = chartSource(repository, name, charts[chartKeys[name]]);
  return username === undefined || password === undefined ? source : { ...source, login: { username, password } };
}

const scraping = ({ monitoring, cluster }: Settings): Scraping => ({
  serviceMonitor: monitoring.serviceMonitor,
  cluster,
});

/** Settings of Falco's release. */
export const falcoSettings = (settings: Settings, names: StackNames) => ({
  chart: chartOf(settings, "falco"),
  fullName: names.falco,
  grpcServiceName: names.grpcService,
  scraping: scraping(settings),
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
  chart: chartOf(settings, "falco-exporter"),
  fullName: names.exporter,
  grpcHost: `${names.grpcService}.${settings.namespace}.svc`,
  grpcPort: settings.grpc.port,
  scraping: scraping(settings),
  imageTag: settings.images.tags.falcoExporter ?? defaultImageTags.falcoExporter,
  resources: settings.resources.exporter,
  nodeSelector: settings.nodeSelector.falco,
  tolerations: settings.tolerations.falco,
  priorityClass: settings.priorityClass.exporter,
  helmValues: settings.helmValues.falcoExporter,
});

/** Settings of Falcosidekick's release. */
export const sidekickSettings = (settings: Settings, names: StackNames) => {
  const { sidekick, images } = settings;
  return {
    chart: chartOf(settings, "falcosidekick"),
    fullName: names.sidekick,
    replicas: sidekick.replicas,
    scraping: scraping(settings),
    environment: outputEnvironment(sidekick.outputs, sidekick.existingSecret),
    customFields: fieldsText({ cluster: settings.cluster, ...sidekick.customFields }),
    templatedFields: fieldsText(sidekick.templatedFields),
    metricLabels: sidekick.metricLabels,
    outputRights: outputRights(sidekick.outputs),
    mutualTls: clientCertificate(sidekick.mutualTls),
    imageTags: {
      falcosidekick: images.tags.falcosidekick ?? defaultImageTags.falcosidekick,
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

/** What the network is like for the pods of a namespace. */
export const networkOf = (
  { images, proxy, caBundle }: Settings,
  { pullSecrets, caConfigMap }: Pick<Network, "pullSecrets" | "caConfigMap">,
): Network => ({
  registry: images.registry,
  proxy,
  hasCas: caBundle !== undefined,
  pullSecrets,
  caConfigMap,
});

/** What falcoctl logs in with to fetch rules; undefined where it doesn't. */
export function rulesLogin({ rules, images }: Settings, names: StackNames) {
  const { username, password } = rules;
  return username === undefined || password === undefined
    ? undefined
    : { secretName: names.rulesLogin, registry: rulesRegistry(rules.registryRef, images.registry), username, password };
}
