import { falcoValues } from "../../components/falco";
import { at, recordStack } from "./fixtures";
import { only } from "./record";

/** Every node but those that can't run Falco. */
const linuxNodes = {
  tolerations: [{ operator: "Exists" }],
  nodeSelector: { "kubernetes.io/os": "linux" },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] },
              { key: "type", operator: "NotIn", values: ["virtual-kubelet"] },
            ],
          },
        ],
      },
    },
  },
};
const grpc = {
  serviceName: "falco-grpc-local",
  port: 5060,
  threadiness: 0,
  certificatesSecret: "certs",
  certificatesChecksum: "c0ffee",
};
const args = {
  fullName: "falco",
  driver: "modern_ebpf",
  priority: "debug",
  grpc,
  alertsUrl: "http://sidekick.example:2801",
} as const;

describe("falcoValues", () => {
  it("is exactly what the stack means, by default", () => {
    expect(falcoValues(args)).toEqual({
      fullnameOverride: "falco",
      driver: { kind: "modern_ebpf", ebpf: { leastPrivileged: true }, modernEbpf: { leastPrivileged: true } },
      controller: {
        kind: "daemonset",
        daemonset: { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } } },
      },
      ...linuxNodes,
      podAnnotations: { "checksum/certificates": "c0ffee" },
      certs: { existingSecret: "certs" },
      falcoctl: { artifact: { install: { enabled: false }, follow: { enabled: false } } },
      mounts: {
        volumes: [{ name: "image-config", emptyDir: {} }],
        volumeMounts: [{ name: "image-config", mountPath: "/etc/falco/config.d" }],
      },
      falco: {
        priority: "debug",
        json_output: true,
        json_include_output_property: true,
        http_output: { enabled: true, url: "http://sidekick.example:2801" },
        grpc: { enabled: true, bind_address: "0.0.0.0:5060", threadiness: 0 },
        grpc_output: { enabled: true },
      },
    });
  });

  it.each(["kmod", "ebpf", "auto"] as const)("leaves /etc/falco/config.d to the driver loader of %s", (driver) => {
    expect(falcoValues({ ...args, driver }).mounts).toEqual({ volumes: [], volumeMounts: [] });
    expect(falcoValues({ ...args, driver }).driver.kind).toBe(driver);
  });
});

describe("Falco", () => {
  it("has a Service that never leaves the caller's node and selects Falco's pods", async () => {
    const { resources } = await recordStack({ grpc: { port: 6060 } });
    const { inputs } = only(resources, "kubernetes:core/v1:Service", "falco-falco-grpc");
    expect(at(inputs, "metadata", "name")).toBe("falco-grpc-local");
    expect(inputs["spec"]).toEqual({
      type: "ClusterIP",
      internalTrafficPolicy: "Local",
      selector: { "app.kubernetes.io/name": "falco", "app.kubernetes.io/instance": "falco" },
      ports: [{ name: "grpc", port: 6060, targetPort: 6060, protocol: "TCP" }],
    });
  });

  it("mounts the Secret of its certificate and posts to the stack's Falcosidekick", async () => {
    const { resources } = await recordStack({ sidekick: { namespace: "alerts" }, driver: "kmod", priority: "warning" });
    expect(only(resources, "kubernetes:helm.sh/v3:Release", "falco-falco").inputs).toMatchObject({
      name: "falco",
      namespace: "falco",
      chart: "falco",
      version: "8.0.5",
      values: {
        certs: { existingSecret: "falco-grpc-server" },
        driver: { kind: "kmod" },
        falco: { priority: "warning", http_output: { url: "http://falcosidekick.alerts.svc:2801" } },
      },
    });
  });
});

describe("FalcoExporter", () => {
  it("reads its own node's Falco over TCP with mutual TLS, from the same nodes", async () => {
    const { resources } = await recordStack({ grpc: { port: 6060 } });
    const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "falco-exporter");
    expect(inputs).toMatchObject({
      name: "falco-exporter",
      namespace: "falco",
      chart: "falco-exporter",
      version: "0.12.2",
    });
    expect(inputs["values"]).toEqual({
      fullnameOverride: "falco-exporter",
      image: { tag: "0.8.7" },
      falco: { grpcUnixSocketPath: "", grpcHostname: "falco-grpc-local.falco.svc", grpcPort: 6060, grpcTimeout: "3m" },
      service: { annotations: { "prometheus.io/scrape": "true", "prometheus.io/port": "9376" } },
      daemonset: {
        annotations: {
          "checksum/certificates": at(inputs, "values", "daemonset", "annotations", "checksum/certificates"),
        },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      },
      ...linuxNodes,
    });
  });

  it("calls Falco by a name in the server's certificate, with the Secret that its chart mounts", async () => {
    const { resources } = await recordStack();
    const values = only(resources, "kubernetes:helm.sh/v3:Release", "falco-exporter").inputs["values"];
    const { dnsNames } = only(resources, "tls:index/certRequest:CertRequest", "falco-tls-server-request").inputs;
    expect(dnsNames).toContain(at(values, "falco", "grpcHostname"));
    const secret = only(resources, "kubernetes:core/v1:Secret", "falco-tls-client-exporter-secret").inputs;
    expect(at(secret, "metadata", "name")).toBe(`${String(at(values, "fullnameOverride"))}-certs`);
  });
});
