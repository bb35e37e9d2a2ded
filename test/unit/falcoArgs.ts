import type { FalcoExporterValuesArgs } from "../../components/falcoExporter";
import { falcoValues, type FalcoValues, type FalcoValuesArgs } from "../../components/falcoValues";
import { type ChartPlan, chartVersionFaults } from "../../settings/chartVersions";
import { defaultFalcoCharts } from "../../settings/falcoCharts";

export const resources = { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: "1000m", memory: "1024Mi" } };

export const grpcSource = {
  source: "exporter",
  grpc: { port: 5060, threadiness: 0, certificatesSecret: "falco-grpc-server", certificatesChecksum: "c0ffee" },
} as const;

const scraping = { serviceMonitor: false, cluster: "dev" };

/** As the stack gives them by default. */
export const falcoArgs: FalcoValuesArgs = {
  chartVersion: defaultFalcoCharts.exporter,
  fullName: "falco",
  driver: "modern_ebpf",
  priority: "debug",
  metrics: grpcSource,
  scraping,
  alertsUrl: "http://falcosidekick.falco-sidekick.svc:2801",
  rules: { source: "bundled", autoUpdate: false },
  imageTags: {},
  resources,
  nodeSelector: {},
  tolerations: [],
};

export const exporterArgs: FalcoExporterValuesArgs = {
  fullName: "falco-exporter",
  grpcHost: "falco-grpc-local.falco.svc",
  grpcPort: 5060,
  scraping,
  certificatesChecksum: "c0ffee",
  imageTag: "0.8.7",
  resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
  nodeSelector: {},
  tolerations: [],
};

const placement = {
  nodeSelector: { pool: "watched" },
  tolerations: [{ key: "gpu", operator: "Exists", effect: "NoExecute" }],
  priorityClass: "system-node-critical",
} as const;
const ownRules = { name: "falco-rules", files: ["second.yaml", "first.yaml"] };

/** What between them reaches every value that the stack can set. */
export const falcoVariants: Readonly<Record<string, Partial<FalcoValuesArgs>>> = {
  defaults: {},
  native: { metrics: { source: "native" }, alertsUrl: undefined },
  "everything chosen": {
    ...placement,
    driver: "kmod",
    rules: { source: "bundled", autoUpdate: false, configMap: ownRules },
    imageTags: { falco: "0.43.0@sha256:abc", falcoctl: "0.12.0" },
    containerRuntimeSocket: "unix:///run/k3s/containerd/containerd.sock",
  },
  registry: {
    driver: "auto",
    metrics: { source: "native" },
    rules: {
      source: "registry",
      registryRef: "falco-rules:9",
      autoUpdate: true,
      updateEvery: "6h",
      configMap: ownRules,
    },
    containerRuntimeSocket: "/var/run/docker.sock",
  },
  "registry and ebpf": { driver: "ebpf", rules: { source: "registry", autoUpdate: false } },
};
export const exporterVariants: Readonly<Record<string, Partial<FalcoExporterValuesArgs>>> = {
  defaults: {},
  "everything chosen": { ...placement, imageTag: "0.8.6" },
};

/** Settings by which versions are judged, right ones by default. */
export const planOf = (changed: Partial<ChartPlan>): ChartPlan => ({
  charts: { falco: "8.0.5", isFalcoSet: true, falcoExporter: "0.12.2", falcosidekick: "0.14.0" },
  driver: "modern_ebpf",
  metricsSource: "exporter",
  grpcClients: [],
  rules: { source: "bundled" },
  sidekick: { enabled: true },
  ui: { enabled: true },
  images: { tags: {} },
  ...changed,
});

/** Whether the stack deploys this with a version of the falco chart. */
export const isDeployable = (chartVersion: string, changed: Partial<FalcoValuesArgs>): boolean => {
  const { driver, metrics, rules } = { ...falcoArgs, ...changed };
  const charts = { ...planOf({}).charts, falco: chartVersion };
  return chartVersionFaults(planOf({ charts, driver, metricsSource: metrics.source, rules })).length === 0;
};

/** Values for a version of the falco chart. */
export const valuesFor = (chartVersion: string, changed: Partial<FalcoValuesArgs> = {}): FalcoValues =>
  falcoValues({ ...falcoArgs, ...changed, chartVersion });

export const off = { enabled: false };
export const unasked = { enabled: false, sockets: [] };
/** The container plugin instead of the collectors, where nobody names a socket. */
export const pluginInstead = {
  docker: off,
  containerd: off,
  crio: off,
  containerEngine: {
    enabled: true,
    engines: {
      docker: { enabled: true },
      podman: unasked,
      containerd: unasked,
      cri: {
        enabled: true,
        sockets: ["/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/k3s/containerd/containerd.sock"],
      },
    },
  },
};
