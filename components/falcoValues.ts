import type * as pulumi from "@pulumi/pulumi";
import type { FalcoArtifacts } from "../settings/falcoArtifacts";
import { falcoChart, type Driver, type FalcoChart } from "../settings/falcoCharts";
import type { Priority } from "../ruleFiles/priorities";
import { containerRuntimeValues, type ContainerRuntimeValues } from "./containerRuntime";
import { caBundle, nodeTrust, proxyVariables, type Network } from "./egressValues";
import { falcoctlValues, fetchedArtifacts, type FalcoctlValues, type Rules } from "./falcoctlValues";
import { everyNode, rollTenPercent, type NodeChoice, type Resources } from "./helmRelease";
import { image, pullSecrets, type ImageValues } from "./imageValues";
import { scrapeAnnotations, type Scraping } from "./scraping";

/** How a deployed Falco is to be, whatever the version of its chart. */
export interface FalcoValuesArgs extends NodeChoice {
  /** Exact version of the falco chart, 3.0.0 or later. */
  readonly chartVersion: string;
  /** Name of the chart's objects, ClusterRoles among them. */
  readonly fullName: string;
  /** One that the chart has at that version. */
  readonly driver: Driver;
  /** Rules of a lower priority are not loaded. */
  readonly priority: Priority;
  /** Who counts alerts: the exporter, which reads Falco's gRPC (charts before 9.0.0), or Falco (charts from 4.6.0). */
  readonly metrics: { readonly source: "exporter"; readonly grpc: GrpcServer } | { readonly source: "native" };
  readonly scraping: Scraping;
  /** Where alerts are posted as JSON: Falcosidekick. Undefined: nowhere. */
  readonly alertsUrl: pulumi.Input<string> | undefined;
  readonly rules: Rules;
  /** The chart's own where one isn't given. */
  readonly imageTags: { readonly falco?: string | undefined; readonly falcoctl?: string | undefined };
  /** Path on the nodes, with or without `unix://`, where it isn't one of those that Falco tries. */
  readonly containerRuntimeSocket?: string | undefined;
  readonly resources: Resources;
  readonly priorityClass?: string | undefined;
  /** Not given: images, rules and drivers come from where the chart has them. */
  readonly network?: Network | undefined;
}

export interface GrpcServer {
  readonly port: number;
  /** Threads that serve gRPC; 0 is one for each CPU. */
  readonly threadiness: number;
  /** Secret with `server.key`, `server.crt` and `ca.crt`. */
  readonly certificatesSecret: pulumi.Input<string>;
  /** Not given for a Secret of the user's. */
  readonly certificatesChecksum?: pulumi.Input<string> | undefined;
}

/** Port of Falco's web server (falco chart 8.0.5, values.yaml: metrics.service.ports.metrics). */
export const metricsPort = 8765;

/** Values of the falco chart that the stack sets. */
export type FalcoValues = ReturnType<typeof everyNode> &
  ImageValues &
  Readonly<{
    fullnameOverride: string;
    tty: true;
    imagePullSecrets?: object[];
    driver: {
      kind: string;
      ebpf?: LeastPrivileged;
      modern_bpf?: LeastPrivileged;
      modernEbpf?: LeastPrivileged;
      loader?: { initContainer: ImageValues & { resources: Resources; env?: object[] } };
    };
    collectors?: Omit<NonNullable<ContainerRuntimeValues["collectors"]>, "containerEngine"> & {
      containerEngine?: object;
    };
    controller: { kind: "daemonset"; daemonset: { updateStrategy: typeof rollTenPercent } };
    resources: Resources;
    podPriorityClassName?: string;
    podAnnotations: Record<string, pulumi.Input<string>>;
    extra?: { env: object[] };
    certs?: { existingSecret: pulumi.Input<string>; existingClientSecret?: pulumi.Input<string> };
    metrics?: { enabled: true; rulesCountersEnabled: true; service?: { labels: { cluster: string } } };
    falcoctl: FalcoctlValues;
    mounts: { volumes: object[]; volumeMounts: object[] };
    falco: {
      priority: Priority;
      json_output: true;
      json_include_output_property: true;
      http_output: { enabled: false } | { enabled: true; url: pulumi.Input<string> };
      grpc?: { enabled: true; bind_address: string; threadiness: number };
      grpc_output?: { enabled: true };
      rules_file?: string[];
      rules_files?: string[];
    };
  }>;

