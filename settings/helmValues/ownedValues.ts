import type { ChartName } from "../chartVersions";

/**
 * Values of a chart that the stack sets, or does without, over all versions; a value stands for all below it. A value and
 * a setting that end in `.*` stand for every value that has a setting of the same name. What no setting changes, and the
 * plan rests on, is in fixedValues.ts.
 */
export interface OwnedValues {
  /** What the stack sets from a setting: value -> setting. */
  readonly controlled: Readonly<Record<string, string>>;
  /** What it never sets, as it does the same in another way by a setting: value -> setting. */
  readonly neverSet: Readonly<Record<string, string>>;
  /** Passwords and private keys: value -> what takes their place. */
  readonly secrets: Readonly<Record<string, string | undefined>>;
  /** Lists of the stack's that a user's are added to. */
  readonly lists: readonly string[];
  /** What the stack sets, and a user may set otherwise: nothing else rests on it. */
  readonly open: readonly string[];
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
    "falcoctl.config.artifact.follow.every": "rules.updateEvery",
    "falco.priority": "priority",
    "falco.rules_file": "rules.files",
    "falco.rules_files": "rules.files",
    "falco.grpc.enabled": "metricsSource",
    "falco.grpc.bind_address": "grpc.port",
    "falco.grpc.threadiness": "grpc.threadiness",
    "falco.grpc_output": "metricsSource",
    "certs.existingClientSecret": "certificates.existingSecrets.server",
    "affinity.nodeAffinity": "nodeSelector.falco",
    "podAnnotations.prometheus.io/scrape": "monitoring.serviceMonitor",
    "podAnnotations.prometheus.io/port": "monitoring.serviceMonitor",
    "metrics.service.labels.cluster": "cluster",
  },
  neverSet: {
    certs: "certificates",
    namespaceOverride: "namespace",
    gvisor: "driver",
    "driver.gvisor": "driver",
    "falco.rule_files": "rules.files",
    customRules: "rules.files",
    "falco.grpc": "certificates",
    "falcosidekick.enabled": "sidekick.enabled",
    falcosidekick: "helmValues.falcosidekick",
    serviceMonitor: "monitoring.serviceMonitor",
  },
  secrets: {
    "certs.server.key": "falco:certificates instead",
    "certs.client.key": "falco:certificates instead",
    "falcoctl.config.registry.auth": "falco:rules.username and falco:rules.password instead",
  },
  lists: [
    "mounts.volumes",
    "mounts.volumeMounts",
    "extra.env",
    "driver.loader.initContainer.env",
    "falcoctl.artifact.install.env",
    "falcoctl.artifact.install.mounts.volumeMounts",
    "falcoctl.artifact.follow.env",
    "falcoctl.artifact.follow.mounts.volumeMounts",
  ],
  open: [
    "driver.ebpf.leastPrivileged",
    "driver.modern_bpf.leastPrivileged",
    "driver.modernEbpf.leastPrivileged",
    "tty",
    "driver.loader.initContainer.resources",
    "falcoctl.artifact.install.resources",
    "falcoctl.artifact.follow.resources",
    "falcoctl.config.indexes",
    "falcoctl.config.artifact.install.resolveDeps",
    // With sidekick.enabled off it is free for another receiver.
    "falco.http_output",
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
    "affinity.nodeAffinity": "nodeSelector.falco",
    "service.annotations.prometheus.io/scrape": "monitoring.serviceMonitor",
    "service.annotations.prometheus.io/port": "monitoring.serviceMonitor",
    "service.labels.cluster": "cluster",
  },
  neverSet: {
    certs: "certificates",
    serviceMonitor: "monitoring.serviceMonitor",
    prometheusRules: "monitoring.rules",
  },
  secrets: {
    "certs.client.key": "falco:certificates instead",
    "service.mTLS.server.key": undefined,
  },
  lists: [],
  open: ["falco.grpcTimeout"],
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
    "customLabels.cluster": "cluster",
    "service.annotations.prometheus.io/scrape": "monitoring.serviceMonitor",
    "service.annotations.prometheus.io/port": "monitoring.serviceMonitor",
    "config.tlsclient.cacertfile": "caBundle",
  },
  neverSet: {
    "webui.service.type": "ui.service",
    "config.*": "sidekick.outputs.*",
    "webui.service.nodePort": "ui.nodePort",
    serviceMonitor: "monitoring.serviceMonitor",
    prometheusRules: "monitoring.rules",
  },
  secrets: {
    "config.tlsserver.serverkey": "falco:helmValues.falcosidekick.config.tlsserver.existingSecret instead",
    "webui.externalRedis.password": "falco:ui.existingSecret instead",
  },
  lists: ["extraVolumes", "extraVolumeMounts"],
  open: [
    "podSecurityContext.runAsUser",
    "podSecurityContext.fsGroup",
    "podSecurityContext.runAsNonRoot",
    "podSecurityContext.seccompProfile",
    "securityContext.allowPrivilegeEscalation",
    "securityContext.capabilities",
    "webui.podSecurityContext.runAsUser",
    "webui.podSecurityContext.fsGroup",
    "webui.podSecurityContext.runAsNonRoot",
    "webui.podSecurityContext.seccompProfile",
    "webui.securityContext.allowPrivilegeEscalation",
    "webui.securityContext.capabilities",
    "webui.initContainer.resources",
    "webui.initContainer.securityContext.allowPrivilegeEscalation",
    "webui.initContainer.securityContext.capabilities",
    "webui.redis.podSecurityContext.seccompProfile",
    "webui.redis.securityContext.allowPrivilegeEscalation",
  ],
};

/** Values that are not a user's to give, of each chart. */
export const ownedValues: Readonly<Record<ChartName, OwnedValues>> = {
  falco,
  "falco-exporter": falcoExporter,
  falcosidekick,
};
