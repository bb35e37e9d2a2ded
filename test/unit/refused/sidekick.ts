import type { Refused } from "./refused";

/** Mistakes in Falcosidekick's settings. */
export const wrongSidekick: readonly Refused[] = [
  [
    { sidekick: "true" },
    [
      "falco:sidekick: expected an object with enabled, namespace, replicas, outputs, customFields, templatedFields, mutualTls, existingSecret or metricLabels.",
      "npx pulumi config rm -s dev falco:sidekick",
    ],
  ],
  [
    { sidekick: { enabled: "on" } },
    [
      'falco:sidekick.enabled = "on": expected true or false.',
      "npx pulumi config set -s dev --path falco:sidekick.enabled true",
    ],
  ],
  [
    { sidekick: { replicas: 0 } },
    [
      "falco:sidekick.replicas = 0: expected a whole number from 1 to 100.",
      "npx pulumi config set -s dev --path falco:sidekick.replicas 2",
    ],
  ],
  [
    { sidekick: { namespace: "Side_Kick" } },
    [
      'falco:sidekick.namespace = "Side_Kick": expected at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:sidekick.namespace VALUE",
    ],
  ],
  [
    { sidekick: { existingSecret: "My Secret" } },
    [
      'falco:sidekick.existingSecret = "My Secret": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:sidekick.existingSecret VALUE",
    ],
  ],
  [
    { sidekick: { mutualTls: { certificate: "x" } } },
    [
      "falco:sidekick.mutualTls.certificate: expected a certificate in PEM.",
      "npx pulumi config set -s dev --path falco:sidekick.mutualTls.certificate VALUE",
    ],
  ],
  [
    { sidekick: { customFields: "a:b" } },
    [
      'falco:sidekick.customFields = "a:b": expected an object of names and values.',
      "npx pulumi config rm -s dev --path falco:sidekick.customFields",
    ],
  ],
  [
    { sidekick: { customFields: { url: "http://x" } } },
    [
      'falco:sidekick.customFields.url = "http://x": expected one line without a colon or comma, at which falcosidekick splits: it would drop the field without a word; and without % at its start, which names an environment variable.',
      "npx pulumi config set -s dev --path falco:sidekick.customFields.url VALUE",
    ],
  ],
  [
    { sidekick: { customFields: { a: "%PATH" } } },
    [
      'falco:sidekick.customFields.a = "%PATH": expected one line without a colon or comma, at which falcosidekick splits: it would drop the field without a word; and without % at its start, which names an environment variable.',
      "npx pulumi config set -s dev --path falco:sidekick.customFields.a VALUE",
    ],
  ],
  [
    { sidekick: { metricLabels: ["proc.aname[2]"] } },
    [
      'falco:sidekick.metricLabels[0] = "proc.aname[2]": expected a name of letters, digits, underscores and dots, without __ before it: it becomes a label of falcosidekick\'s metrics.',
      "npx pulumi config set -s dev --path 'falco:sidekick.metricLabels[0]' VALUE",
    ],
  ],
  [
    { sidekick: { namespace: "kube-system" } },
    [
      'falco:sidekick.namespace = "kube-system": expected a namespace of the stack\'s own: what else lives in this one would get its privileges, and go with it.',
      "npx pulumi config set -s dev --path falco:sidekick.namespace VALUE",
    ],
  ],
  [
    { sidekick: { customFields: { build: 1.1 } } },
    [
      "falco:sidekick.customFields.build = 1.1: expected one line without a colon or comma, at which falcosidekick splits: it would drop the field without a word; and without % at its start, which names an environment variable, in quotes: without them it is a number, and not as it was written.",
      "npx pulumi config set -s dev --path falco:sidekick.customFields.build VALUE",
    ],
  ],
  [
    { sidekick: { existingSecret: "https://hooks.example.com/services/T0/B0" } },
    [
      'falco:sidekick.existingSecret = "https://hooks.example.com/***": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:sidekick.existingSecret VALUE",
    ],
  ],
  [
    { sidekick: { mutualTls: { privateKey: "x" } } },
    [
      "falco:sidekick.mutualTls.privateKey is a secret and set in clear text: whoever reads the stack's file reads it.",
      "npx pulumi config set -s dev --secret --path falco:sidekick.mutualTls.privateKey",
    ],
  ],
];
