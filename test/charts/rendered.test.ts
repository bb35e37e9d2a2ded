import { existsSync } from "node:fs";
import { nodeLocalService } from "../../components/falco";
import { falcoExporterValues } from "../../components/falcoExporter";
import type { FalcoValuesArgs } from "../../components/falcoValues";
import { chartSource } from "../../settings/chartSource";
import type { ChartName } from "../../settings/chartVersions";
import { collectedVersions } from "../../settings/helmValues/nearestCollected";
import { at } from "../unit/at";
import { exporterArgs, falcoVariants, grpcSource, isDeployable, valuesFor } from "../unit/falcoArgs";
import { criSockets, falcoPod, list, onNode } from "./falcoPod";
import { object, renderChart } from "./helm";

// jest.config.js leaves this file out where no directory of real charts is given.
const directory = process.env["FALCO_CHARTS_DIR"] ?? "";
const chartOf = (chart: ChartName, version: string) => chartSource(directory, chart, version).chart;
const versionsOf = (chart: ChartName) =>
  collectedVersions(chart).filter((version) => existsSync(chartOf(chart, version)));

const sockets = {
  k3s: "unix:///run/k3s/containerd/containerd.sock",
  "CRI-O": "/run/crio/crio.sock",
  "cri-dockerd": "/var/run/cri-dockerd.sock",
} as const;
const overGrpc = { metrics: grpcSource };
const native = { metrics: { source: "native" } } as const;
const bundled = { rules: { source: "bundled", autoUpdate: false } } as const;
const registry = { rules: { source: "registry", autoUpdate: false } } as const;
const ownRules = { name: "falco-rules", files: ["second.yaml", "first.yaml"] };
const leastPrivileged = {
  modern_ebpf: { capabilities: { add: ["BPF", "SYS_RESOURCE", "PERFMON", "SYS_PTRACE"] } },
  ebpf: { capabilities: { add: ["SYS_ADMIN", "SYS_RESOURCE", "SYS_PTRACE"] } },
};

/** Somewhere in between, for versions that can't be deployed by default. */
const possible = (version: string): Partial<FalcoValuesArgs> =>
  [{}, native, registry].find((changed) => isDeployable(version, changed)) ?? {};

