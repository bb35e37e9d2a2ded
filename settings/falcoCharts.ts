import { coerce, gte } from "semver";

/** How Falco gets its events from the kernel; `auto` lets each node choose. */
export type Driver = "modern_ebpf" | "ebpf" | "kmod" | "auto";

/** Who counts alerts: falco-exporter, which reads gRPC, or Falco itself. */
export type MetricsSource = "exporter" | "native";

/** Version of the falco chart unless told otherwise: the last with a gRPC server for the exporter, else the newest known. */
export const defaultFalcoCharts: Readonly<Record<MetricsSource, string>> = { exporter: "8.0.5", native: "9.2.0" };

/** Where a version of the falco chart differs from others: what it calls things, and what it has at all. */
export interface FalcoChart {
  /** Version of Falco, without the patch level. */
  readonly falco: string;
  /** `driver.kind` of each driver that it has. */
  readonly driverKinds: Readonly<Partial<Record<Driver, string>>>;
  /** Group below `driver` with `leastPrivileged`. A driver without one runs privileged. */
  readonly leastPrivileged: Readonly<Partial<Record<Driver, "ebpf" | "modern_bpf" | "modernEbpf">>>;
  /** Key of falco.yaml that lists the rules files. */
  readonly rulesKey: "rules_file" | "rules_files";
  readonly hasGrpc: boolean;
  /** Mounts a Secret with a client's certificate wherever it has an existing one with the server's. */
  readonly mountsClientCertificate: boolean;
  /** `falcoctl.config.artifact.follow.every`: how often each node looks for newer rules, as Go writes it. */
  readonly followsEvery: string;
  /** `metrics.service.labels`, of the Service with Falco's own metrics. */
  readonly labelsMetricsService: boolean;
  /** Tells Falco the name of its node. Falco reports the name of its pod as `hostname` otherwise. */
  readonly namesNode: boolean;
  /** The container plugin is in the chart's falco.yaml as well as in the image's /etc/falco/config.d. */
  readonly registersPluginTwice: boolean;
  /** Directories that hold sockets of container runtimes are mounted, not the sockets. */
  readonly mountsSocketDirectories: boolean;
  /** `collectors.docker`, `.containerd` and `.crio`, each with one socket. */
  readonly hasCollectors: boolean;
  /** Directory below /host where such a collector's socket is mounted: the default socket's, or the node's own. */
  readonly socketMounted: "default" | "node's";
  /** Directory below /host where Falco looks for a CRI socket. */
  readonly socketExpected: "default" | "node's";
  /** `collectors.containerEngine`; `without CRI`: by itself it asks containerd past CRI, which knows no container names. */
  readonly containerEngine: "none" | "without CRI" | "complete";
}

interface Since {
  /** First version of the chart that a row holds for; what it doesn't mention stays as in the rows above. */
  readonly since: string;
}

const oldest: Since & FalcoChart = {
  since: "3.0.0",
  falco: "0.34",
  driverKinds: { modern_ebpf: "modern-bpf", ebpf: "ebpf", kmod: "module" },
  // There is driver.ebpf.leastPrivileged, but with CAP_BPF, which kernels that need ebpf don't have (pod-template.tpl).
  leastPrivileged: {},
  rulesKey: "rules_file",
  hasGrpc: true,
  mountsClientCertificate: false,
  followsEvery: "6h",
  labelsMetricsService: false,
  namesNode: false,
  registersPluginTwice: false,
  mountsSocketDirectories: false,
  hasCollectors: true,
  socketMounted: "default",
  socketExpected: "default",
  containerEngine: "none",
};

