import type { ChartName } from "../chartVersions";

/**
 * Values of a chart that are not a user's to give, over all versions; a value stands for all below it. A value and a
 * setting that end in `.*` stand for every value that has a setting of the same name.
 */
export interface OwnedValues {
  /** What the stack sets from a setting: value -> setting. */
  readonly controlled: Readonly<Record<string, string>>;
  /** What it never sets, as it does the same in another way by a setting: value -> setting. */
  readonly neverSet: Readonly<Record<string, string>>;
  /** Passwords and private keys: value -> what takes their place. */
  readonly secrets: Readonly<Record<string, string | undefined>>;
  /** What the stack sets by itself. */
  readonly set: readonly string[];
  /** What it leaves to the chart, and counts on: names that Services select by, ports that are called. */
  readonly countedOn: readonly string[];
}

const falco: OwnedValues = {
  controlled: {
    "image.registry": "images.registry",
    "driver.loader.initContainer.image.registry": "images.registry",
    "falcoctl.image.registry": "images.registry",
    imagePullSecrets: "images.pullSecrets",
    "image.tag": "images.tags.falco",
    "driver.kind": "driver",
    "driver.loader.initContainer.image.tag": "images.tags.falco",
    "collectors.docker": "containerRuntimeSocket",
    "collectors.containerd": "containerRuntimeSocket",
    "collectors.crio": "containerRuntimeSocket",
    "collectors.containerEngine.engines": "containerRuntimeSocket",
    "resources.*": "resources.falco.*",
    tolerations: "tolerations.falco",
    nodeSelector: "nodeSelector.falco",
    podPriorityClassName: "priorityClass.falco",
    "metrics.enabled": "metricsSource",
    "certs.existingSecret": "certificates.existingSecrets.server",
    "falcoctl.image.tag": "images.tags.falcoctl",
    "falcoctl.artifact.install.enabled": "rules.source",
    "falcoctl.artifact.follow.enabled": "rules.autoUpdate",
    "falcoctl.config.artifact.install.refs": "rules.registryRef",
    "falcoctl.config.artifact.follow.refs": "rules.registryRef",
    "falco.priority": "priority",
    "falco.rules_file": "rules.files",
    "falco.rules_files": "rules.files",
    "falco.grpc.enabled": "metricsSource",
    "falco.grpc.bind_address": "grpc.port",
    "falco.grpc.threadiness": "grpc.threadiness",
    "falco.grpc_output": "metricsSource",
  },
  neverSet: {
    customRules: "rules.files",
    "falco.grpc": "certificates",
    "falcosidekick.enabled": "sidekick.enabled",
    falcosidekick: "helmValues.falcosidekick",
    serviceMonitor: "monitoring.serviceMonitor",
  },
  secrets: {
    "certs.server.key": "falco:certificates instead",
    "certs.client.key": "falco:helmValues.falco.certs.existingClientSecret instead",
    "falcoctl.config.registry.auth": "falco:rules.username and falco:rules.password instead",
  },
  set: [
    "fullnameOverride",
    "tty",
    "driver.ebpf.leastPrivileged",
    "driver.modern_bpf.leastPrivileged",
    "driver.modernEbpf.leastPrivileged",
    "collectors.containerEngine.enabled",
    "controller.kind",
    "controller.daemonset.updateStrategy",
    "affinity",
    "podAnnotations.checksum/certificates",
    "extra.env",
    "certs.existingClientSecret",
    "podAnnotations.checksum/rules-login",
    "podAnnotations.prometheus.io/scrape",
    "podAnnotations.prometheus.io/port",
    "driver.loader.initContainer.env",
    "driver.loader.initContainer.resources",
    "falcoctl.artifact.install.env",
    "falcoctl.artifact.install.resources",
    "falcoctl.artifact.install.mounts.volumeMounts",
    "falcoctl.artifact.follow.env",
    "falcoctl.artifact.follow.resources",
    "falcoctl.artifact.follow.mounts.volumeMounts",
    "falcoctl.config.indexes",
    "falcoctl.config.artifact.install.resolveDeps",
    "collectors.containerEngine.pluginRef",
    "metrics.rulesCountersEnabled",
    "metrics.service.labels.cluster",
    "mounts.volumes",
    "mounts.volumeMounts",
    "falco.json_output",
    "falco.json_include_output_property",
    // With sidekick.enabled off they are free for another receiver.
    "falco.http_output.enabled",
    "falco.http_output.url",
  ],
  countedOn: [
    "nameOverride",
    "namespaceOverride",
    // Replaces the few capabilities that the chart gives a driver.
    "containerSecurityContext",
    "metrics.service.create",
    "metrics.service.ports",
    // Falcosidekick rejects a compressed body (falcosidekick 2.34.1, handlers.go).
    "falco.http_output.compress_uploads",
    "falco.webserver.enabled",
    "falco.webserver.listen_port",
    "falco.webserver.ssl_enabled",
    "falco.webserver.prometheus_metrics_enabled",
  ],
};

