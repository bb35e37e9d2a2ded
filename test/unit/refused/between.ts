import { certificatePem } from "../certificatePem";
import type { Refused } from "./refused";

/** Mistakes in what holds between settings, and in files. */
export const wrongBetween: readonly Refused[] = [
  [
    { certificates: { leafValidityDays: 90 } },
    [
      "falco:certificates.renewBeforeDays = 90 (the default): expected less than leafValidityDays, which is 90.",
      "npx pulumi config set -s dev --path falco:certificates.renewBeforeDays 22",
    ],
  ],
  [
    { certificates: { renewBeforeDays: 365 } },
    [
      "falco:certificates.renewBeforeDays = 365: expected less than leafValidityDays, which is 365.",
      "npx pulumi config set -s dev --path falco:certificates.renewBeforeDays 91",
    ],
  ],
  [
    { certificates: { caValidityDays: 365 } },
    [
      "falco:certificates.leafValidityDays = 365 (the default): expected at most half of caValidityDays, which is 365: no leaf outlives its CA, which would be renewed all the time.",
      "npx pulumi config set -s dev --path falco:certificates.leafValidityDays 182",
      "or npx pulumi config set -s dev --path falco:certificates.caValidityDays 3650",
    ],
  ],
  [
    { sidekick: { namespace: "falco" } },
    [
      'falco:sidekick.namespace = "falco": expected another namespace than falco:namespace, which is falco: Falco needs privileges that this one must not have.',
      "npx pulumi config set -s dev --path falco:sidekick.namespace falco-sidekick",
    ],
  ],
  [
    { rules: { autoUpdate: true } },
    [
      "falco:rules.autoUpdate = true: expected rules.source to be registry: bundled rules are not fetched.",
      "npx pulumi config set -s dev --path falco:rules.source registry",
    ],
  ],
  [
    { rules: { registryRef: "falco-rules:5" } },
    [
      'falco:rules.registryRef = "falco-rules:5": expected rules.source to be registry: bundled rules are not fetched.',
      "npx pulumi config set -s dev --path falco:rules.source registry",
    ],
  ],
  [
    { rules: { updateEvery: "6h" } },
    [
      'falco:rules.updateEvery = "6h": expected rules.source to be registry: bundled rules are not fetched.',
      "npx pulumi config set -s dev --path falco:rules.source registry",
    ],
  ],
  [
    { rules: { source: "registry", updateEvery: "6h" } },
    [
      'falco:rules.updateEvery = "6h": expected rules.autoUpdate to be true: without it falcoctl looks once, when a pod starts.',
      "npx pulumi config set -s dev --path falco:rules.autoUpdate true",
    ],
  ],
  [
    { rules: { source: "registry", autoUpdate: true, updateEvery: "6 h" } },
    [
      'falco:rules.updateEvery = "6 h": expected hours and minutes such as 6h, 30m or 1h30m.',
      "npx pulumi config set -s dev --path falco:rules.updateEvery VALUE",
    ],
  ],
  ...["falco-rules", "falco-rules:latest", "r.example.com/falco-rules"].map((registryRef): Refused => [
    { rules: { source: "registry", registryRef } },
    [
      `falco:rules.registryRef = "${registryRef}": expected a tag that stays, such as falco-rules:5: latest becomes rules that a newer Falco has to read.`,
      "npx pulumi config set -s dev --path falco:rules.registryRef VALUE",
    ],
  ]),
  [
    { charts: { falco: "4.21.3" }, rules: { source: "registry", registryRef: "ghcr.io/acme/falco-rules:5.0.1" } },
    [
      'falco:rules.registryRef = "ghcr.io/acme/falco-rules:5.0.1": expected falco-rules:3 or earlier: Falco 0.40.0 can\'t read later ones, and its pods would never be ready.',
      "npx pulumi config set -s dev --path falco:rules.registryRef ghcr.io/acme/falco-rules:3",
    ],
  ],
  [
    { sidekick: { outputs: { slack: { channel: "#a" } } } },
    [
      "falco:sidekick.outputs.slack.webhookurl is missing; expected a value set with --secret, or SLACK_WEBHOOKURL in a Secret that sidekick.existingSecret names.",
      "npx pulumi config set -s dev --secret --path falco:sidekick.outputs.slack.webhookurl",
    ],
  ],
  [
    { sidekick: { outputs: { slak: { channel: "#a" } } } },
    [
      "falco:sidekick.outputs.slak: no such setting. Did you mean falco:sidekick.outputs.slack?",
      "npx pulumi config rm -s dev --path falco:sidekick.outputs.slak",
    ],
  ],
  [
    { sidekick: { outputs: { slack: { webhokurl: "https://x" } } } },
    [
      "falco:sidekick.outputs.slack.webhokurl: no such setting. Did you mean falco:sidekick.outputs.slack.webhookurl?",
      "npx pulumi config rm -s dev --path falco:sidekick.outputs.slack.webhokurl",
      "falco:sidekick.outputs.slack.webhookurl is missing; expected a value set with --secret, or SLACK_WEBHOOKURL in a Secret that sidekick.existingSecret names.",
      "npx pulumi config set -s dev --secret --path falco:sidekick.outputs.slack.webhookurl",
    ],
  ],
  [
    { sidekick: { outputs: { slack: { webhookurl: "not a URL" } } } },
    [
      "falco:sidekick.outputs.slack.webhookurl: expected an https:// URL, blanks, # and % in it as %XX; http:// only to a host in the cluster: whoever is on the way reads the token in it.",
      "npx pulumi config set -s dev --secret --path falco:sidekick.outputs.slack.webhookurl",
    ],
  ],
  [
    { sidekick: { outputs: { slack: { webhookurl: "http://hooks.example.com/x" } } } },
    [
      "falco:sidekick.outputs.slack.webhookurl: expected an https:// URL, blanks, # and % in it as %XX; http:// only to a host in the cluster: whoever is on the way reads the token in it.",
      "npx pulumi config set -s dev --secret --path falco:sidekick.outputs.slack.webhookurl",
    ],
  ],
  [
    { sidekick: { outputs: { loki: { hostport: "http://loki:3100", mutualtls: true } } } },
    [
      "falco:sidekick.outputs.loki.mutualtls = true: expected sidekick.mutualTls to give the client certificate.",
      "npx pulumi config set -s dev --path falco:sidekick.mutualTls.existingSecret SECRET",
    ],
  ],
  [
    { sidekick: { outputs: { loki: { hostport: "http://loki:3100", minimumpriority: "warn" } } } },
    [
      'falco:sidekick.outputs.loki.minimumpriority = "warn": expected emergency, alert, critical, error, warning, notice, informational or debug. Did you mean warning?',
      "npx pulumi config set -s dev --path falco:sidekick.outputs.loki.minimumpriority warning",
    ],
  ],
  [
    { sidekick: { outputs: { loki: { hostport: "loki:3100" } } } },
    [
      'falco:sidekick.outputs.loki.hostport = "loki:3100": expected an http:// or https:// URL without a login, a query or a slash at its end: falcosidekick appends a path; the API\'s path is a field of its own, endpoint.',
      "npx pulumi config set -s dev --path falco:sidekick.outputs.loki.hostport VALUE",
    ],
  ],
  [
    {
      sidekick: { outputs: { splunk: { host: "https://s", token: "t" } } },
      images: { tags: { falcosidekick: "2.29.0" } },
    },
    [
      "falco:sidekick.outputs.splunk: expected nothing before falcosidekick 2.32.0, which is the first to have it; this one is 2.29.0.",
      "npx pulumi config set -s dev --path falco:images.tags.falcosidekick 2.32.0",
    ],
  ],
  [
    {
      sidekick: { mutualTls: { existingSecret: "a", ca: certificatePem } },
    },
    ["falco:sidekick.mutualTls.existingSecret: expected either a Secret, or certificate, privateKey and ca."],
  ],
  [
    { sidekick: { mutualTls: { ca: certificatePem } } },
    ["falco:sidekick.mutualTls: expected existingSecret, or certificate and privateKey."],
  ],
  [
    { sidekick: { customFields: { cluster: "x" } } },
    [
      'falco:sidekick.customFields.cluster = "x": expected a name other than those of falcosidekick\'s own labels: hostname, rule, priority, priority_raw, source, k8s_ns_name, k8s_pod_name, cluster.',
    ],
  ],
  [
    { sidekick: { templatedFields: { node: "{{ .a }}" } } },
    [
      'falco:sidekick.templatedFields.node = "{{ .a }}": expected a name other than those of labels that Prometheus gives its targets: namespace, job, instance, pod, service, node, container, endpoint.',
    ],
  ],
  [
    { sidekick: { customFields: { "a.b": "x" } }, images: { tags: { falcosidekick: "2.32.0" } } },
    [
      'falco:sidekick.customFields["a.b"] = "x": expected a name without dots: falcosidekick 2.32.0 would lose every alert (2.34.0 would not).',
      "npx pulumi config set -s dev --path falco:images.tags.falcosidekick 2.34.0",
    ],
  ],
  [
    { sidekick: { metricLabels: ["a.b"], customFields: { a_b: "x" } } },
    ['falco:sidekick.metricLabels[0] = "a.b": expected a name that no other field has: a_b becomes the label a_b too.'],
  ],
  [
    { rules: { files: ["no/such.yaml"] } },
    ['falco:rules.files[0] = "no/such.yaml": expected a file that can be read at no/such.yaml: there is none.'],
  ],
  [
    { helmValues: { falco: { driver: { kind: "kmod" } } } },
    [
      "falco:helmValues.falco.driver.kind: expected falco:driver instead, which controls driver.kind.",
      "npx pulumi config rm -s dev --path falco:helmValues.falco.driver.kind",
    ],
  ],
  [
    { helmValues: { falco: { drivr: { kind: "kmod" } } } },
    [
      "falco:helmValues.falco.drivr: expected driver instead: falco chart 8.0.5 has no drivr.",
      "npx pulumi config rm -s dev --path falco:helmValues.falco.drivr",
    ],
  ],
  [
    { helmValues: { falcosidekick: { config: { slack: { webhookurl: "https://SECRET" } } } } },
    [
      "falco:helmValues.falcosidekick.config.slack.webhookurl: expected falco:sidekick.outputs.slack.webhookurl instead, which controls config.slack.webhookurl.",
      "npx pulumi config rm -s dev --path falco:helmValues.falcosidekick.config.slack.webhookurl",
    ],
  ],
  [
    { helmValues: { falcoExporter: { healthChecks: { livenessProbe: { timeoutSeconds: "x" } } } } },
    [
      "falco:helmValues.falcoExporter.healthChecks.livenessProbe.timeoutSeconds: expected a number without quotes, as healthChecks.livenessProbe.timeoutSeconds is in falco-exporter chart 0.12.2.",
      "npx pulumi config rm -s dev --path falco:helmValues.falcoExporter.healthChecks.livenessProbe.timeoutSeconds",
    ],
  ],
];
