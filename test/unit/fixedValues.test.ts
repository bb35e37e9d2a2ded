import { chartNames, type ChartName } from "../../settings/chartVersions";
import { keyOf } from "../../settings/commands";
import { fixedValues, type FixedBy } from "../../settings/helmValues/fixedValues";
import { helmValuesFindings } from "../../settings/helmValues/helmValues";
import { isMapping, type HelmValues } from "../../settings/helmValues/leaves";

const current = { falco: "8.0.5", "falco-exporter": "0.12.2", falcosidekick: "0.14.0" } as const;
const usual: FixedBy = {
  metricsSource: "exporter",
  rules: { source: "bundled", autoUpdate: false },
  sidekick: { enabled: true },
};
const native: FixedBy = { ...usual, metricsSource: "native" };
const fetched: FixedBy = { ...usual, rules: { source: "registry", autoUpdate: false } };
const updated: FixedBy = { ...usual, rules: { source: "registry", autoUpdate: true } };
const alone: FixedBy = { ...usual, sidekick: { enabled: false } };

/** The dots of an annotation's name are in it. */
const nested = (path: string, value: unknown): HelmValues => {
  const values = path.split(/\.(?!io\/)/).reduceRight<unknown>((child, key) => ({ [key]: child }), value);
  if (!isMapping(values)) throw new Error("no values");
  return values;
};

const findingsOf = (chart: ChartName, path: string, value: unknown, settings: FixedBy, version: string) =>
  helmValuesFindings({ chart, version, values: nested(path, value), settings, secretPaths: [] }).findings;

interface Judged {
  readonly refused: readonly unknown[];
  readonly taken?: readonly unknown[];
  /** Settings with which it matters, and with which it doesn't. */
  readonly settings?: readonly [matters: FixedBy, doesNot?: FixedBy];
  readonly version?: string;
  /** A version of the chart where it doesn't matter. */
  readonly older?: string;
}

const on: Judged = { refused: [false, null], taken: [true] };
const onNative: Judged = { ...on, settings: [native, usual] };
const onSidekick: Judged = { ...on, settings: [usual, alone] };
const preset: Judged = { refused: [0, 11, 1.5, null], taken: [1, 10] };
const cpus: Judged = { refused: [-1, 1.5], taken: [0, 4] };
const none: Judged = { refused: ["other", null] };
const roll = (maxUnavailable: unknown) => ({ rollingUpdate: { maxUnavailable } });
const rolls: Judged = {
  refused: [roll("100%"), roll("250%"), roll(-1), roll("a few"), { type: "OnDelete" }, null],
  taken: [roll("99%"), roll(3), roll(0), { type: "RollingUpdate" }, {}],
};
const containerList: Judged = { refused: [null], taken: [[]], older: "4.21.3" };