describe.each(versionsOf("falco"))("the real falco chart %s", (version) => {
  const base = possible(version);
  const rendered = (changed: Partial<FalcoValuesArgs> = {}) =>
    falcoPod(renderChart(chartOf("falco", version), "falco", "blue", valuesFor(version, { ...base, ...changed })));
  const isPossible = (changed: Partial<FalcoValuesArgs>) => isDeployable(version, { ...base, ...changed });
  const rows = <Row extends readonly [string, Partial<FalcoValuesArgs>]>(all: readonly Row[]) =>
    all.filter(([, changed]) => isPossible(changed));
  const major = Number(version.split(".")[0]);

  it.each(rows(Object.entries(falcoVariants)))("makes a pod that can start: %s", (_, changed) => {
    const { mountsOfEach, spec, clusterWide } = rendered({ ...changed, fullName: "blue-falco" });
    for (const mounts of mountsOfEach) {
      expect(mounts.filter(({ volume }) => volume === undefined)).toEqual([]);
      expect(mounts).toHaveLength(new Set(mounts.map(({ path }) => path)).size);
    }
    const secrets = list(at(spec, "volumes")).flatMap((volume) => at(volume, "secret", "secretName") ?? []);
    expect(new Set(secrets)).toEqual(
      new Set((changed.metrics ?? base.metrics)?.source === "native" ? [] : ["falco-grpc-server"]),
    );
    for (const one of clusterWide) expect(at(one, "metadata", "name")).toMatch(/^blue-falco/);
  });

  it.each(rows((["modern_ebpf", "ebpf", "kmod", "auto"] as const).map((driver) => [driver, { driver }] as const)))(
    "runs with driver %s",
    (driver, changed) => {
      const { config, container, initContainers, mounts } = rendered(changed);
      const engine = major < 4 ? undefined : driver === "auto" ? "modern_ebpf" : driver;
      expect(at(config, "engine", "kind")).toBe(engine);
      expect(list(at(container, "args")).includes("--modern-bpf")).toBe(major < 4 && driver === "modern_ebpf");
      expect(initContainers.includes("falco-driver-loader")).toBe(driver !== "modern_ebpf");
      expect(mounts.some(({ path }) => path === "/host/dev")).toBe(driver === "kmod" || driver === "auto");
      expect(at(container, "securityContext")).toEqual(
        version !== "3.0.0" && (driver === "modern_ebpf" || driver === "ebpf")
          ? leastPrivileged[driver]
          : { privileged: true },
      );
    },
  );

  if (isPossible(overGrpc))
    it("serves gRPC, and no metrics, with source exporter", () => {
      const { config, mounts, template, services } = rendered(overGrpc);
      expect(config).toMatchObject({
        grpc: { enabled: true, bind_address: "0.0.0.0:5060", threadiness: 0 },
        grpc_output: { enabled: true },
      });
      expect(at(config, "metrics", "enabled") ?? false).toBe(false);
      expect(mounts.find(({ path }) => path === "/etc/falco/certs")?.volume).toMatchObject({
        secret: { secretName: "falco-grpc-server" },
      });
      expect(at(template, "metadata", "annotations", "checksum/certificates")).toBe("c0ffee");
      expect(at(template, "metadata", "labels")).toMatchObject(nodeLocalService("falco", 5060).selector);
      expect(services.map((service) => at(service, "metadata", "name"))).not.toContain("falco-metrics");
    });

  if (isPossible(native))
    it("shows its metrics, and serves no gRPC, with source native", () => {
      const { config, mounts, services, template } = rendered(native);
      expect(config).toMatchObject({
        webserver: { enabled: true, prometheus_metrics_enabled: true },
        metrics: { enabled: true, rules_counters_enabled: true },
      });
      expect([at(config, "grpc", "enabled") ?? false, at(config, "grpc_output", "enabled") ?? false]).toEqual([
        false,
        false,
      ]);
      expect(mounts.filter(({ path }) => path.startsWith("/etc/falco/certs"))).toEqual([]);
      expect(services).toHaveLength(1);
      expect(services[0]).toMatchObject({ metadata: { name: "falco-metrics" }, spec: { ports: [{ port: 8765 }] } });
      expect(at(template, "metadata", "labels")).toMatchObject({ ...Object(at(services[0], "spec", "selector")) });
    });

  it("posts alerts as JSON, names its node, and covers every node a tenth at a time", () => {
    const { config, container, spec, daemonSet } = rendered();
    expect(config).toMatchObject({
      priority: "debug",
      json_output: true,
      json_include_output_property: true,
      http_output: { enabled: true, url: "http://falcosidekick.falco-sidekick.svc:2801" },
    });
    const hostnames = list(at(container, "env")).filter((one) => at(one, "name") === "FALCO_HOSTNAME");
    expect(hostnames).toEqual([{ name: "FALCO_HOSTNAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }]);
    expect(spec).toMatchObject({
      tolerations: [{ operator: "Exists" }],
      nodeSelector: { "kubernetes.io/os": "linux" },
    });
    expect(at(daemonSet, "spec", "updateStrategy")).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: "10%" },
    });
    expect(at(container, "resources")).toEqual(valuesFor(version).resources);
  });

  it("shows each alert in Falco's log at once", () => {
    expect(at(rendered().container, "tty")).toBe(true);
  });

  it.each(
    rows([
      ["bundled", bundled],
      ["registry", registry],
    ] as const),
  )("loads own rules after the others: %s", (_, changed) => {
    const rules = { ...changed.rules, configMap: ownRules };
    const { config, mounts } = rendered({ ...changed, rules });
    const keys = ["rules_file", "rules_files"].filter((key) => at(config, key) !== undefined);
    expect(keys).toHaveLength(1);
    expect(at(config, keys[0] ?? "")).toEqual([
      "/etc/falco/falco_rules.yaml",
      "/etc/falco/falco_rules.local.yaml",
      "/etc/falco/rules.d",
      "/etc/falco/falco-stack-rules/second.yaml",
      "/etc/falco/falco-stack-rules/first.yaml",
    ]);
    expect(mounts.filter(({ path }) => path === "/etc/falco/falco-stack-rules")).toMatchObject([
      { readOnly: true, volume: { configMap: { name: "falco-rules" } } },
    ]);
  });

  if (isPossible(bundled))
    it("fetches nothing with bundled rules", () => {
      const { containers, initContainers, mounts } = rendered(bundled);
      expect([containers, initContainers]).toEqual([["falco"], []]);
      // The image has something there from Falco 0.41 on.
      expect(mounts.filter(({ path }) => path === "/etc/falco/config.d")).toHaveLength(major < 5 ? 0 : 1);
    });

  it("has falcoctl fetch what it is told to with rules of a registry", () => {
    const once = rendered({ rules: { source: "registry", registryRef: "falco-rules:9", autoUpdate: false } });
    expect([once.containers, once.initContainers]).toEqual([["falco"], ["falcoctl-artifact-install"]]);
    const always = rendered({ rules: { source: "registry", autoUpdate: true }, imageTags: { falcoctl: "0.99.0" } });
    expect(always.containers).toEqual(["falco", "falcoctl-artifact-follow"]);
    expect(always.images.filter((image) => String(image).endsWith("/falcoctl:0.99.0"))).toHaveLength(2);
  });

  it("limits each of its containers, as a quota of limits wants it", () => {
    const { spec } = rendered({ driver: "kmod", rules: { source: "registry", autoUpdate: true } });
    const all = [...list(at(spec, "initContainers")), ...list(at(spec, "containers"))];
    expect(all.filter((one) => at(one, "resources", "limits", "cpu") === undefined)).toEqual([]);
    expect(all).toHaveLength(4);
  });

  it("loads the driver of the very Falco that runs", () => {
    const { images } = rendered({ driver: "kmod", imageTags: { falco: "0.99.1-debian@sha256:abc" } });
    expect(String(images[0])).toMatch(/:0\.99\.1-debian@sha256:abc$/);
    expect(String(images[1])).toMatch(/\/falco-driver-loader:0\.99\.1$/);
  });

  it("finds the sockets of containerd and CRI-O by itself, from 4.22.0 on that of k3s too", () => {
    const pod = rendered();
    const found = criSockets(pod).map((socket) => onNode(pod.mounts, `/host${String(socket)}`));
    const expected = ["/run/containerd/containerd.sock", "/run/crio/crio.sock"];
    const since422 = major > 4 || version === "4.22.0" ? ["/run/k3s/containerd/containerd.sock"] : [];
    expect(found).toEqual(expect.arrayContaining([...expected, ...since422]));
  });

  it.each(Object.entries(sockets))("asks the socket of %s that it is told of, and no other", (_, socket) => {
    const pod = rendered({ containerRuntimeSocket: socket });
    const found = criSockets(pod).map((one) => onNode(pod.mounts, `/host${String(one)}`));
    expect(found).toEqual([socket.replace("unix://", "")]);
  });

  it("asks Docker alone where it is told to", () => {
    const pod = rendered({ containerRuntimeSocket: "/var/run/docker.sock" });
    expect(criSockets(pod).filter((socket) => socket !== "/var/run/docker.sock")).toEqual([]);
    expect(onNode(pod.mounts, "/host/var/run/docker.sock")).toBe("/var/run/docker.sock");
  });
});

