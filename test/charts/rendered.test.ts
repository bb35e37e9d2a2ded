import { parse } from "yaml";
import { chartNames, type ChartName } from "../../settings/chartVersions";
import type { SettingsInput } from "../../settings/settings";
import { at, recordStack } from "../unit/fixtures";
import { object, render } from "./helm";

// jest.config.js leaves this file out where no directory of real charts is given.
const charts = process.env["FALCO_CHARTS_DIR"] ?? "";
const webhookurl = "https://hooks.example.com/x";

/** What the real charts make of the stack's values, by chart. */
const rendered = async (directory: string, input: SettingsInput): Promise<Record<ChartName, readonly unknown[]>> => {
  const { resources } = await recordStack(input);
  const objects = chartNames.map((chart) => {
    const release =
      resources.find(({ type, inputs }) => type.endsWith(":Release") && inputs["chart"] === chart)?.inputs ?? {};
    return [
      chart,
      render(directory, chart, String(release["name"]), String(release["namespace"]), release["values"]),
    ] as const;
  });
  const [falco = [], exporter = [], sidekick = []] = objects.map(([, list]) => list);
  return { falco, "falco-exporter": exporter, falcosidekick: sidekick };
};

const podSpec = (workload: unknown) => at(workload, "spec", "template", "spec");
const annotation = (workload: unknown, name: string) =>
  at(workload, "spec", "template", "metadata", "annotations", name);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const names = (value: unknown) => list(value).map((one) => at(one, "name"));
const secretRefs = (container: unknown) =>
  list(at(container, "envFrom")).map((source) => at(source, "secretRef", "name"));
const decoded = (secret: unknown) =>
  Object.fromEntries(
    Object.entries(at(secret, "data") ?? {}).map(([key, value]) => [
      key,
      Buffer.from(String(value), "base64").toString(),
    ]),
  );

let all: Record<ChartName, readonly unknown[]>;
beforeAll(async () => {
  all = await rendered(charts, { sidekick: { outputs: { slack: { webhookurl, channel: "#alerts" } } } });
});

describe("the real falco chart", () => {
  const daemonSet = () => object(all.falco, "DaemonSet", "falco");

  it("writes a falco.yaml with gRPC over TCP and JSON alerts to Falcosidekick", () => {
    expect(parse(String(at(object(all.falco, "ConfigMap", "falco"), "data", "falco.yaml")))).toMatchObject({
      engine: { kind: "modern_ebpf" },
      json_output: true,
      json_include_output_property: true,
      http_output: { enabled: true, url: "http://falcosidekick.falco-sidekick.svc:2801" },
      grpc: { enabled: true, bind_address: "0.0.0.0:5060" },
      grpc_output: { enabled: true },
      load_plugins: ["container"],
    });
  });

  it("starts one container, with four capabilities and no privilege, and fetches nothing", () => {
    expect(names(at(podSpec(daemonSet()), "containers"))).toEqual(["falco"]);
    expect(list(at(podSpec(daemonSet()), "initContainers"))).toEqual([]);
    expect(at(podSpec(daemonSet()), "containers", 0, "securityContext")).toEqual({
      capabilities: { add: ["BPF", "SYS_RESOURCE", "PERFMON", "SYS_PTRACE"] },
    });
  });

  it("mounts the certificates, and an empty directory over the image's config.d", () => {
    const mounts = list(at(podSpec(daemonSet()), "containers", 0, "volumeMounts"));
    const volumeAt = (path: string) => {
      const [mount, ...more] = mounts.filter((one) => at(one, "mountPath") === path);
      expect(more).toEqual([]);
      return list(at(podSpec(daemonSet()), "volumes")).find((volume) => at(volume, "name") === at(mount, "name"));
    };
    expect(volumeAt("/etc/falco/certs")).toMatchObject({ secret: { secretName: "falco-grpc-server" } });
    expect(volumeAt("/etc/falco/config.d")).toMatchObject({ emptyDir: {} });
  });

  it("covers every node, a tenth at a time, and rolls with the certificates", () => {
    expect(podSpec(daemonSet())).toMatchObject({ tolerations: [{ operator: "Exists" }] });
    expect(at(daemonSet(), "spec", "updateStrategy")).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: "10%" },
    });
    expect(annotation(daemonSet(), "checksum/certificates")).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(["kmod", "ebpf", "auto"] as const)("mounts config.d once for driver %s too", async (driver) => {
    const { falco } = await rendered(charts, { driver });
    const mounts = list(at(podSpec(object(falco, "DaemonSet", "falco")), "containers", 0, "volumeMounts"));
    expect(mounts.filter((mount) => at(mount, "mountPath") === "/etc/falco/config.d")).toHaveLength(1);
  });
});