const judged: Readonly<Record<ChartName, Readonly<Record<string, Judged>>>> = {
  falco: {
    fullnameOverride: none,
    nameOverride: none,
    "driver.enabled": on,
    "driver.kmod.bufSizePreset": preset,
    "driver.ebpf.bufSizePreset": preset,
    "driver.modernEbpf.bufSizePreset": preset,
    "driver.modernEbpf.cpusForEachBuffer": cpus,
    "collectors.enabled": on,
    "collectors.containerEngine.enabled": { ...on, older: "4.21.3" },
    "collectors.containerEngine.pluginRef": { ...none, settings: [usual, fetched] },
    "collectors.kubernetes.enabled": { refused: [true], taken: [false], settings: [usual, fetched], older: "3.8.7" },
    "controller.kind": { refused: ["deployment"], taken: ["daemonset"] },
    "controller.deployment": { refused: [{ replicas: 2 }] },
    "controller.daemonset.updateStrategy": rolls,
    "podAnnotations.checksum/certificates": none,
    "podAnnotations.checksum/rules-login": none,
    containerSecurityContext: {
      refused: [{ readOnlyRootFilesystem: true }, { privileged: false }],
      taken: [{ privileged: true }, { capabilities: { add: ["BPF"] } }, {}],
    },
    falcoHostnameEnv: on,
    "extra.args": {
      refused: [
        ["--disable-source", "syscall"],
        ["-D", "shell"],
        ["-oengine.kind=nodriver"],
        ["-r/rules"],
        ["-V"],
        [1],
      ],
      taken: [["-v"], ["-A", "--unbuffered"], ["-p", "%evt.time"], ["--k8s-node=a"], []],
    },
    "metrics.rulesCountersEnabled": onNative,
    "metrics.resourceUtilizationEnabled": onNative,
    "metrics.stateCountersEnabled": onNative,
    "metrics.kernelEventCountersEnabled": onNative,
    "metrics.pluginsMetricsEnabled": onNative,
    "metrics.service.create": onNative,
    "metrics.service.ports": { refused: [{ metrics: { port: 80 } }], settings: [native, usual] },
    "falcoctl.config.artifact.install.rulesfilesDir": none,
    "falcoctl.config.artifact.install.pluginsDir": none,
    "falcoctl.config.artifact.follow.rulesfilesDir": none,
    "falcoctl.config.artifact.follow.pluginsDir": none,
    "falco.json_output": onSidekick,
    "falco.json_include_output_property": onSidekick,
    "falco.json_include_output_fields_property": onSidekick,
    "falco.http_output.enabled": onSidekick,
    "falco.http_output.url": { ...none, settings: [usual, alone] },
    "falco.http_output.compress_uploads": { refused: [true], taken: [false], settings: [usual, alone] },
    "falco.webserver.enabled": on,
    "falco.webserver.listen_port": { refused: [80], taken: [8765] },
    "falco.webserver.listen_address": { refused: ["127.0.0.1"], taken: ["0.0.0.0", "::"] },
    "falco.webserver.ssl_enabled": { refused: [true], taken: [false], settings: [native, usual] },
    "falco.webserver.prometheus_metrics_enabled": onNative,
    "falco.watch_config_files": { ...on, settings: [updated, usual] },
    "falco.config_files": { refused: [[], ["/etc/falco/mine"]] },
    "falco.engine": { refused: [{ kind: "replay" }], older: "3.8.7" },
    "falco.syscall_buf_size_preset": { ...preset, version: "3.8.7" },
    "falco.modern_bpf.cpus_for_each_syscall_buffer": { ...cpus, version: "3.8.7" },
    "falco.syscall_event_drops.threshold": { refused: [-0.1, 1.1], taken: [0, 0.5, 1] },
    "falco.append_output": {
      refused: [null, [], [{ extra_output: "x" }], [{ suggested_output: true, match: { rule: "x" } }]],
      taken: [
        [{ extra_output: "x" }, { suggested_output: true }],
        [{ suggested_output: true, match: { source: "syscall" } }],
      ],
      older: "4.21.3",
    },
    "falco.plugins": { ...containerList, refused: [[{ name: "container" }]], taken: [[{ name: "json" }]] },
    "falco.load_plugins": { ...containerList, refused: [["json", "container"]], taken: [["json"]] },
  },
  "falco-exporter": {
    fullnameOverride: none,
    nameOverride: none,
    "falco.grpcUnixSocketPath": { refused: ["unix:///run/falco/falco.sock"], taken: [""] },
    "falco.grpcHostname": none,
    "service.type": { refused: ["LoadBalancer"], taken: ["ClusterIP"] },
    "service.clusterIP": { refused: ["10.0.0.1"], taken: ["None"] },
    "service.port": { refused: [80], taken: [9376] },
    "service.targetPort": { refused: [80], taken: [9376] },
    "service.mTLS.enabled": { refused: [true], taken: [false] },
    "daemonset.annotations.checksum/certificates": none,
    "daemonset.updateStrategy": rolls,
  },
  falcosidekick: {
    fullnameOverride: none,
    nameOverride: none,
    "service.port": { refused: [80], taken: [2801] },
    "podAnnotations.checksum/credentials": none,
    "podAnnotations.checksum/mutual-tls": none,
    "config.tlsserver.deploy": { refused: [true], taken: [false] },
    "webui.service.port": { refused: [80], taken: [2802] },
    "webui.service.targetPort": { refused: [80], taken: [2802] },
    "webui.disableauth": { refused: [true], taken: [false] },
    "webui.podAnnotations.checksum/credentials": none,
    "webui.externalRedis.enabled": { refused: [true], taken: [false] },
    "webui.redis.service.type": { refused: ["LoadBalancer", "NodePort", null], taken: ["ClusterIP"] },
    "webui.redis.service.port": { refused: [80], taken: [6379] },
    "webui.redis.service.targetPort": { refused: [80], taken: [6379] },
    "webui.redis.podAnnotations.checksum/credentials": none,
  },
};

describe.each(chartNames)("fixed values of %s", (chart) => {
  it("are all judged here", () => {
    expect(Object.keys(judged[chart]).sort()).toEqual(Object.keys(fixedValues[chart]).sort());
  });

  it.each(Object.entries(judged[chart]))("%s", (path, row) => {
    const { refused, taken = [], settings: [matters, doesNot] = [usual], version = current[chart], older } = row;
    const at = keyOf(["helmValues", chart === "falco-exporter" ? "falcoExporter" : chart, ...path.split(/\.(?!io\/)/)]);
    for (const value of refused) {
      const found = findingsOf(chart, path, value, matters, version).map(({ path: key, expected }) => [
        keyOf(key),
        expected,
      ]);
      expect([value, ...found]).toEqual([value, [at, fixedValues[chart][path]?.expected]]);
      if (doesNot) expect([value, findingsOf(chart, path, value, doesNot, version)]).toEqual([value, []]);
      if (older !== undefined)
        expect(findingsOf(chart, path, value, matters, older).map(({ expected }) => expected)).not.toContain(
          fixedValues[chart][path]?.expected,
        );
    }
    for (const value of taken) expect([value, findingsOf(chart, path, value, matters, version)]).toEqual([value, []]);
  });
});
