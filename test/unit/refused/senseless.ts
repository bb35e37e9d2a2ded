import type { Refused } from "./refused";

const quantity = "a quantity such as 512Mi or 1Gi, 1Mi at least: without a unit it is bytes";
const retention = "a number and one of s, m, d, w (seconds, minutes, days, weeks), an hour at least";
const direct = "a host, a domain such as .example.com, an address or a network such as 10.0.0.0/8";
const proxy =
  "an http:// or https:// URL of a host and a port, without a login, which every pod's spec would show: let the proxy know the pods by their addresses";
const socket =
  "the absolute path of a socket on the nodes, not that of its directory, such as /run/k3s/containerd/containerd.sock";
const set = (path: string, value: string) => `npx pulumi config set -s dev --path falco:${path} ${value}`;
const upstream = "https://falcosecurity.github.io/charts";
const repository = (value: string, expected: string): Refused => [
  { charts: { repository: value } },
  [`falco:charts.repository = ${expected}.`, set("charts.repository", upstream)],
];

/** What has the right form, and would fail or do nothing later. */
export const senseless: readonly Refused[] = [
  [
    { ui: { storage: { size: 20 } } },
    [`falco:ui.storage.size = 20: expected ${quantity}.`, set("ui.storage.size", "1Gi")],
  ],
  [
    { resources: { redis: { limits: { memory: "512" } } } },
    [
      `falco:resources.redis.limits.memory = "512": expected ${quantity}.`,
      set("resources.redis.limits.memory", "768Mi"),
    ],
  ],
  [
    { resources: { falco: { limits: { cpu: 500 } } } },
    [
      "falco:resources.falco.limits.cpu = 500: expected a number of CPUs such as 500m or 2: 500 is five hundred of them.",
      set("resources.falco.limits.cpu", "1000m"),
    ],
  ],
  ...["1s", "59m"].map((value): Refused => [
    { ui: { retention: value } },
    [`falco:ui.retention = "${value}": expected ${retention}.`, set("ui.retention", "7d")],
  ]),
  ...["http://proxy:99999", "http://proxy:0/"].map((value): Refused => [
    { proxy: { http: value } },
    [`falco:proxy.http = "${value}": expected ${proxy}.`, set("proxy.http", "VALUE")],
  ]),
  ...["http://a", "a/b", "10.0.0.0/33", "10.0.0/8", "a:99999", "user@a"].map((value): Refused => [
    { proxy: { noProxy: [value] } },
    [
      `falco:proxy.noProxy[0] = "${value.replace(/.*@/, "***@")}": expected ${direct}.`,
      set("proxy.noProxy[0]", "VALUE").replace(/(falco:\S+)/, "'$1'"),
    ],
  ]),
  ...["/run/containerd/", "/run/containerd", "/", "/run//containerd.sock"].map((value): Refused => [
    { containerRuntimeSocket: value },
    [
      `falco:containerRuntimeSocket = "${value}": expected ${socket}.`,
      "npx pulumi config set -s dev falco:containerRuntimeSocket VALUE",
    ],
  ]),
  [
    { images: { registry: "mirror.example.com:70000/falco" } },
    [
      'falco:images.registry = "mirror.example.com:70000/falco": expected a registry as host, host:port or host:port/path, without https:// before it and without a login.',
      set("images.registry", "VALUE"),
    ],
  ],
  repository(
    "https://h:99999/charts",
    '"https://h:99999/***": expected an https:// or oci:// URL without a login in it, or a directory',
  ),
  repository(
    "https://h/index.yaml",
    '"https://h/***": expected the URL of a chart repository without index.yaml, which Helm adds',
  ),
  repository(
    "https://github.com/falcosecurity/charts",
    `"https://github.com/***": expected the URL of a chart repository, such as ${upstream}: this one is a Git repository`,
  ),
  ...["oci://h:5000/charts/falco:8.0.5", "charts/falco-8.0.5.tgz"].map((value) =>
    repository(
      value,
      `"${value.replace("/charts/falco:8.0.5", "/***")}": expected the place where the charts are, without the name and version of one`,
    ),
  ),
  [
    { monitoring: { runbookUrl: "https://h:99999/runbook" } },
    [
      'falco:monitoring.runbookUrl = "https://h:99999/***": expected an http:// or https:// URL without a login in it, or a path, without blanks and #.',
      set("monitoring.runbookUrl", "docs/runbook.md"),
    ],
  ],
];