describe.each(versionsOf("falco-exporter"))("the real falco-exporter chart %s", (version) => {
  const rendered = (changed: Partial<typeof exporterArgs> = {}) =>
    renderChart(chartOf("falco-exporter", version), "falco-exporter", "falco", {
      ...falcoExporterValues({ ...exporterArgs, ...changed }),
    });
  const podSpec = (objects: readonly unknown[]) =>
    at(object(objects, "DaemonSet", "falco-exporter"), "spec", "template", "spec");

  it("calls the node-local Service with the Secret of its certificate", () => {
    const objects = rendered();
    const container = at(podSpec(objects), "containers", 0);
    expect(at(container, "args")).toEqual([
      "/usr/bin/falco-exporter",
      "--client-hostname=falco-grpc-local.falco.svc",
      "--client-port=5060",
      "--timeout=3m",
      "--listen-address=0.0.0.0:9376",
    ]);
    expect(at(container, "image")).toBe("docker.io/falcosecurity/falco-exporter:0.8.7");
    expect(at(container, "resources")).toEqual(exporterArgs.resources);
    expect(list(at(podSpec(objects), "volumes"))).toHaveLength(1);
    expect(at(podSpec(objects), "volumes", 0)).toMatchObject({ secret: { secretName: "falco-exporter-certs" } });
    const daemonSet = object(objects, "DaemonSet", "falco-exporter");
    expect(at(daemonSet, "spec", "template", "metadata", "annotations")).toEqual({ "checksum/certificates": "c0ffee" });
    expect(at(daemonSet, "spec", "updateStrategy", "rollingUpdate")).toEqual({ maxUnavailable: "10%" });
  });

  it("runs where it is told to", () => {
    const tolerations = [{ key: "gpu", operator: "Exists" }] as const;
    const objects = rendered({ nodeSelector: { pool: "watched" }, tolerations, priorityClass: "high" });
    expect(podSpec(objects)).toMatchObject({
      nodeSelector: { pool: "watched", "kubernetes.io/os": "linux" },
      tolerations: [{ operator: "Exists" }, ...tolerations],
      priorityClassName: "high",
    });
  });

  it("tells Prometheus where to scrape", () => {
    expect(at(object(rendered(), "Service", "falco-exporter"), "metadata", "annotations")).toEqual({
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "9376",
    });
  });
});
