import type { Refused } from "./refused";

/** Mistakes in what holds between settings and chart versions. */
export const wrongVersions: readonly Refused[] = [
  [
    { charts: { falco: "9.1.0" } },
    [
      'falco:metricsSource = "exporter" (the default): expected native with falco chart 9.1.0: Falco 0.44 has no gRPC.',
      "npx pulumi config set -s dev falco:metricsSource native",
      "or npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: "9.1.0" }, metricsSource: "native", grpc: { clients: ["siem"] } },
    ["falco:grpc.clients = a list: expected no client with metricsSource native, which has no gRPC."],
  ],
  [
    { metricsSource: "native", grpc: { clients: ["siem"] } },
    [
      "falco:grpc.clients = a list: expected no client with metricsSource native, which has no gRPC.",
      "npx pulumi config set -s dev falco:metricsSource exporter",
    ],
  ],
  [
    { charts: { falco: "9.0.0" }, metricsSource: "native", driver: "ebpf" },
    [
      'falco:driver = "ebpf": expected modern_ebpf, kmod or auto with falco chart 9.0.0: Falco 0.44 has no ebpf.',
      "npx pulumi config set -s dev falco:driver modern_ebpf",
      "or npx pulumi config set -s dev --path falco:charts.falco 8.0.5",
    ],
  ],
  [
    { charts: { falco: "4.5.0" }, metricsSource: "native" },
    [
      'falco:metricsSource = "native": expected exporter with falco chart 4.5.0: from 4.6.0 on it shows Falco\'s own metrics.',
      "npx pulumi config set -s dev falco:metricsSource exporter",
      "or npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: "4.22.0" } },
    [
      'falco:charts.falco = "4.22.0": expected another version with rules.source bundled: this one leaves out all volumes where nothing is fetched.',
      "npx pulumi config set -s dev --path falco:charts.falco 4.21.3",
      "or npx pulumi config set -s dev --path falco:charts.falco 5.0.3",
      "or npx pulumi config set -s dev --path falco:rules.source registry",
    ],
  ],
  [
    { charts: { falco: "5.0.0" } },
    [
      'falco:charts.falco = "5.0.0": expected another version with rules.source bundled: this one leaves out all volumes where nothing is fetched.',
      "npx pulumi config set -s dev --path falco:charts.falco 4.21.3",
      "or npx pulumi config set -s dev --path falco:charts.falco 5.0.3",
      "or npx pulumi config set -s dev --path falco:rules.source registry",
    ],
  ],
  [
    { charts: { falco: "2.5.0" } },
    ['falco:charts.falco = "2.5.0": expected 3.0.0 to 9.2.0.', "npx pulumi config rm -s dev --path falco:charts.falco"],
  ],
  [
    { charts: { falcoExporter: "0.8.0" } },
    [
      'falco:charts.falcoExporter = "0.8.0": expected a version of the chart: 0.8.0 is falco-exporter\'s own; falco-exporter chart 0.12.2 brings it.',
      "npx pulumi config set -s dev --path falco:charts.falcoExporter 0.12.2",
    ],
  ],
  [
    { charts: { falcosidekick: "0.7.9" } },
    [
      'falco:charts.falcosidekick = "0.7.9": expected 0.8.0 to 0.14.0.',
      "npx pulumi config set -s dev --path falco:charts.falcosidekick 0.14.0",
    ],
  ],
  [
    { charts: { falco: "3.0.0" }, driver: "auto" },
    [
      'falco:driver = "auto": expected modern_ebpf, ebpf or kmod with falco chart 3.0.0: auto works from 4.8.3 on.',
      "npx pulumi config set -s dev falco:driver modern_ebpf",
      "or npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falco: "0.43.1" }, driver: "auto", metricsSource: "native" },
    [
      'falco:charts.falco = "0.43.1": expected a version of the chart: 0.43.1 is Falco\'s own; falco chart 8.0.5 brings it.',
      "npx pulumi config set -s dev --path falco:charts.falco 8.0.5",
    ],
  ],
  [
    { charts: { falco: "0.33.0" } },
    [
      'falco:charts.falco = "0.33.0": expected 3.0.0 to 9.2.0.',
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { charts: { falcosidekick: "2.31.1", falcoExporter: "0.8.7" } },
    [
      'falco:charts.falcoExporter = "0.8.7": expected a version of the chart: 0.8.7 is falco-exporter\'s own; falco-exporter chart 0.12.2 brings it.',
      "npx pulumi config set -s dev --path falco:charts.falcoExporter 0.12.2",
      'falco:charts.falcosidekick = "2.31.1": expected a version of the chart: 2.31.1 is Falcosidekick\'s own; falco:images.tags.falcosidekick takes it.',
      "npx pulumi config rm -s dev --path falco:charts.falcosidekick",
    ],
  ],
  [
    {
      images: {
        tags: {
          falco: "8.0.5",
          falcosidekick: "0.14.0@sha256:HASH".replace("HASH", "a".repeat(64)),
        },
      },
    },
    [
      'falco:images.tags.falco = "8.0.5": expected a version of Falco: 8.0.5 is the version of a falco chart.',
      "npx pulumi config rm -s dev --path falco:images.tags.falco",
      `falco:images.tags.falcosidekick = "0.14.0@sha256:${"a".repeat(64)}": expected a version of Falcosidekick: 0.14.0 is the version of a falcosidekick chart.`,
      "npx pulumi config rm -s dev --path falco:images.tags.falcosidekick",
    ],
  ],
  [
    { images: { tags: { ui: "2.2.0" } } },
    [
      'falco:images.tags.ui = "2.2.0": expected 2.3.0 or later: earlier ones have an authentication flaw.',
      "npx pulumi config set -s dev --path falco:images.tags.ui 2.3.0",
    ],
  ],
  [
    { images: { tags: { ui: "v2.2.0" } } },
    [
      'falco:images.tags.ui = "v2.2.0": expected 2.3.0 or later: earlier ones have an authentication flaw.',
      "npx pulumi config set -s dev --path falco:images.tags.ui 2.3.0",
    ],
  ],
  [
    { images: { tags: { ui: "latest" } } },
    [
      'falco:images.tags.ui = "latest": expected 2.3.0 or later: earlier ones have an authentication flaw.',
      "npx pulumi config set -s dev --path falco:images.tags.ui 2.3.0",
    ],
  ],
  [
    { charts: { repository: "no/such" } },
    [
      'falco:charts.repository = "no/such": expected a directory with <name>-<version>/ or <name>-<version>.tgz of each chart: falco-8.0.5 is missing, falco-exporter-0.12.2 is missing, falcosidekick-0.14.0 is missing.',
      "npx pulumi config set -s dev --path falco:charts.repository https://falcosecurity.github.io/charts",
    ],
  ],
];