/** Each comment names the file of that version of the chart which shows the change. */
const falcoCharts: readonly [Since & FalcoChart, ...(Since & Partial<FalcoChart>)[]] = [
  oldest,
  { since: "3.2.0", falco: "0.35" },
  // templates/pod-template.tpl, falco.securityContext
  { since: "3.3.0", leastPrivileged: { modern_ebpf: "modern_bpf", ebpf: "ebpf" } },
  { since: "3.7.0", falco: "0.36" },
  // templates/pod-template.tpl, client-certs-volume
  { since: "3.8.5", mountsClientCertificate: true },
  // BREAKING-CHANGES.md, Drivers
  {
    since: "4.0.0",
    falco: "0.37",
    driverKinds: { modern_ebpf: "modern_ebpf", ebpf: "ebpf", kmod: "kmod" },
    leastPrivileged: { modern_ebpf: "modernEbpf", ebpf: "ebpf" },
  },
  // templates/pod-template.tpl, FALCO_HOSTNAME
  { since: "4.3.0", namesNode: true },
  // templates/_helpers.tpl, falco.engineConfiguration
  {
    since: "4.4.0",
    falco: "0.38",
    driverKinds: { modern_ebpf: "modern_ebpf", ebpf: "ebpf", kmod: "kmod", auto: "auto" },
  },
  // templates/pod-template.tpl, client-certs-volume
  { since: "4.6.3", mountsClientCertificate: false },
  // values.yaml; falco 0.38.0 reads both keys, userspace/falco/configuration.cpp
  { since: "4.7.1", rulesKey: "rules_files" },
  { since: "4.9.0", falco: "0.39" },
  // templates/service.yaml
  { since: "4.9.1", labelsMetricsService: true },
  // templates/_helpers.tpl, falco.containerEnginesConfiguration, instead of --cri
  { since: "4.18.0", falco: "0.40", socketExpected: "node's" },
  // templates/pod-template.tpl, containerd-socket
  { since: "4.20.1", socketMounted: "node's" },
  // templates/_helpers.tpl, falco.containerPlugin; falco 0.41.0, config/falco.container_plugin.yaml
  { since: "4.22.0", falco: "0.41", registersPluginTwice: true, containerEngine: "without CRI" },
  // values.yaml, collectors.containerEngine.engines.cri
  { since: "6.2.0", containerEngine: "complete" },
  // BREAKING-CHANGES.md, 7.0.0
  { since: "7.0.0", falco: "0.42", hasCollectors: false },
  // CHANGELOG v7.0.2
  { since: "7.0.2", followsEvery: "168h" },
  { since: "8.0.0", falco: "0.43" },
  // templates/_helpers.tpl, falco.removedConfigGuard
  {
    since: "9.0.0",
    falco: "0.44",
    driverKinds: { modern_ebpf: "modern_ebpf", kmod: "kmod", auto: "auto" },
    leastPrivileged: { modern_ebpf: "modernEbpf" },
    hasGrpc: false,
  },
  // falcosecurity/falco pull requests 3978 (sockets), 3984 (an empty directory over config.d is the chart's own now) and 4012
  // (Falco 0.45.0)
  { since: "9.2.0", falco: "0.45", registersPluginTwice: false, mountsSocketDirectories: true },
];

/** A version without `-rc.1` and the like: those have the names of the release that they lead to. */
export const releaseOf = (version: string): string => coerce(version)?.version ?? version;

/** From which version of the chart on its Falco (the chart's appVersion) is a later one than the first of its minor version. */
const patched = [
  ["3.8.1", "0.36.1"],
  ["3.8.4", "0.36.2"],
  ["4.2.0", "0.37.1"],
  ["4.5.0", "0.38.1"],
  ["4.8.0", "0.38.2"],
  ["4.10.0", "0.39.1"],
  ["4.15.0", "0.39.2"],
  ["5.0.2", "0.41.1"],
  ["6.0.1", "0.41.2"],
  ["6.0.2", "0.41.3"],
  ["7.0.1", "0.42.1"],
  ["8.0.2", "0.43.1"],
  ["9.1.0", "0.44.1"],
] as const;

/** Falco's version, such as 0.43.1, from the image's tag where one is set; undefined for a tag that is no version. */
export function falcoVersion(chartVersion: string, tag?: string): string | undefined {
  if (tag !== undefined) return coerce(versionTag.exec(tag)?.[0])?.version;
  const { falco } = falcoChart(chartVersion);
  const [, exact = falco] = patched.findLast(([since]) => gte(releaseOf(chartVersion), since)) ?? [];
  return coerce(exact.startsWith(`${falco}.`) ? exact : falco)?.version;
}

/** A tag that begins with a version, such as 0.43.1-debian; a number of anything else, such as build-123, is none. */
const versionTag = /^v?\d+\.\d+(\.\d+)?(?=[-+_.@]|$)/;

/** What the falco chart calls things at `version`, an exact one; at a newer one than is known, what the newest does. */
export const falcoChart = (version: string): FalcoChart =>
  falcoCharts
    .filter(({ since }) => gte(releaseOf(version), since))
    .reduce<FalcoChart>((known, changed) => ({ ...known, ...changed }), oldest);
