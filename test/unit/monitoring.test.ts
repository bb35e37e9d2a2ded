import { parse } from "yaml";
import { rulesFile } from "../../components/alertRules";
import type { ScrapedService } from "../../components/serviceMonitors";
import { serviceMonitorSpec } from "../../components/serviceMonitors";
import type { SettingsInput } from "../../settings/settings";
import { at, recordStack } from "./fixtures";
import { only, valueOf, type Recorded } from "./record";

const monitorType = "kubernetes:monitoring.coreos.com/v1:ServiceMonitor";
const ruleType = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
const scrape = "prometheus.io/scrape";

const monitorsOf = async (input: SettingsInput) => {
  const { resources } = await recordStack(input);
  return resources
    .filter(({ type }) => type === monitorType)
    .map(({ name, inputs }) => [name, at(inputs, "metadata", "namespace"), at(inputs, "metadata", "name")].join(" "));
};
const values = (resources: readonly Recorded[], name: string): unknown =>
  only(resources, "kubernetes:helm.sh/v3:Release", name).inputs["values"];

describe("serviceMonitorSpec", () => {
  const service: ScrapedService = {
    name: "falco-metrics",
    monitor: "falco-metrics",
    namespace: "falco",
    selector: { type: "falco-metrics" },
    port: "metrics",
    namesCluster: true,
  };
  const node = { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" };

  it("takes `cluster` from the Service's labels, and the node from its pods", () => {
    expect(serviceMonitorSpec(service, "c1")).toEqual({
      selector: { matchLabels: { type: "falco-metrics" } },
      targetLabels: ["cluster"],
      endpoints: [{ port: "metrics", relabelings: [node] }],
    });
  });

  it("gives `cluster` itself where the chart can't label the Service", () => {
    expect(serviceMonitorSpec({ ...service, namesCluster: false }, "c1")).toEqual({
      selector: { matchLabels: { type: "falco-metrics" } },
      endpoints: [{ port: "metrics", relabelings: [node, { targetLabel: "cluster", replacement: "c1" }] }],
    });
  });
});

describe("monitoring.serviceMonitor", () => {
  it.each<[SettingsInput, readonly string[]]>([
    [{}, []],
    [
      { monitoring: { serviceMonitor: true } },
      [
        "falco-sidekick/falcosidekick-metrics falco-sidekick falcosidekick-metrics",
        "falco/falco-exporter-metrics falco falco-exporter-metrics",
      ],
    ],
    [
      { monitoring: { serviceMonitor: true }, metricsSource: "native", namespace: "blue" },
      [
        "blue-sidekick/blue-falcosidekick-metrics blue-sidekick blue-falcosidekick-metrics",
        "blue/blue-falco-metrics blue blue-falco-metrics",
      ],
    ],
    [
      { monitoring: { serviceMonitor: true }, sidekick: { enabled: false } },
      ["falco/falco-exporter-metrics falco falco-exporter-metrics"],
    ],
    [
      { monitoring: { serviceMonitor: true }, sidekick: { namespace: "alerts" }, metricsSource: "native" },
      ["alerts/falcosidekick-metrics alerts falcosidekick-metrics", "falco/falco-metrics falco falco-metrics"],
    ],
  ])("makes one for each Service with metrics: %j", async (input, expected) => {
    expect((await monitorsOf(input)).sort()).toEqual(expected);
  });

  it("makes them with the labels that Prometheus selects by, after their namespaces", async () => {
    const { resources } = await recordStack({ monitoring: { serviceMonitor: true, labels: { release: "prom" } } });
    const monitor = only(resources, monitorType, "falcosidekick-metrics");
    expect(monitor.inputs["metadata"]).toEqual({
      name: "falcosidekick-metrics",
      namespace: "falco-sidekick",
      labels: { release: "prom" },
      annotations: { "falco-stack/owner": "acme/falco/dev" },
    });
    expect(monitor.inheritedDependsOn).toEqual(
      expect.arrayContaining([
        "kubernetes:core/v1:Namespace falco/falco",
        "kubernetes:core/v1:Namespace falco-sidekick/falco-sidekick",
      ]),
    );
  });

  it.each([
    ["exporter", "falco-stack:components:FalcoExporter falco/falco-exporter"],
    ["native", "falco-stack:components:Falco falco/falco-falco"],
  ] as const)(
    "of metricsSource %s follow whoever counts, as dashboard and alerts do",
    async (metricsSource, counts) => {
      const { resources } = await recordStack({
        metricsSource,
        monitoring: { serviceMonitor: true, rules: "operator" },
      });
      for (const [type, name] of [
        [monitorType, "falcosidekick-metrics"],
        [ruleType, "falco-alerts"],
        ["kubernetes:core/v1:ConfigMap", "falco-events-dashboard"],
      ] as const)
        expect(only(resources, type, name).inheritedDependsOn).toContain(counts);
    },
  );

  it("writes no empty labels, which would differ from what is deployed each time", async () => {
    const { resources } = await recordStack({ monitoring: { serviceMonitor: true, rules: "operator" } });
    const custom = resources.filter(({ type }) => type.startsWith("kubernetes:monitoring.coreos.com"));
    expect(custom.map(({ inputs }) => at(inputs, "metadata", "labels"))).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    [false, { [scrape]: "true", "prometheus.io/port": "9376" }, { [scrape]: "true", "prometheus.io/port": "2801" }],
    [true, { [scrape]: "false" }, { [scrape]: "false" }],
  ])("%s: all is scraped once, and knows its cluster", async (serviceMonitor, exporter, sidekick) => {
    const { resources } = await recordStack({ cluster: "c1", monitoring: { serviceMonitor } });
    expect(at(values(resources, "falco-exporter"), "service")).toEqual({
      annotations: exporter,
      labels: { cluster: "c1" },
    });
    expect(at(values(resources, "falco-sidekick"), "service", "annotations")).toEqual(sidekick);
    expect(at(values(resources, "falco-sidekick"), "customLabels")).toEqual({ cluster: "c1" });
    expect(values(resources, "falco-falco")).not.toHaveProperty(["podAnnotations", scrape]);
  });

  it.each([
    [false, { [scrape]: "true", "prometheus.io/port": "8765" }],
    [true, { [scrape]: "false" }],
  ])("%s: Falco's own metrics are scraped once, and know their cluster", async (serviceMonitor, annotations) => {
    const { resources } = await recordStack({
      cluster: "c1",
      metricsSource: "native",
      monitoring: { serviceMonitor },
    });
    const falco = values(resources, "falco-falco");
    expect(at(falco, "podAnnotations")).toEqual(annotations);
    expect(at(falco, "metrics", "service", "labels")).toEqual({ cluster: "c1" });
  });

  it.each(["4.9.0", "4.9.1"])("labels the Service of falco chart %s where that can be told to", async (falco) => {
    const { resources } = await recordStack({
      charts: { falco },
      cluster: "c1",
      metricsSource: "native",
      monitoring: { serviceMonitor: true },
    });
    const { inputs } = only(resources, monitorType, "falco-metrics");
    const labels = at(values(resources, "falco-falco"), "metrics", "service", "labels");
    const expected = falco === "4.9.0" ? [undefined, undefined] : [{ cluster: "c1" }, ["cluster"]];
    expect([labels, at(inputs, "spec", "targetLabels")]).toEqual(expected);
  });

  it.each(["0.9.4", "0.9.5"])(
    "leaves the annotation to falcosidekick chart %s where that has a fixed one",
    async (v) => {
      const { resources } = await recordStack({ charts: { falcosidekick: v }, monitoring: { serviceMonitor: true } });
      const annotations = at(values(resources, "falco-sidekick"), "service", "annotations");
      expect(annotations).toEqual(v === "0.9.4" ? undefined : { [scrape]: "false" });
    },
  );
});

describe("monitoring.rules", () => {
  const labels = { release: "prom" };
  const metadata = {
    name: "falco-alerts",
    namespace: "falco",
    labels,
    annotations: { "falco-stack/owner": "acme/falco/dev" },
  };

  it("makes nothing unless told to", async () => {
    const { resources, stack } = await recordStack();
    expect(resources.filter(({ parents }) => parents.includes("falco-stack:components:Monitoring"))).toEqual([]);
    expect(stack.outputs.alertRules).toBeUndefined();
  });

  it("makes a PrometheusRule of them for the operator", async () => {
    const { resources, stack } = await recordStack({ monitoring: { rules: "operator", labels } });
    const rule = only(resources, ruleType, "falco-alerts");
    expect(rule.inputs["metadata"]).toEqual(metadata);
    expect(at(rule.inputs, "spec", "groups", "0", "rules", "0", "alert")).toEqual(expect.any(String));
    expect(rule.inheritedDependsOn).toContain("kubernetes:core/v1:Namespace falco/falco");
    expect(stack.outputs.alertRules && (await valueOf(stack.outputs.alertRules))).toBe("falco/falco-alerts");
  });

  it("hands settings and certificates to the alerts", async () => {
    const groupsOf = async (input: SettingsInput) => {
      const { resources } = await recordStack(input);
      return JSON.stringify(at(only(resources, ruleType, "falco-alerts").inputs, "spec", "groups"));
    };
    const monitoring = {
      rules: "operator",
      runbookUrl: "https://wiki.example.com/falco",
      thresholds: { downMinutes: 7 },
    } as const;
    const end = String(Date.parse("2027-11-25T00:00:00Z") / 1000);
    const own = await groupsOf({ monitoring, resources: { falco: { limits: { memory: "2Gi" } } } });
    for (const part of ["https://wiki.example.com/falco#", '"for":"7m"', String(2 * 1024 ** 3), end])
      expect(own).toContain(part);
    expect(await groupsOf({ monitoring, metricsSource: "native" })).not.toContain(end);
  });

  it("makes a ConfigMap of the same for any other Prometheus, with a key that no other has", async () => {
    const operator = await recordStack({ monitoring: { rules: "operator", labels } });
    const { resources } = await recordStack({ monitoring: { rules: "configMap", labels } });
    const { inputs } = only(resources, "kubernetes:core/v1:ConfigMap", "falco-alerts");
    expect(inputs["metadata"]).toEqual(metadata);
    expect(Object.keys(inputs["data"] ?? {})).toEqual(["falco.falco-alerts.yaml"]);
    const file: unknown = parse(String(at(inputs, "data", "falco.falco-alerts.yaml")));
    expect(file).toEqual(only(operator.resources, ruleType, "falco-alerts").inputs["spec"]);
    expect(resources.map(({ type }) => type)).not.toContain(ruleType);
  });

  it("puts them where they are told to be, by a name of this stack's own", async () => {
    const { resources, stack } = await recordStack({
      namespace: "blue",
      monitoring: { rules: "configMap", namespace: "prometheus" },
    });
    const { inputs } = only(resources, "kubernetes:core/v1:ConfigMap", "prometheus/blue-falco-alerts");
    expect(Object.keys(inputs["data"] ?? {})).toEqual(["prometheus.blue-falco-alerts.yaml"]);
    expect(stack.outputs.alertRules && (await valueOf(stack.outputs.alertRules))).toBe("prometheus/blue-falco-alerts");
  });
});

describe("rulesFile", () => {
  it("folds no line and repeats what is the same, so that people can search it", () => {
    const shared = { severity: "warning" };
    const expr = `sum by (rule) (${"increase(falco_events[10m]) + ".repeat(10)}0) > 0`;
    const rule = { alert: "A", expr, labels: shared, annotations: { summary: '{{ $labels.rule }}: "a"' } };
    const file = rulesFile([{ name: "falco", rules: [rule, { ...rule, alert: "B", for: "5m" }] }]);
    expect(parse(file)).toEqual({ groups: [{ name: "falco", rules: [rule, { ...rule, alert: "B", for: "5m" }] }] });
    expect(file).toContain(`expr: ${expr}\n`);
    expect(file).not.toMatch(/[&*]a1/);
  });
});
