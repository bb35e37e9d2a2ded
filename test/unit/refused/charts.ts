import type { Refused } from "./refused";

/** Mistakes in charts, images, certificates and gRPC. */
export const wrongCharts: readonly Refused[] = [
  [
    { charts: { repository: "ftp://x" } },
    [
      'falco:charts.repository = "ftp://x": expected an https:// or oci:// URL without a login in it, or a directory.',
      "npx pulumi config set -s dev --path falco:charts.repository https://falcosecurity.github.io/charts",
    ],
  ],
  [
    { charts: { repository: "https://user:token@charts.example.com" } },
    [
      'falco:charts.repository = "https://***@charts.example.com": expected an https:// or oci:// URL without a login in it, or a directory.',
      "npx pulumi config set -s dev --path falco:charts.repository https://falcosecurity.github.io/charts",
    ],
  ],
  [
    { charts: { falco: "latest" } },
    [
      'falco:charts.falco = "latest": expected an exact version such as 9.2.0.',
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: "^8" } },
    [
      'falco:charts.falco = "^8": expected an exact version such as 9.2.0.',
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: "8.0" } },
    [
      'falco:charts.falco = "8.0": expected an exact version such as 9.2.0.',
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: 8 } },
    [
      "falco:charts.falco = 8: expected an exact version such as 9.2.0.",
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: "v8.0.5" } },
    [
      'falco:charts.falco = "v8.0.5": expected an exact version such as 9.2.0.',
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falcosidekick: ">=0.14.0" } },
    [
      'falco:charts.falcosidekick = ">=0.14.0": expected an exact version such as 0.14.0.',
      "npx pulumi config set -s dev --path falco:charts.falcosidekick 0.14.0",
    ],
  ],
  [
    { charts: { falcoExporter: "0.12.x" } },
    [
      'falco:charts.falcoExporter = "0.12.x": expected an exact version such as 0.12.2.',
      "npx pulumi config set -s dev --path falco:charts.falcoExporter 0.12.2",
    ],
  ],
  [
    { charts: "8.0.5" },
    [
      "falco:charts: expected an object with repository, falco, falcoExporter, falcosidekick, username or password.",
      "npx pulumi config rm -s dev falco:charts",
    ],
  ],
  [
    { images: { tags: { falco: "0.43.1@sha256:abc" } } },
    [
      'falco:images.tags.falco = "0.43.1@sha256:abc": expected a tag such as 1.2.3, or 1.2.3@sha256: and 64 hexadecimal digits.',
      "npx pulumi config set -s dev --path falco:images.tags.falco VALUE",
    ],
  ],
  [
    { images: { tags: { ui: "a b" } } },
    [
      'falco:images.tags.ui = "a b": expected a tag such as 1.2.3, or 1.2.3@sha256: and 64 hexadecimal digits.',
      "npx pulumi config set -s dev --path falco:images.tags.ui VALUE",
    ],
  ],
  [
    { certificates: { rotation: 0 } },
    [
      "falco:certificates.rotation = 0: expected a whole number from 1 to 1000000.",
      "npx pulumi config set -s dev --path falco:certificates.rotation 1",
    ],
  ],
  [
    { certificates: { rotation: -1 } },
    [
      "falco:certificates.rotation = -1: expected a whole number from 1 to 1000000.",
      "npx pulumi config set -s dev --path falco:certificates.rotation 1",
    ],
  ],
  [
    { certificates: { leafValidityDays: "1y" } },
    [
      'falco:certificates.leafValidityDays = "1y": expected a whole number of days from 2 to 3650.',
      "npx pulumi config set -s dev --path falco:certificates.leafValidityDays 365",
    ],
  ],
  [
    { certificates: { algorithm: "ed25519" } },
    [
      'falco:certificates.algorithm = "ed25519": expected ECDSA-P256 or RSA-4096.',
      "npx pulumi config set -s dev --path falco:certificates.algorithm ECDSA-P256",
    ],
  ],
  [
    { certificates: { subject: { country: "Austria" } } },
    [
      'falco:certificates.subject.country = "Austria": expected a country code of two capital letters.',
      "npx pulumi config set -s dev --path falco:certificates.subject.country VALUE",
    ],
  ],
  [
    { certificates: { subject: { organization: "a\nb" } } },
    [
      'falco:certificates.subject.organization = "a\\nb": expected 1 to 64 characters on one line.',
      "npx pulumi config set -s dev --path falco:certificates.subject.organization falco",
    ],
  ],
  [
    { grpc: { port: 80 } },
    [
      "falco:grpc.port = 80: expected a whole number from 1024 to 65535.",
      "npx pulumi config set -s dev --path falco:grpc.port 5060",
    ],
  ],
  [
    { grpc: { port: 0 } },
    [
      "falco:grpc.port = 0: expected a whole number from 1024 to 65535.",
      "npx pulumi config set -s dev --path falco:grpc.port 5060",
    ],
  ],
  [
    { grpc: { port: 65536 } },
    [
      "falco:grpc.port = 65536: expected a whole number from 1024 to 65535.",
      "npx pulumi config set -s dev --path falco:grpc.port 5060",
    ],
  ],
  [
    { grpc: { port: "grpc" } },
    [
      'falco:grpc.port = "grpc": expected a whole number from 1024 to 65535.',
      "npx pulumi config set -s dev --path falco:grpc.port 5060",
    ],
  ],
  [
    { grpc: { port: 8765 } },
    [
      "falco:grpc.port = 8765: expected another port than 8765, which is Falco's web server's.",
      "npx pulumi config set -s dev --path falco:grpc.port 5060",
    ],
  ],
  [
    { grpc: { threadiness: -1 } },
    [
      "falco:grpc.threadiness = -1: expected a whole number of threads from 0 to 1024.",
      "npx pulumi config set -s dev --path falco:grpc.threadiness 0",
    ],
  ],
  [
    { grpc: { clients: "siem" } },
    ['falco:grpc.clients = "siem": expected a list of names.', "npx pulumi config rm -s dev --path falco:grpc.clients"],
  ],
  [
    { grpc: { clients: ["a", "a"] } },
    ["falco:grpc.clients = a list: expected names that are all different: a is there twice."],
  ],
  [
    { grpc: { clients: ["exporter"] } },
    ["falco:grpc.clients = a list: expected names other than exporter, which is the stack's own reader."],
  ],
  [
    { grpc: { clients: ["Siem"] } },
    [
      'falco:grpc.clients[0] = "Siem": expected at most 40 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path 'falco:grpc.clients[0]' VALUE",
    ],
  ],
  [
    { grpc: "5060" },
    [
      'falco:grpc = "5060": expected an object with port, threadiness or clients.',
      "npx pulumi config rm -s dev falco:grpc",
    ],
  ],
  [
    { charts: { falco: 8.1 } },
    [
      "falco:charts.falco = 8.1: expected an exact version such as 9.2.0, in quotes: without them it is a number, and not as it was written.",
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { images: { tags: { falco: 0.4 } } },
    [
      "falco:images.tags.falco = 0.4: expected a tag such as 1.2.3, or 1.2.3@sha256: and 64 hexadecimal digits, in quotes: without them it is a number, and not as it was written.",
      "npx pulumi config set -s dev --path falco:images.tags.falco VALUE",
    ],
  ],
  [
    { charts: { repository: "https://user:pa/ss@charts.example.com/x" } },
    [
      'falco:charts.repository = "https://***@charts.example.com/***": expected an https:// or oci:// URL without a login in it, or a directory.',
      "npx pulumi config set -s dev --path falco:charts.repository https://falcosecurity.github.io/charts",
    ],
  ],
  [
    { certificates: { caValidityDays: 4, leafValidityDays: 3, renewBeforeDays: 2 } },
    [
      "falco:certificates.leafValidityDays = 3: expected at most half of caValidityDays, which is 4: no leaf outlives its CA, which would be renewed all the time.",
      "npx pulumi config set -s dev --path falco:certificates.caValidityDays 3650",
    ],
  ],
];
