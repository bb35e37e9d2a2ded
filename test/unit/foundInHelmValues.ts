import type { ChartName } from "../../settings/chartVersions";
import type { HelmValues } from "../../settings/helmValues/leaves";

/** End of what is said about secrets. */
export const clear = "what is given here lies in clear text in the Secret of the Helm release.";

/** Helm values of a chart at its default version, and all that is said about them: findings, their repairs, warnings. */
export const foundInHelmValues: readonly (readonly [string, ChartName, HelmValues, readonly string[]])[] = [
  [
    "what a setting controls",
    "falco",
    { driver: { kind: "kmod" } },
    ["helmValues.falco.driver.kind: expected falco:driver instead, which controls driver.kind."],
  ],
  [
    "null for what a setting controls, which no command repairs",
    "falco",
    { driver: { kind: null } },
    ["helmValues.falco.driver.kind: expected falco:driver instead, which controls driver.kind."],
  ],
  [
    "lists and mappings that a setting controls, which no command repairs",
    "falco",
    { tolerations: [], nodeSelector: { zone: "a" }, falco: { rules_files: ["x"] } },
    [
      "helmValues.falco.tolerations: expected falco:tolerations.falco instead, which controls tolerations.",
      "helmValues.falco.nodeSelector.zone: expected falco:nodeSelector.falco instead, which controls nodeSelector.zone.",
      "helmValues.falco.falco.rules_files: expected falco:rules.files instead, which controls falco.rules_files.",
    ],
  ],
  [
    "a value with a setting of the same name",
    "falco",
    { resources: { limits: { memory: "2Gi" }, requests: null } },
    [
      "helmValues.falco.resources.limits.memory: expected falco:resources.falco.limits.memory instead, which controls resources.limits.memory.",
      "helmValues.falco.resources.requests: expected falco:resources.falco.requests instead, which controls resources.requests.",
    ],
  ],
  [
    "the falcosidekick within the falco chart",
    "falco",
    { falcosidekick: { enabled: true, webui: { enabled: true } } },
    [
      "helmValues.falco.falcosidekick.enabled: expected falco:sidekick.enabled instead, which controls falcosidekick.enabled.",
      "helmValues.falco.falcosidekick.webui.enabled: expected falco:helmValues.falcosidekick instead, which controls falcosidekick.webui.enabled.",
    ],
  ],
  [
    "null around what settings control",
    "falco",
    { falco: null },
    [
      "helmValues.falco.falco: expected a mapping: anything else takes away what falco:priority, falco:rules.files, falco:metricsSource, falco:grpc.port and falco:grpc.threadiness control.",
    ],
  ],
  [
    "text around what a setting controls",
    "falco",
    { resources: "big" },
    ["helmValues.falco.resources: expected a mapping: anything else takes away what falco:resources.falco controls."],
  ],
  [
    "fields of outputs",
    "falcosidekick",
    { config: { slack: { webhookurl: "https://hooks.example.com/x" }, elasticsearch: null } },
    [
      "helmValues.falcosidekick.config.slack.webhookurl: expected falco:sidekick.outputs.slack.webhookurl instead, which controls config.slack.webhookurl.",
      "helmValues.falcosidekick.config.elasticsearch: expected falco:sidekick.outputs.elasticsearch instead, which controls config.elasticsearch.",
    ],
  ],
  [
    "fields that the chart writes in camel case",
    "falcosidekick",
    { config: { webhook: { customHeaders: "a:b" }, sumologic: { receiverURL: "https://example.com" } } },
    [
      "helmValues.falcosidekick.config.webhook.customHeaders: expected falco:sidekick.outputs.webhook.customheaders instead, which controls config.webhook.customHeaders.",
      "helmValues.falcosidekick.config.sumologic.receiverURL: expected falco:sidekick.outputs.sumologic.receiverurl instead, which controls config.sumologic.receiverURL.",
    ],
  ],
  [
    "passwords and private keys",
    "falcosidekick",
    { config: { tlsserver: { serverkey: "KEY" } }, webui: { externalRedis: { password: "x" } } },
    [
      `helmValues.falcosidekick.config.tlsserver.serverkey: expected falco:helmValues.falcosidekick.config.tlsserver.existingSecret instead: ${clear}`,
      `helmValues.falcosidekick.webui.externalRedis.password: expected falco:ui.existingSecret instead: ${clear}`,
    ],
  ],
  [
    "a private key with nothing in its place",
    "falco-exporter",
    { service: { mTLS: { server: { key: "KEY" } } } },
    [`helmValues.falcoExporter.service.mTLS.server.key: expected nothing secret: ${clear}`],
  ],
  [
    "a misspelt value",
    "falco",
    { colectors: { enabled: false }, driver: { modernEbpf: { bufSizePreet: 4 } } },
    [
      "helmValues.falco.colectors: expected collectors instead: falco chart 8.0.5 has no colectors.",
      "helmValues.falco.driver.modernEbpf.bufSizePreet: expected driver.modernEbpf.bufSizePreset instead: falco chart 8.0.5 has no driver.modernEbpf.bufSizePreet.",
    ],
  ],
  [
    "a misspelt value that a setting controls",
    "falco",
    { driver: { knd: "kmod" } },
    ["helmValues.falco.driver.knd: expected falco:driver instead: falco chart 8.0.5 has no driver.knd."],
  ],
  [
    "a value in the wrong place",
    "falco",
    { image: { labelMaxLen: 100, annotations: {} } },
    [
      "helmValues.falco.image.labelMaxLen: expected collectors.containerEngine.labelMaxLen instead: falco chart 8.0.5 has no image.labelMaxLen.",
      "helmValues.falco.image.annotations: expected another value: falco chart 8.0.5 has no image.annotations.",
    ],
  ],
  [
    "a value like no other, of an object's own functions too",
    "falco",
    { quux: null, constructor: 1 },
    [
      "helmValues.falco.quux: expected another value: falco chart 8.0.5 has no quux.",
      "helmValues.falco.constructor: expected another value: falco chart 8.0.5 has no constructor.",
    ],
  ],
  [
    "values of another kind",
    "falco",
    {
      tty: "true",
      serviceAccount: { name: 1 },
      metrics: { interval: ["1h"], service: { ports: { metrics: { port: "80" } } } },
      extra: { initContainers: { name: "x" } },
      podLabels: ["x"],
      healthChecks: 3,
      falco: { json_include_tags_property: [] },
    },
    [
      "helmValues.falco.tty: expected true or false without quotes, as tty is in falco chart 8.0.5.",
      "helmValues.falco.serviceAccount.name: expected text in quotes, as serviceAccount.name is in falco chart 8.0.5.",
      "helmValues.falco.metrics.interval: expected text, as metrics.interval is in falco chart 8.0.5.",
      "helmValues.falco.metrics.service.ports.metrics.port: expected a number without quotes, as metrics.service.ports.metrics.port is in falco chart 8.0.5.",
      "helmValues.falco.extra.initContainers: expected a list, as extra.initContainers is in falco chart 8.0.5.",
      "helmValues.falco.podLabels: expected a mapping, as podLabels is in falco chart 8.0.5.",
      "helmValues.falco.healthChecks: expected a mapping, as healthChecks is in falco chart 8.0.5.",
      "helmValues.falco.falco.json_include_tags_property: expected true or false, as falco.json_include_tags_property is in falco chart 8.0.5.",
    ],
  ],
  [
    "labels that YAML took for numbers and booleans",
    "falco",
    { podLabels: { release: 1, canary: true, team: "blue" }, podAnnotations: { weight: 2 } },
    [
      "helmValues.falco.podLabels.release: expected text in quotes: Kubernetes takes nothing else here.",
      "helmValues.falco.podLabels.canary: expected text in quotes: Kubernetes takes nothing else here.",
      "helmValues.falco.podAnnotations.weight: expected text in quotes: Kubernetes takes nothing else here.",
    ],
  ],
  [
    "another choice of nodes, and null for a list of the stack's",
    "falco",
    { affinity: { nodeAffinity: { x: 1 } }, mounts: { volumes: null } },
    [
      "helmValues.falco.affinity.nodeAffinity.x: expected falco:nodeSelector.falco instead, which controls affinity.nodeAffinity.x.",
      "helmValues.falco.mounts.volumes: expected a list, which is added to the stack's own.",
    ],
  ],
  [
    "what the stack does itself by another setting",
    "falcosidekick",
    { serviceMonitor: { enabled: true }, prometheusRules: { enabled: true } },
    [
      "helmValues.falcosidekick.serviceMonitor.enabled: expected falco:monitoring.serviceMonitor instead, which controls serviceMonitor.enabled.",
      "helmValues.falcosidekick.prometheusRules.enabled: expected falco:monitoring.rules instead, which controls prometheusRules.enabled.",
    ],
  ],
  [
    "what the stack counts on",
    "falcosidekick",
    { service: { port: 8080 }, nameOverride: null },
    [
      "helmValues.falcosidekick.service.port: expected 2801: the stack's Services, and whoever scrapes metrics, go there.",
      "helmValues.falcosidekick.nameOverride: expected the chart's own name: the stack's Services find the pods by it.",
    ],
  ],
  [
    "alerts that Falcosidekick can't read",
    "falco",
    { falco: { http_output: { compress_uploads: true } } },
    ["helmValues.falco.falco.http_output.compress_uploads: expected false: Falcosidekick rejects compressed alerts."],
  ],
  [
    "null around what the stack sets itself",
    "falco",
    { mounts: null },
    [
      "helmValues.falco.mounts: expected a mapping: anything else takes away mounts.volumes and mounts.volumeMounts, which the rest of the stack counts on.",
    ],
  ],
  [
    "unknown keys of falco.yaml and falcoctl.yaml",
    "falco",
    {
      falco: {
        rule_match: "all",
        quux: { a: 1 },
        metrics: { enabled: true, interal: "1h" },
        program_outptu: { enabled: true },
        webserver: { listen_adress: "::" },
        static_fields: { anything: "x" },
        podHostname: "x",
      },
      falcoctl: { config: { drver: {}, artifact: { install: { enabled: true } } } },
    },
    [
      "falco:helmValues.falco.falco.rule_match: not among the keys of falco.yaml in falco chart 8.0.5. Did you mean falco.rule_matching?",
      "falco:helmValues.falco.falco.quux: not among the keys of falco.yaml in falco chart 8.0.5.",
      "falco:helmValues.falco.falco.metrics.interal: not among the keys of falco.yaml in falco chart 8.0.5. Did you mean falco.metrics.interval?",
      "falco:helmValues.falco.falco.program_outptu: not among the keys of falco.yaml in falco chart 8.0.5. Did you mean falco.program_output?",
      "falco:helmValues.falco.falco.webserver.listen_adress: not among the keys of falco.yaml in falco chart 8.0.5. Did you mean falco.webserver.listen_address?",
      "falco:helmValues.falco.falcoctl.config.drver: not among the keys of falcoctl.yaml in falco chart 8.0.5.",
      "falco:helmValues.falco.falcoctl.config.artifact.install.enabled: not among the keys of falcoctl.yaml in falco chart 8.0.5. Did you mean falco:rules.source?",
    ],
  ],
];