interface LeastPrivileged {
  readonly leastPrivileged: true;
}

/** Values of the falco chart, 3.0.0 and later. */
export function falcoValues(args: FalcoValuesArgs): FalcoValues {
  const chart = falcoChart(args.chartVersion);
  const { metrics, scraping, rules, imageTags, alertsUrl, network } = args;
  const { collectors, directory } = containerRuntimeValues(chart, args.containerRuntimeSocket);
  const artifacts = fetchedArtifacts(args);
  const grpc = metrics.source === "exporter" ? metrics.grpc : undefined;
  return {
    fullnameOverride: args.fullName,
    // Falco 0.43.1 writes its log in blocks of 4 KiB unless it has a terminal, whatever buffered_outputs says.
    tty: true,
    ...image(network?.registry, imageTags.falco),
    ...pullSecrets(network),
    driver: driverValues(chart, args),
    ...collectorValues(collectors, artifacts),
    controller: { kind: "daemonset", daemonset: { updateStrategy: rollTenPercent } },
    ...everyNode(args),
    resources: args.resources,
    ...(args.priorityClass && { podPriorityClassName: args.priorityClass }),
    podAnnotations: {
      // The chart has no checksum of a Secret that it didn't make (chart 8.0.5, templates/pod-template.tpl).
      ...(grpc?.certificatesChecksum !== undefined && { "checksum/certificates": grpc.certificatesChecksum }),
      ...(rules.login && { "checksum/rules-login": rules.login.checksum }),
      // Of the pods, as the Service has none in every version.
      ...(!grpc && scrapeAnnotations(scraping, metricsPort)),
    },
    ...(!chart.namesNode && { extra: { env: [nodeName] } }),
    ...(grpc && { certs: certificateValues(chart, grpc) }),
    ...(!grpc && {
      metrics: {
        enabled: true,
        rulesCountersEnabled: true,
        ...(chart.labelsMetricsService && { service: { labels: { cluster: scraping.cluster } } }),
      },
    }),
    falcoctl: falcoctlValues(args, artifacts),
    mounts: mountsOf(args, [
      ...(hidesImageConfig(chart, args) ? [imageConfig] : []),
      ...(rules.configMap ? [ruleFiles(rules.configMap.name)] : []),
      ...(directory
        ? [{ name: "container-runtime", source: { hostPath: { path: directory.hostPath } }, path: directory.mountPath }]
        : []),
    ]),
    falco: {
      priority: args.priority,
      // The chart sets these for its own sub-chart only; without them every alert gets a 400, which Falco ignores.
      json_output: true,
      json_include_output_property: true,
      http_output: alertsUrl === undefined ? { enabled: false } : { enabled: true, url: alertsUrl },
      // Falco reads /etc/falco/certs/{server.key,server.crt,ca.crt} unless told otherwise.
      ...(grpc && {
        grpc: { enabled: true, bind_address: `0.0.0.0:${grpc.port}`, threadiness: grpc.threadiness },
        grpc_output: { enabled: true },
      }),
      ...(rules.configMap && rulesFiles(chart, rules.configMap.files)),
    },
  };
}

function driverValues(
  chart: FalcoChart,
  { driver, imageTags, network, resources }: FalcoValuesArgs,
): FalcoValues["driver"] {
  const group = chart.leastPrivileged[driver];
  const version = /^\d+\.\d+\.\d+/.exec(imageTags.falco ?? "")?.[0];
  return {
    kind: chart.driverKinds[driver] ?? driver,
    ...(group && { [group]: { leastPrivileged: true } }),
    ...(driver !== "modern_ebpf" && loaderValues(version, network, resources)),
  };
}

