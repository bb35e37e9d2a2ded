import type { FalcoValuesArgs } from "../../components/falcoValues";
import { grpcSource, pluginInstead, resources, valuesFor } from "./falcoArgs";

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
const native = { metrics: { source: "native" } } as const;
const ownRules = { name: "falco-rules", files: ["b.yaml", "a.yaml"] };
const hidden = {
  volumes: [{ name: "image-config", emptyDir: {} }],
  volumeMounts: [{ name: "image-config", mountPath: "/etc/falco/config.d" }],
};
const nothing = { volumes: [], volumeMounts: [] };
const followResources = { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } };
const loader = { initContainer: { resources } };
const bundled = { source: "bundled", autoUpdate: false } as const;
const registry = { source: "registry", autoUpdate: false } as const;

/** Versions around each change, and all that differs between them. */
const byVersion: readonly [string, Partial<FalcoValuesArgs>, object][] = [
  ["3.0.0", {}, { driver: { kind: "modern-bpf" } }],
  ["3.2.1", { driver: "ebpf" }, { driver: { kind: "ebpf", loader } }],
  ["3.3.0", {}, { driver: { kind: "modern-bpf", modern_bpf: { leastPrivileged: true } } }],
  ["3.3.0", { driver: "ebpf" }, { driver: { kind: "ebpf", ebpf: { leastPrivileged: true }, loader } }],
  ["3.8.7", { driver: "kmod" }, { driver: { kind: "module", loader } }],
  ["4.0.0", {}, { driver: { kind: "modern_ebpf", modernEbpf: { leastPrivileged: true } } }],
  ["4.0.0", { driver: "kmod" }, { driver: { kind: "kmod", loader } }],
  ["4.8.3", { driver: "auto" }, { driver: { kind: "auto", loader } }],
  ["9.1.0", { ...native, driver: "auto" }, { driver: { kind: "auto", loader } }],
  ["3.8.4", {}, { certs: { existingSecret: "falco-grpc-server" } }],
  ["3.8.5", {}, { certs: { existingSecret: "falco-grpc-server", existingClientSecret: "falco-grpc-server" } }],
  ["4.6.2", {}, { certs: { existingSecret: "falco-grpc-server", existingClientSecret: "falco-grpc-server" } }],
  ["4.6.3", {}, { certs: { existingSecret: "falco-grpc-server" } }],
  [
    "4.2.6",
    {},
    { extra: { env: [{ name: "FALCO_HOSTNAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }] } },
  ],
  ["4.3.0", {}, { extra: undefined }],
  ["4.21.3", {}, { mounts: nothing }],
  ["5.0.1", {}, { mounts: hidden }],
  ["9.1.0", native, { mounts: hidden }],
  ["9.2.0", native, { mounts: nothing }],
  ["8.0.5", { driver: "kmod" }, { mounts: nothing }],
  ["8.0.5", { rules: registry }, { mounts: nothing }],
  ["4.21.3", {}, { collectors: undefined }],
  ["4.22.0", { rules: registry }, { collectors: pluginInstead }],
  ["6.2.0", {}, { collectors: undefined }],
];

describe("falcoValues", () => {
  it("is exactly what the stack means, by default", () => {
    expect(valuesFor("8.0.5")).toEqual({
      fullnameOverride: "falco",
      tty: true,
      driver: { kind: "modern_ebpf", modernEbpf: { leastPrivileged: true } },
      controller: {
        kind: "daemonset",
        daemonset: { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } } },
      },
      ...linuxNodes,
      resources,
      podAnnotations: { "checksum/certificates": "c0ffee" },
      certs: { existingSecret: "falco-grpc-server" },
      falcoctl: { artifact: { install: { enabled: false }, follow: { enabled: false } } },
      mounts: hidden,
      falco: {
        priority: "debug",
        json_output: true,
        json_include_output_property: true,
        http_output: { enabled: true, url: "http://falcosidekick.falco-sidekick.svc:2801" },
        grpc: { enabled: true, bind_address: "0.0.0.0:5060", threadiness: 0 },
        grpc_output: { enabled: true },
      },
    });
  });

  it("names nothing of gRPC with native metrics: chart 9.0.0 refuses the very keys", () => {
    const values = valuesFor("9.0.0", { ...native, alertsUrl: undefined });
    expect(values).toEqual({
      ...valuesFor("8.0.5"),
      certs: undefined,
      podAnnotations: { "prometheus.io/scrape": "true", "prometheus.io/port": "8765" },
      metrics: { enabled: true, rulesCountersEnabled: true, service: { labels: { cluster: "dev" } } },
      falco: {
        priority: "debug",
        json_output: true,
        json_include_output_property: true,
        http_output: { enabled: false },
      },
    });
    expect(Object.keys(values.falco)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^grpc/)]));
    expect(Object.keys(values.driver)).not.toContain("ebpf");
  });

  it.each(byVersion)("of chart %s with %j has %j", (version, changed, expected) => {
    for (const [key, value] of Object.entries(expected))
      expect(Reflect.get(valuesFor(version, changed), key)).toEqual(value);
  });

  it.each([
    ["4.7.0", "rules_file"],
    ["4.7.1", "rules_files"],
  ] as const)("of chart %s lists own rules files after the others in %s", (version, key) => {
    const { falco, mounts } = valuesFor(version, { rules: { ...bundled, configMap: ownRules } });
    expect(falco[key]).toEqual([
      "/etc/falco/falco_rules.yaml",
      "/etc/falco/falco_rules.local.yaml",
      "/etc/falco/rules.d",
      "/etc/falco/falco-stack-rules/b.yaml",
      "/etc/falco/falco-stack-rules/a.yaml",
    ]);
    expect(Object.keys(falco).filter((name) => name.startsWith("rules"))).toEqual([key]);
    expect(mounts).toEqual({
      volumes: [{ name: "rule-files", configMap: { name: "falco-rules" } }],
      volumeMounts: [{ name: "rule-files", mountPath: "/etc/falco/falco-stack-rules", readOnly: true }],
    });
  });

  it.each([
    [bundled, { install: false, follow: false }, undefined],
    [{ ...bundled, autoUpdate: true, registryRef: "falco-rules:9" }, { install: false, follow: false }, undefined],
    [registry, { install: true, follow: false }, undefined],
    [{ ...registry, autoUpdate: true }, { install: true, follow: true }, undefined],
    [{ ...registry, registryRef: "falco-rules:9" }, { install: true, follow: false }, ["falco-rules:9"]],
  ])("has falcoctl fetch no more than it is told to: %j", (rules, { install, follow }, refs) => {
    expect(valuesFor("8.0.5", { rules }).falcoctl).toEqual({
      artifact: {
        install: { enabled: install, ...(install && { resources }) },
        follow: { enabled: follow, ...(install && { resources: followResources }) },
      },
      ...(refs && { config: { artifact: { install: { refs }, follow: { refs } } } }),
    });
  });

  it("has falcoctl look as often as it is told to", () => {
    const followed = (changed: object) =>
      valuesFor("8.0.5", { rules: { ...registry, updateEvery: "6h", ...changed } }).falcoctl.config?.artifact;
    expect(followed({ autoUpdate: true })).toEqual({ follow: { every: "6h" } });
    expect(followed({ autoUpdate: true, registryRef: "falco-rules:5" })).toEqual({
      install: { refs: ["falco-rules:5"] },
      follow: { refs: ["falco-rules:5"], every: "6h" },
    });
    expect(followed({ autoUpdate: false })).toBeUndefined();
  });

  it("has the driver of the Falco that an image tag names, as far as it names one", () => {
    const loader = (falco: string, driver: FalcoValuesArgs["driver"]) =>
      valuesFor("8.0.5", { driver, imageTags: { falco } }).driver.loader?.initContainer.image?.tag;
    expect(loader("0.43.0-debian@sha256:abc", "kmod")).toBe("0.43.0");
    expect(loader("ours", "kmod")).toBeUndefined();
    expect(loader("0.43.0", "modern_ebpf")).toBeUndefined();
    expect(valuesFor("8.0.5", { imageTags: { falco: "0.43.0", falcoctl: "0.12.0" } })).toMatchObject({
      image: { tag: "0.43.0" },
      falcoctl: { image: { tag: "0.12.0" } },
    });
  });

  it("adds nodes and tolerations to those that it has anyway", () => {
    const toleration = { key: "gpu", operator: "Exists" } as const;
    const values = valuesFor("8.0.5", {
      nodeSelector: { pool: "watched", "kubernetes.io/os": "windows" },
      tolerations: [toleration],
      priorityClass: "system-node-critical",
    });
    expect(values.nodeSelector).toEqual({ pool: "watched", "kubernetes.io/os": "linux" });
    expect(values.tolerations).toEqual([{ operator: "Exists" }, toleration]);
    expect(values.podPriorityClassName).toBe("system-node-critical");
  });

  it("serves gRPC where it is told to", () => {
    const grpc = { ...grpcSource.grpc, port: 6060, threadiness: 4 };
    expect(valuesFor("8.0.5", { metrics: { source: "exporter", grpc } }).falco.grpc).toEqual({
      enabled: true,
      bind_address: "0.0.0.0:6060",
      threadiness: 4,
    });
  });
});
