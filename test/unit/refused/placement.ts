import type { Refused } from "./refused";

/** Mistakes in pods and Helm. */
export const wrongPlacement: readonly Refused[] = [
  [
    { resources: { falco: { limits: { memory: "512MB" } } } },
    [
      'falco:resources.falco.limits.memory = "512MB": expected a quantity such as 512Mi or 1Gi.',
      "npx pulumi config set -s dev --path falco:resources.falco.limits.memory 1024Mi",
    ],
  ],
  [
    { resources: { falco: { limits: { cpu: "lots" } } } },
    [
      'falco:resources.falco.limits.cpu = "lots": expected a number of CPUs such as 500m or 2.',
      "npx pulumi config set -s dev --path falco:resources.falco.limits.cpu 1000m",
    ],
  ],
  [
    { resources: { falco: "512Mi" } },
    [
      'falco:resources.falco = "512Mi": expected an object with requests or limits.',
      "npx pulumi config rm -s dev --path falco:resources.falco",
    ],
  ],
  [
    { tolerations: { falco: "all" } },
    [
      'falco:tolerations.falco = "all": expected a list of tolerations.',
      "npx pulumi config rm -s dev --path falco:tolerations.falco",
    ],
  ],
  [
    { tolerations: { ui: ["x"] } },
    [
      'falco:tolerations.ui[0] = "x": expected an object with key, operator, value, effect or tolerationSeconds.',
      "npx pulumi config rm -s dev --path 'falco:tolerations.ui[0]'",
    ],
  ],
  [
    { tolerations: { ui: [{ operator: "Exists", value: "x" }] } },
    ["falco:tolerations.ui[0] = an object: expected no value with operator Exists."],
  ],
  [
    { tolerations: { ui: [{ value: "x" }] } },
    ["falco:tolerations.ui[0] = an object: expected a key, or operator Exists, which tolerates every taint."],
  ],
  [
    { tolerations: { ui: [{ operator: "exists" }] } },
    [
      'falco:tolerations.ui[0].operator = "exists": expected Exists or Equal. Did you mean Exists?',
      "npx pulumi config set -s dev --path 'falco:tolerations.ui[0].operator' Exists",
    ],
  ],
  [
    { nodeSelector: { falco: { "a b": "c" } } },
    ['falco:nodeSelector.falco["a b"] = "c": expected a Kubernetes label name.'],
  ],
  [
    { nodeSelector: { falco: "linux" } },
    [
      'falco:nodeSelector.falco = "linux": expected a mapping of label names to values.',
      "npx pulumi config rm -s dev --path falco:nodeSelector.falco",
    ],
  ],
  [
    { priorityClass: { falco: "System Critical" } },
    [
      'falco:priorityClass.falco = "System Critical": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:priorityClass.falco VALUE",
    ],
  ],
  [
    { helmTimeout: 1 },
    [
      'falco:helmTimeout = "1": expected a whole number of seconds from 30 to 7200.',
      "npx pulumi config set -s dev falco:helmTimeout 600",
    ],
  ],
  [
    { helmTimeout: "soon" },
    [
      'falco:helmTimeout = "soon": expected a whole number of seconds from 30 to 7200.',
      "npx pulumi config set -s dev falco:helmTimeout 600",
    ],
  ],
  [
    { helmTimeout: "10m" },
    [
      'falco:helmTimeout = "10m": expected a whole number of seconds from 30 to 7200.',
      "npx pulumi config set -s dev falco:helmTimeout 600",
    ],
  ],
  [
    { helmValues: { falco: "x" } },
    [
      "falco:helmValues.falco: expected an object with values of the chart.",
      "npx pulumi config rm -s dev --path falco:helmValues.falco",
    ],
  ],
  [
    { helmValues: { falcoo: { a: 1 } } },
    [
      "falco:helmValues.falcoo: no such setting. Did you mean falco:helmValues.falco?",
      "npx pulumi config rm -s dev --path falco:helmValues.falcoo",
    ],
  ],
  [
    { resources: { falco: { requests: { memory: "2Gi" } } } },
    [
      'falco:resources.falco.requests.memory = "2Gi": expected at most the limit, which is 1024Mi.',
      "npx pulumi config set -s dev --path falco:resources.falco.limits.memory 2Gi",
      "or npx pulumi config set -s dev --path falco:resources.falco.requests.memory 1024Mi",
    ],
  ],
  [
    { resources: { ui: { requests: { cpu: "2" }, limits: { cpu: "1" } } } },
    [
      'falco:resources.ui.requests.cpu = "2": expected at most the limit, which is 1.',
      "npx pulumi config set -s dev --path falco:resources.ui.limits.cpu 2",
      "or npx pulumi config set -s dev --path falco:resources.ui.requests.cpu 1",
    ],
  ],
  [
    { tolerations: { ui: [{ effect: "NoSchedule", key: "a", tolerationSeconds: 5 }] } },
    ["falco:tolerations.ui[0] = an object: expected effect NoExecute where there is tolerationSeconds."],
  ],
  [
    { tolerations: { ui: [{ key: "a/b/c!" }] } },
    [
      'falco:tolerations.ui[0].key = "a/b/c!": expected the key of a taint.',
      "npx pulumi config set -s dev --path 'falco:tolerations.ui[0].key' VALUE",
    ],
  ],
  [
    { resources: { falco: { limits: { cpu: "0.000" } } } },
    [
      'falco:resources.falco.limits.cpu = "0.000": expected a number of CPUs such as 500m or 2.',
      "npx pulumi config set -s dev --path falco:resources.falco.limits.cpu 1000m",
    ],
  ],
];
