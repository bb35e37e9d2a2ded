import type { Refused } from "./refused";

/** Mistakes in rules, UI and dashboard. */
export const wrongGroups: readonly Refused[] = [
  [
    { rules: { files: "rules.yaml" } },
    [
      'falco:rules.files = "rules.yaml": expected a list of paths.',
      "npx pulumi config rm -s dev --path falco:rules.files",
    ],
  ],
  [
    { rules: { source: "download" } },
    [
      'falco:rules.source = "download": expected bundled or registry.',
      "npx pulumi config set -s dev --path falco:rules.source bundled",
    ],
  ],
  [
    { rules: { source: "registry", registryRef: "falco rules" } },
    [
      'falco:rules.registryRef = "falco rules": expected an OCI reference of falco-rules, such as falco-rules:5 or ghcr.io/falcosecurity/rules/falco-rules:5; the stack deploys no other rules and no plugins.',
      "npx pulumi config set -s dev --path falco:rules.registryRef VALUE",
    ],
  ],
  [
    { rules: { source: "registry", autoUpdate: "yes" } },
    [
      'falco:rules.autoUpdate = "yes": expected true or false.',
      "npx pulumi config set -s dev --path falco:rules.autoUpdate true",
    ],
  ],
  [
    { ui: { user: "admin:admin" } },
    [
      "falco:ui.user: expected 1 to 64 characters without a colon or white space.",
      "npx pulumi config set -s dev --path falco:ui.user admin",
    ],
  ],
  [
    { ui: { user: "a b" } },
    [
      "falco:ui.user: expected 1 to 64 characters without a colon or white space.",
      "npx pulumi config set -s dev --path falco:ui.user admin",
    ],
  ],
  [
    { ui: { nodePort: 29999 } },
    [
      "falco:ui.nodePort = 29999: expected a whole number from 30000 to 32767.",
      "npx pulumi config set -s dev --path falco:ui.nodePort 32000",
    ],
  ],
  [
    { ui: { nodePort: 32768 } },
    [
      "falco:ui.nodePort = 32768: expected a whole number from 30000 to 32767.",
      "npx pulumi config set -s dev --path falco:ui.nodePort 32000",
    ],
  ],
  [
    { ui: { nodePort: "ten" } },
    [
      'falco:ui.nodePort = "ten": expected a whole number from 30000 to 32767.',
      "npx pulumi config set -s dev --path falco:ui.nodePort 32000",
    ],
  ],
  [
    { ui: { retention: 0 } },
    [
      "falco:ui.retention = 0: expected a number and one of s, m, d, w (seconds, minutes, days, weeks).",
      "npx pulumi config set -s dev --path falco:ui.retention 7d",
    ],
  ],
  [
    { ui: { retention: "7 days" } },
    [
      'falco:ui.retention = "7 days": expected a number and one of s, m, d, w (seconds, minutes, days, weeks).',
      "npx pulumi config set -s dev --path falco:ui.retention 7d",
    ],
  ],
  [
    { ui: { storage: { size: "512MB" } } },
    [
      'falco:ui.storage.size = "512MB": expected a quantity such as 512Mi or 1Gi.',
      "npx pulumi config set -s dev --path falco:ui.storage.size 1Gi",
    ],
  ],
  [
    { ui: { storage: { enabled: "yes" } } },
    [
      'falco:ui.storage.enabled = "yes": expected true or false.',
      "npx pulumi config set -s dev --path falco:ui.storage.enabled true",
    ],
  ],
  [
    { ui: { storage: { class: "Fast" } } },
    [
      'falco:ui.storage.class = "Fast": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:ui.storage.class VALUE",
    ],
  ],
  [
    { ui: { service: "LoadBalancer" } },
    [
      'falco:ui.service = "LoadBalancer": expected ClusterIP or NodePort.',
      "npx pulumi config set -s dev --path falco:ui.service ClusterIP",
    ],
  ],
  [
    { ui: { password: "x" } },
    [
      "falco:ui.password: no such setting. The password is generated (npx pulumi stack output -s dev uiPassword --show-secrets); one of your own comes from a Secret, falco:ui.existingSecret.",
      "npx pulumi config rm -s dev --path falco:ui.password",
    ],
  ],
  [
    { "ui.password": "x" },
    [
      "falco:ui.password: no such setting. The password is generated (npx pulumi stack output -s dev uiPassword --show-secrets); one of your own comes from a Secret, falco:ui.existingSecret.",
      "npx pulumi config rm -s dev falco:ui.password",
    ],
  ],
  [
    { charts: { exporter: "0.12.2" } },
    [
      "falco:charts.exporter: no such setting. Did you mean falco:charts.falcoExporter?",
      "npx pulumi config rm -s dev --path falco:charts.exporter",
    ],
  ],
  [
    { sidekick: { output: { slack: { channel: "#a" } } } },
    [
      "falco:sidekick.output: no such setting. Did you mean falco:sidekick.outputs?",
      "npx pulumi config rm -s dev --path falco:sidekick.output",
    ],
  ],
  [
    { "sidekick.output.slack": "x" },
    [
      "falco:sidekick.output.slack: no such setting. With a dot or a bracket in it, a setting is set with --path. Did you mean falco:sidekick.outputs.slack?",
      "npx pulumi config rm -s dev falco:sidekick.output.slack",
    ],
  ],
  [
    { helmValues: { falcos: { tty: true } } },
    [
      "falco:helmValues.falcos: no such setting. Did you mean falco:helmValues.falco?",
      "npx pulumi config rm -s dev --path falco:helmValues.falcos",
    ],
  ],
  [
    { ui: { nodeport: 1 } },
    [
      "falco:ui.nodeport: no such setting. Did you mean falco:ui.nodePort?",
      "npx pulumi config rm -s dev --path falco:ui.nodeport",
    ],
  ],
  [
    { ui: { existingSecret: "a/b" } },
    [
      'falco:ui.existingSecret = "a/b": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:ui.existingSecret VALUE",
    ],
  ],
  [
    { dashboard: { folder: "a/b" } },
    [
      'falco:dashboard.folder = "a/b": expected 1 to 64 characters without a slash.',
      "npx pulumi config set -s dev --path falco:dashboard.folder Falco",
    ],
  ],
  [
    { dashboard: { labels: { "not a label": "1" } } },
    ['falco:dashboard.labels["not a label"] = "1": expected a Kubernetes label name.'],
  ],
  [
    { dashboard: { labels: { a: "not a value" } } },
    [
      'falco:dashboard.labels.a = "not a value": expected a Kubernetes label value.',
      "npx pulumi config set -s dev --path falco:dashboard.labels.a VALUE",
    ],
  ],
  [
    { dashboard: { labels: "a=b" } },
    [
      'falco:dashboard.labels = "a=b": expected a mapping of label names to values.',
      "npx pulumi config rm -s dev --path falco:dashboard.labels",
    ],
  ],
  [
    { dashboard: { namespace: "Grafana" } },
    [
      'falco:dashboard.namespace = "Grafana": expected at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:dashboard.namespace VALUE",
    ],
  ],
  [
    { ui: { enabled: "no" } },
    ['falco:ui.enabled = "no": expected true or false.', "npx pulumi config set -s dev --path falco:ui.enabled false"],
  ],
  [
    { ui: { enabled: "maybe" } },
    [
      'falco:ui.enabled = "maybe": expected true or false.',
      "npx pulumi config set -s dev --path falco:ui.enabled VALUE",
    ],
  ],
  [
    { ui: { constructor: "x" } },
    ["falco:ui.constructor: no such setting.", "npx pulumi config rm -s dev --path falco:ui.constructor"],
  ],
];