const falcoExporter: OwnedValues = {
  controlled: {
    "image.registry": "images.registry",
    imagePullSecrets: "images.pullSecrets",
    "image.tag": "images.tags.falcoExporter",
    "falco.grpcPort": "grpc.port",
    "resources.*": "resources.exporter.*",
    tolerations: "tolerations.falco",
    nodeSelector: "nodeSelector.falco",
    priorityClassName: "priorityClass.exporter",
  },
  neverSet: {
    serviceMonitor: "monitoring.serviceMonitor",
    prometheusRules: "monitoring.rules",
  },
  secrets: {
    "certs.client.key": "falco:certificates instead",
    "service.mTLS.server.key": undefined,
  },
  set: [
    "fullnameOverride",
    "falco.grpcUnixSocketPath",
    "falco.grpcHostname",
    "falco.grpcTimeout",
    "service.annotations.prometheus.io/scrape",
    "service.annotations.prometheus.io/port",
    "service.labels.cluster",
    "daemonset.annotations.checksum/certificates",
    "daemonset.updateStrategy",
    "affinity",
  ],
  countedOn: ["nameOverride", "service.port", "service.mTLS.enabled"],
};

const falcosidekick: OwnedValues = {
  controlled: {
    replicaCount: "sidekick.replicas",
    "image.registry": "images.registry",
    "webui.image.registry": "images.registry",
    "webui.initContainer.image.registry": "images.registry",
    "webui.redis.image.registry": "images.registry",
    imagePullSecrets: "images.pullSecrets",
    "image.tag": "images.tags.falcosidekick",
    "resources.*": "resources.sidekick.*",
    tolerations: "tolerations.sidekick",
    nodeSelector: "nodeSelector.sidekick",
    priorityClassName: "priorityClass.sidekick",
    "config.existingSecret": "sidekick.existingSecret",
    // The fields of outputs are among these variables: another list would take them all away.
    "config.extraEnv": "sidekick.outputs",
    "config.customfields": "sidekick.customFields",
    "config.templatedfields": "sidekick.templatedFields",
    "config.prometheus.extralabels": "sidekick.metricLabels",
    // Beside the variable: with it the chart grants the right to write reports.
    "config.policyreport.enabled": "sidekick.outputs.policyreport.enabled",
    // As little: it annotates the ServiceAccount.
    "config.aws.rolearn": "sidekick.outputs.aws.rolearn",
    "config.aws.useirsa": "sidekick.outputs.aws.useirsa",
    "config.mutualtlsfilespath": "sidekick.mutualTls",
    "webui.enabled": "ui.enabled",
    "webui.replicaCount": "sidekick.replicas",
    "webui.user": "ui.user",
    "webui.existingSecret": "ui.existingSecret",
    "webui.ttl": "ui.retention",
    "webui.image.tag": "images.tags.ui",
    "webui.initContainer.image.tag": "images.tags.redis",
    "webui.resources.*": "resources.ui.*",
    "webui.tolerations": "tolerations.ui",
    "webui.nodeSelector": "nodeSelector.ui",
    "webui.priorityClassName": "priorityClass.ui",
    "webui.redis.enabled": "ui.enabled",
    "webui.redis.existingSecret": "ui.existingSecret",
    "webui.redis.password": "ui.existingSecret",
    "webui.redis.image.tag": "images.tags.redis",
    "webui.redis.storageEnabled": "ui.storage.enabled",
    "webui.redis.storageSize": "ui.storage.size",
    "webui.redis.storageClass": "ui.storage.class",
    "webui.redis.resources.*": "resources.redis.*",
    "webui.redis.tolerations": "tolerations.redis",
    "webui.redis.nodeSelector": "nodeSelector.redis",
    "webui.redis.priorityClassName": "priorityClass.redis",
  },
  neverSet: {
    "config.*": "sidekick.outputs.*",
    "webui.service.nodePort": "ui.nodePort",
    serviceMonitor: "monitoring.serviceMonitor",
    prometheusRules: "monitoring.rules",
  },
  secrets: {
    "config.tlsserver.serverkey": "falco:helmValues.falcosidekick.config.tlsserver.existingSecret instead",
    "webui.externalRedis.password": "falco:ui.existingSecret instead",
  },
  set: [
    "fullnameOverride",
    "customLabels.cluster",
    "service.annotations.prometheus.io/scrape",
    "service.annotations.prometheus.io/port",
    "podAnnotations.checksum/credentials",
    "podAnnotations.checksum/mutual-tls",
    "podSecurityContext.runAsUser",
    "podSecurityContext.fsGroup",
    "podSecurityContext.runAsNonRoot",
    "podSecurityContext.seccompProfile",
    "securityContext.allowPrivilegeEscalation",
    "securityContext.capabilities",
    "extraVolumes",
    "extraVolumeMounts",
    "config.tlsclient.cacertfile",
    "webui.podAnnotations.checksum/credentials",
    "webui.podSecurityContext.runAsUser",
    "webui.podSecurityContext.fsGroup",
    "webui.podSecurityContext.runAsNonRoot",
    "webui.podSecurityContext.seccompProfile",
    "webui.securityContext.allowPrivilegeEscalation",
    "webui.securityContext.capabilities",
    "webui.initContainer.resources",
    "webui.initContainer.securityContext.allowPrivilegeEscalation",
    "webui.initContainer.securityContext.capabilities",
    "webui.redis.podAnnotations.checksum/credentials",
    "webui.redis.podSecurityContext.seccompProfile",
    "webui.redis.securityContext.allowPrivilegeEscalation",
  ],
  countedOn: ["nameOverride", "service.port", "config.tlsserver.deploy", "webui.service.port", "webui.disableauth"],
};

/** Values that are not a user's to give, of each chart. */
export const ownedValues: Readonly<Record<ChartName, OwnedValues>> = {
  falco,
  "falco-exporter": falcoExporter,
  falcosidekick,
};
