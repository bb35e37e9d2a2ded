import { Falco, type FalcoArgs } from "../../components/falco";
import { FalcoExporter, type FalcoExporterArgs } from "../../components/falcoExporter";
import { at } from "./at";
import { exporterArgs, falcoArgs } from "./falcoArgs";
import { only, record, valueOf } from "./record";

const [release, serviceType] = ["kubernetes:helm.sh/v3:Release", "kubernetes:core/v1:Service"];
const shared = { namespace: "blue", annotations: { owner: "us" }, labels: { cluster: "north" }, timeoutSeconds: 300 };

const recordFalco = (changed: Partial<FalcoArgs> = {}) =>
  record(
    (options) =>
      new Falco(
        "falco",
        {
          ...falcoArgs,
          ...shared,
          chart: { chart: "falco", version: "8.0.5" },
          fullName: "blue-falco",
          grpcServiceName: "falco-grpc-local",
          helmValues: {},
          ...changed,
        },
        options,
      ),
  );

const recordExporter = (changed: Partial<FalcoExporterArgs> = {}) =>
  record(
    (options) =>
      new FalcoExporter(
        "exporter",
        {
          ...exporterArgs,
          ...shared,
          chart: { chart: "falco-exporter", version: "0.12.2" },
          helmValues: {},
          ...changed,
        },
        options,
      ),
  );

describe("Falco", () => {
  it("has a Service that never leaves the caller's node and selects Falco's pods", async () => {
    const { resources, result } = await recordFalco();
    expect(only(resources, serviceType, "falco-grpc").inputs).toMatchObject({
      metadata: {
        name: "falco-grpc-local",
        namespace: "blue",
        labels: { cluster: "north" },
        annotations: { owner: "us", "pulumi.com/skipAwait": "true" },
      },
      spec: {
        type: "ClusterIP",
        internalTrafficPolicy: "Local",
        selector: { "app.kubernetes.io/name": "falco", "app.kubernetes.io/instance": "falco" },
        ports: [{ name: "grpc", port: 5060, targetPort: 5060, protocol: "TCP" }],
      },
    });
    expect(result.grpcAddress && (await valueOf(result.grpcAddress))).toBe("falco-grpc-local.blue.svc:5060");
    expect(result.metricsTarget).toBeUndefined();
  });

  it("is a release of the chart that it is given, with the values for that version", async () => {
    const { resources } = await recordFalco({ chart: { chart: "falco", version: "3.0.0", repository: "https://x" } });
    expect(only(resources, release, "falco").inputs).toMatchObject({
      name: "falco",
      namespace: "blue",
      chart: "falco",
      version: "3.0.0",
      repositoryOpts: { repo: "https://x" },
      timeout: 300,
      atomic: true,
      values: { fullnameOverride: "blue-falco", driver: { kind: "modern-bpf" } },
    });
  });

  it("shows its metrics itself, without a gRPC Service, where it is told to", async () => {
    const { resources, result } = await recordFalco({ metrics: { source: "native" } });
    expect(resources.map(({ type }) => type)).toEqual([release]);
    expect(result.grpcAddress).toBeUndefined();
    expect(result.metricsTarget && (await valueOf(result.metricsTarget))).toBe("blue-falco-metrics.blue.svc:8765");
  });

  it("lets the user's values win", async () => {
    const { resources } = await recordFalco({ helmValues: { falco: { log_level: "debug", priority: "error" } } });
    expect(at(only(resources, release, "falco").inputs, "values", "falco")).toMatchObject({
      log_level: "debug",
      priority: "error",
      json_output: true,
    });
  });
});

describe("FalcoExporter", () => {
  it("reads its own node's Falco over TCP with mutual TLS, from the same nodes", async () => {
    const { resources, result } = await recordExporter();
    const { inputs } = only(resources, release, "exporter");
    expect(inputs).toMatchObject({ name: "falco-exporter", namespace: "blue", version: "0.12.2", timeout: 300 });
    expect(inputs["values"]).toMatchObject({
      fullnameOverride: "falco-exporter",
      image: { tag: "0.8.7" },
      falco: { grpcUnixSocketPath: "", grpcHostname: "falco-grpc-local.falco.svc", grpcPort: 5060, grpcTimeout: "3m" },
      service: { annotations: { "prometheus.io/scrape": "true", "prometheus.io/port": "9376" } },
      daemonset: {
        annotations: { "checksum/certificates": "c0ffee" },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      },
      resources: exporterArgs.resources,
      tolerations: [{ operator: "Exists" }],
      nodeSelector: { "kubernetes.io/os": "linux" },
    });
    expect(await valueOf(result.metricsTarget)).toBe("falco-exporter.blue.svc:9376");
  });

  it("runs where it is told to, and lets the user's values win", async () => {
    const { resources } = await recordExporter({
      nodeSelector: { pool: "watched" },
      tolerations: [{ key: "gpu" }],
      priorityClass: "high",
      helmValues: { falco: { grpcTimeout: "1m" } },
    });
    expect(only(resources, release, "exporter").inputs["values"]).toMatchObject({
      nodeSelector: { pool: "watched", "kubernetes.io/os": "linux" },
      tolerations: [{ operator: "Exists" }, { key: "gpu" }],
      priorityClassName: "high",
      falco: { grpcTimeout: "1m", grpcPort: 5060 },
    });
  });
});