describe("the real falco-exporter chart", () => {
  const daemonSet = () => object(all["falco-exporter"], "DaemonSet", "falco-exporter");

  it("calls the node-local Service with the Secret of its certificate", () => {
    const container = at(podSpec(daemonSet()), "containers", 0);
    expect(at(container, "args")).toEqual([
      "/usr/bin/falco-exporter",
      "--client-hostname=falco-grpc-local.falco.svc",
      "--client-port=5060",
      "--timeout=3m",
      "--listen-address=0.0.0.0:9376",
    ]);
    expect(at(container, "image")).toBe("docker.io/falcosecurity/falco-exporter:0.8.7");
    expect(list(at(podSpec(daemonSet()), "volumes"))).toHaveLength(1);
    expect(at(podSpec(daemonSet()), "volumes", 0)).toMatchObject({ secret: { secretName: "falco-exporter-certs" } });
    expect(annotation(daemonSet(), "checksum/certificates")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("tells Prometheus where to scrape", () => {
    expect(at(object(all["falco-exporter"], "Service", "falco-exporter"), "metadata", "annotations")).toEqual({
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "9376",
    });
  });
});

describe("the real falcosidekick chart", () => {
  const deployment = (name: string) => object(all.falcosidekick, "Deployment", name);
  const redis = () => object(all.falcosidekick, "StatefulSet", "falcosidekick-ui-redis");

  it("lets our Secret win over the chart's own in every pod", () => {
    expect(secretRefs(at(podSpec(deployment("falcosidekick")), "containers", 0))).toEqual([
      "falcosidekick",
      "falcosidekick-credentials",
    ]);
    for (const kind of ["containers", "initContainers"])
      expect(secretRefs(at(podSpec(deployment("falcosidekick-ui")), kind, 0))).toEqual([
        "falcosidekick-ui",
        "falcosidekick-credentials",
      ]);
    expect(secretRefs(at(podSpec(redis()), "containers", 0))).toEqual(["falcosidekick-credentials"]);
  });

  it("keeps nothing in its own Secrets that anyone could log in with or post to", () => {
    expect(decoded(object(all.falcosidekick, "Secret", "falcosidekick-ui"))).toEqual({
      FALCOSIDEKICK_UI_REDIS_PASSWORD: "in-existing-secret",
    });
    const own = decoded(object(all.falcosidekick, "Secret", "falcosidekick"));
    expect(own).toMatchObject({
      SLACK_CHANNEL: "#alerts",
      WEBUI_URL: "http://falcosidekick-ui:2802",
      SLACK_WEBHOOKURL: "",
    });
    expect(JSON.stringify(all)).not.toContain(Buffer.from(webhookurl).toString("base64"));
    expect(JSON.stringify(all)).not.toContain("admin:admin");
  });

  it("rolls each kind of pod with the credentials that it reads", () => {
    for (const workload of [deployment("falcosidekick"), deployment("falcosidekick-ui"), redis()])
      expect(annotation(workload, "checksum/credentials")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("runs the images that the stack pins, keeps alerts for a week, and has pods that the UI's Service selects", () => {
    const ui = podSpec(deployment("falcosidekick-ui"));
    expect(at(ui, "containers", 0, "image")).toBe("docker.io/falcosecurity/falcosidekick-ui:2.3.0");
    expect(at(podSpec(redis()), "containers", 0, "image")).toBe("docker.io/redis/redis-stack:7.2.0-v19");
    expect(at(ui, "containers", 0, "args")).toEqual(expect.arrayContaining(["-t", "7d"]));
    expect(at(deployment("falcosidekick-ui"), "spec", "template", "metadata", "labels")).toMatchObject({
      "app.kubernetes.io/name": "falcosidekick",
      "app.kubernetes.io/instance": "falcosidekick",
      "app.kubernetes.io/component": "ui",
    });
  });
});