/** The loader has to bring the driver of that Falco. As an init container it ends before Falco takes as much. */
function loaderValues(version: string | undefined, network: Network | undefined, resources: Resources) {
  const env = [...proxyVariables(network), ...nodeTrust(network)];
  return {
    loader: { initContainer: { ...image(network?.registry, version), resources, ...(env.length > 0 && { env }) } },
  };
}

const certificateValues = (
  chart: FalcoChart,
  { certificatesSecret }: GrpcServer,
): NonNullable<FalcoValues["certs"]> => ({
  existingSecret: certificatesSecret,
  // These versions mount a second one, which nothing uses: the pods don't start without it.
  ...(chart.mountsClientCertificate && { existingClientSecret: certificatesSecret }),
});

/** Where the container plugin is fetched from, among the sockets of container runtimes. */
const collectorValues = (
  collectors: ContainerRuntimeValues["collectors"],
  artifacts: FalcoArtifacts | undefined,
): Pick<FalcoValues, "collectors"> => {
  const pluginRef = artifacts?.containerPlugin;
  if (pluginRef === undefined) return collectors ? { collectors } : {};
  return { collectors: { ...collectors, containerEngine: { ...collectors?.containerEngine, pluginRef } } };
};

/** Falco's `hostname` in alerts and metrics; later charts set it themselves. */
const nodeName = { name: "FALCO_HOSTNAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } };

interface Mount {
  readonly name: string;
  /** As in the spec of a pod. */
  readonly source: object;
  readonly path: string;
  readonly readOnly?: true;
}

const mountsOf = ({ rules, network }: FalcoValuesArgs, mounts: readonly Mount[]): FalcoValues["mounts"] => ({
  volumes: [
    ...mounts.map(({ name, source }) => ({ name, ...source })),
    // Mounted by falcoctl alone.
    ...(rules.source === "registry" ? caBundle(network).volumes : []),
  ],
  volumeMounts: mounts.map(({ name, path, readOnly }) => ({ name, mountPath: path, ...(readOnly && { readOnly }) })),
});

/**
 * An empty directory over the image's /etc/falco/config.d. Its snippet there enables the container plugin a second
 * time, and Falco ends with "found another plugin with name container" (falcosecurity/charts issue 1057;
 * falcosecurity/falco pull request 3984 does the same). The driver loader of kmod, ebpf and auto brings such a volume
 * itself, and what falcoctl fetches lies over all of /etc/falco.
 */
const imageConfig: Mount = { name: "image-config", source: { emptyDir: {} }, path: "/etc/falco/config.d" };
const hidesImageConfig = (chart: FalcoChart, { driver, rules }: FalcoValuesArgs): boolean =>
  chart.registersPluginTwice && driver === "modern_ebpf" && rules.source === "bundled";

/** A directory of its own: the chart's customRules are mounted at /etc/falco/rules.d, which Falco loads whole and by name. */
const rulesDirectory = "/etc/falco/falco-stack-rules";
const ruleFiles = (name: pulumi.Input<string>): Mount => ({
  name: "rule-files",
  source: { configMap: { name } },
  path: rulesDirectory,
  readOnly: true,
});

/** The chart's own list (chart 8.0.5, values.yaml), then the user's files in their order. */
const rulesFiles = (
  { rulesKey }: FalcoChart,
  names: readonly string[],
): Pick<FalcoValues["falco"], typeof rulesKey> => ({
  [rulesKey]: [
    "/etc/falco/falco_rules.yaml",
    "/etc/falco/falco_rules.local.yaml",
    "/etc/falco/rules.d",
    ...names.map((name) => `${rulesDirectory}/${name}`),
  ],
});
