import { gte } from "semver";
import type { ChartName } from "../chartVersions";
import { falcoChart, releaseOf } from "../falcoCharts";
import { appendsFields, blindingArgs, namesContainerPlugin, rollsSafely } from "./fits";
import { isMapping } from "./leaves";

/** Settings that say whether a value matters. */
export interface FixedBy {
  readonly metricsSource: "exporter" | "native";
  readonly rules: { readonly source: "bundled" | "registry"; readonly autoUpdate: boolean };
  readonly sidekick: { readonly enabled: boolean };
}

/** A value that the plan rests on, and that no setting changes. */
export interface FixedValue {
  /** Completes "expected …": what it has to be, and why. */
  readonly expected: string;
  /** Values that do no harm; without it there are none. */
  readonly fits?: (value: unknown) => boolean;
  /** Where the plan rests on it; everywhere unless given. */
  readonly where?: (settings: FixedBy, version: string) => boolean;
}

const is = (...allowed: readonly unknown[]) => ({ fits: (value: unknown) => allowed.includes(value) });
const between = (least: number, most: number) => ({
  fits: (value: unknown) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

const native = { where: ({ metricsSource }: FixedBy) => metricsSource === "native" };
const toSidekick = { where: ({ sidekick }: FixedBy) => sidekick.enabled };
const withContainerPlugin = {
  where: (_: FixedBy, version: string) => falcoChart(version).containerEngine !== "none",
};

const ownName: FixedValue = {
  expected: "no other name: Services, certificates and metrics go by the stack's",
};
const ownLabel: FixedValue = { expected: "the chart's own name: the stack's Services find the pods by it" };
const checksum: FixedValue = { expected: "the stack's own checksum: pods roll by it when a Secret changes" };
const port = (number: number): FixedValue => ({
  expected: `${number}: the stack's Services, and whoever scrapes metrics, go there`,
  ...is(number),
});
const updateStrategy: FixedValue = {
  expected:
    "type RollingUpdate, and maxUnavailable below 100%: otherwise the release is a success although no pod is ready",
  fits: rollsSafely,
};
/** Falco takes no other (falco 0.43.1, app/actions/configure_syscall_buffer_size.cpp). */
const bufferPreset: FixedValue = {
  expected: "a whole number from 1 (buffers of 1 MiB) to 10 (512 MiB): with any other Falco ends",
  ...between(1, 10),
};
const cpusForEachBuffer: FixedValue = {
  expected: "a whole number of CPUs, or 0 for one buffer for all of them",
  ...between(0, 65_535),
};
const counters = (shows: string): FixedValue => ({
  expected: `true: dashboard and alerts show ${shows}`,
  ...is(true),
  ...native,
});
const whereFalcoReads: FixedValue = { expected: "the chart's own directory: Falco reads no other" };

const falco: Readonly<Record<string, FixedValue>> = {
  fullnameOverride: ownName,
  nameOverride: ownLabel,
  "driver.enabled": { expected: "true: without a driver Falco sees no system call", ...is(true) },
  "driver.kmod.bufSizePreset": bufferPreset,
  "driver.ebpf.bufSizePreset": bufferPreset,
  "driver.modernEbpf.bufSizePreset": bufferPreset,
  "driver.modernEbpf.cpusForEachBuffer": cpusForEachBuffer,
  "collectors.enabled": {
    expected: "true: without it alerts have no containers and pods, and later versions of Falco end",
    ...is(true),
  },
  "collectors.containerEngine.enabled": {
    expected: "true: upstream's rules need its plugin, without which Falco ends",
    ...is(true),
    ...withContainerPlugin,
  },
  "collectors.containerEngine.pluginRef": {
    expected: "falco:rules.source to be registry: with bundled rules nothing is fetched, and this changes nothing",
    where: ({ rules }) => rules.source === "bundled",
  },
  "collectors.kubernetes.enabled": {
    expected: "false, or falco:rules.source to be registry: Falco's image lacks its plugin, and Falco ends without it",
    ...is(false),
    where: ({ rules }, version) => rules.source === "bundled" && gte(releaseOf(version), "4.0.0"),
  },
  "controller.kind": { expected: "daemonset: Falco watches each node from a pod of its own", ...is("daemonset") },
  "controller.deployment": { expected: "nothing: there is no Deployment of Falco" },
  "controller.daemonset.updateStrategy": updateStrategy,
  "podAnnotations.checksum/certificates": checksum,
  "podAnnotations.checksum/rules-login": checksum,
  containerSecurityContext: {
    expected:
      "capabilities or privileged among it: it takes the place of all that the chart grants, and Falco can't start with less",
    fits: (value) => isMapping(value) && (isMapping(value["capabilities"]) || value["privileged"] === true),
  },
  falcoHostnameEnv: { expected: "true: dashboard and alerts tell nodes apart by it", ...is(true) },
  "extra.args": { expected: blindingArgs.expected, fits: blindingArgs.fits },
  "metrics.rulesCountersEnabled": counters("how often rules match"),
  "metrics.resourceUtilizationEnabled": counters("Falco's memory"),
  "metrics.stateCountersEnabled": counters("events lost to a full table of threads"),
  "metrics.kernelEventCountersEnabled": counters("events lost in the kernel"),
  "metrics.pluginsMetricsEnabled": counters("containers that Falco learns nothing of"),
  "metrics.service.create": { expected: "true: Prometheus finds Falco by it", ...is(true), ...native },
  "metrics.service.ports": { expected: "the chart's own port: Prometheus goes there", ...native },
  "falcoctl.config.artifact.install.rulesfilesDir": whereFalcoReads,
  "falcoctl.config.artifact.install.pluginsDir": whereFalcoReads,
  "falcoctl.config.artifact.follow.rulesfilesDir": whereFalcoReads,
  "falcoctl.config.artifact.follow.pluginsDir": whereFalcoReads,
  "falco.json_output": { expected: "true: Falcosidekick reads nothing else", ...is(true), ...toSidekick },
  "falco.json_include_output_property": {
    expected: "true: Falcosidekick's outputs show it",
    ...is(true),
    ...toSidekick,
  },
  "falco.json_include_output_fields_property": {
    expected: "true: without it alerts have no containers, pods and namespaces",
    ...is(true),
    ...toSidekick,
  },
  "falco.http_output.enabled": {
    expected: "true, or falco:sidekick.enabled to be false: alerts reach Falcosidekick this way",
    ...is(true),
    ...toSidekick,
  },
  "falco.http_output.url": {
    expected: "falco:sidekick.outputs.webhook, or falco:sidekick.enabled to be false: Falco has one receiver",
    ...toSidekick,
  },
  // falcosidekick 2.34.1, handlers.go.
  "falco.http_output.compress_uploads": {
    expected: "false: Falcosidekick rejects compressed alerts",
    ...is(false),
    ...toSidekick,
  },
  "falco.webserver.enabled": { expected: "true: Kubernetes asks there whether Falco is well", ...is(true) },
  "falco.webserver.listen_port": port(8765),
  "falco.webserver.listen_address": {
    expected: 'every address, "0.0.0.0" or "::": Kubernetes and Prometheus come from outside of the pod',
    ...is("0.0.0.0", "::"),
  },
  "falco.webserver.ssl_enabled": { expected: "false: metrics are scraped by plain HTTP", ...is(false), ...native },
  "falco.webserver.prometheus_metrics_enabled": {
    expected: "true: with falco:metricsSource native there are no other metrics",
    ...is(true),
    ...native,
  },
  "falco.watch_config_files": {
    expected: "true with falco:rules.autoUpdate: Falco would not notice new rules",
    ...is(true),
    where: ({ rules }) => rules.autoUpdate,
  },
  "falco.config_files": {
    expected: "helmValues.falco.falco instead: what another file says can't be checked, and wins",
  },
  "falco.engine": {
    expected: "falco:driver instead, or below helmValues.falco.driver: the chart writes it from there",
    where: (_, version) => gte(releaseOf(version), "4.0.0"),
  },
  "falco.syscall_buf_size_preset": bufferPreset,
  "falco.modern_bpf.cpus_for_each_syscall_buffer": cpusForEachBuffer,
  "falco.syscall_event_drops.threshold": {
    expected: "a share from 0 to 1: with any other Falco ends",
    fits: (value) => typeof value === "number" && value >= 0 && value <= 1,
  },
  "falco.append_output": {
    expected: "a list with {suggested_output: true} in it: without that alerts have no containers and pods",
    fits: appendsFields,
    ...withContainerPlugin,
  },
  "falco.plugins": {
    expected: "a list without the plugin container, which the chart adds itself: with it in the list Falco ends",
    fits: (value) => Array.isArray(value) && !value.some(namesContainerPlugin),
    ...withContainerPlugin,
  },
  "falco.load_plugins": {
    expected: "a list without the plugin container, which the chart adds itself",
    fits: (value) => Array.isArray(value) && !value.some(namesContainerPlugin),
    ...withContainerPlugin,
  },
};

const falcoExporter: Readonly<Record<string, FixedValue>> = {
  fullnameOverride: ownName,
  nameOverride: ownLabel,
  "falco.grpcUnixSocketPath": { expected: "nothing: the exporter reaches Falco over mutual TLS", ...is("") },
  "falco.grpcHostname": { expected: "the stack's own Service of Falco: its certificate has no other name" },
  "service.type": { expected: "ClusterIP: each exporter is scraped by its own address", ...is("ClusterIP") },
  "service.clusterIP": { expected: "None: each exporter is scraped by its own address", ...is("None") },
  "service.port": port(9376),
  "service.targetPort": port(9376),
  "service.mTLS.enabled": { expected: "false: metrics are scraped by plain HTTP", ...is(false) },
  "daemonset.annotations.checksum/certificates": checksum,
  "daemonset.updateStrategy": updateStrategy,
};

const falcosidekick: Readonly<Record<string, FixedValue>> = {
  fullnameOverride: ownName,
  nameOverride: ownLabel,
  "service.port": port(2801),
  "podAnnotations.checksum/credentials": checksum,
  "podAnnotations.checksum/mutual-tls": checksum,
  "config.tlsserver.deploy": { expected: "false: Falco posts its alerts by plain HTTP", ...is(false) },
  "webui.service.port": port(2802),
  "webui.service.targetPort": port(2802),
  "webui.disableauth": { expected: "false: whoever reaches the UI would read all alerts", ...is(false) },
  "webui.podAnnotations.checksum/credentials": checksum,
  "webui.externalRedis.enabled": {
    expected: "false: the UI has the stack's own redis, and the chart renders with one only",
    ...is(false),
  },
  "webui.redis.service.type": {
    expected: "ClusterIP: redis is for the UI alone",
    ...is("ClusterIP"),
  },
  "webui.redis.service.port": port(6379),
  "webui.redis.service.targetPort": port(6379),
  "webui.redis.podAnnotations.checksum/credentials": checksum,
};

/** Values that have to be as they are, of each chart; a value stands for all below it. */
export const fixedValues: Readonly<Record<ChartName, Readonly<Record<string, FixedValue>>>> = {
  falco,
  "falco-exporter": falcoExporter,
  falcosidekick,
};
