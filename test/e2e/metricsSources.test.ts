import { z } from "zod";
import { Checkout } from "./checkout";
import type { Cluster } from "./cluster";
import { daemonSetCoverage } from "./stackFacts";
import { Stack } from "./stack";

// The move from falco-exporter to Falco's own metrics, and back, by one key: Falco's chart and everything that reads metrics follow.
jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let stack: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster("--with", "prometheus-crds");
  stack = new Stack(checkout, "sandbox");
  await stack.set("cluster", "e2e-1");
  await stack.set("monitoring.serviceMonitor", "true");
  await stack.set("monitoring.rules", "operator");
});
afterAll(() => checkout.remove());

const endpointSchema = z.object({ port: z.string() });
const serviceMonitors = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        endpoints: z.array(endpointSchema),
        selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
        targetLabels: z.array(z.string()),
      }),
    }),
  ),
});
const prometheusRule = z.object({
  spec: z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
  }),
});

const custom = { group: "monitoring.coreos.com", version: "v1" };

/** The ServiceMonitors of a namespace, each with the Services that it selects, as `name:port cluster`. */
async function monitored(namespace: string): Promise<Record<string, string[]>> {
  const found: unknown = await cluster.custom.listNamespacedCustomObject({
    ...custom,
    namespace,
    plural: "servicemonitors",
  });
  const { items: services } = await cluster.core.listNamespacedService({ namespace });
  return Object.fromEntries(
    serviceMonitors.parse(found).items.map(({ metadata, spec }) => {
      const selected = services.filter(({ metadata: service }) =>
        Object.entries(spec.selector.matchLabels).every(([label, value]) => service?.labels?.[label] === value),
      );
      expect(spec.targetLabels).toEqual(["cluster"]);
      const ports = spec.endpoints.map(({ port }) => port);
      return [
        metadata.name,
        selected.flatMap(({ metadata: service, spec: serviceSpec }) =>
          (serviceSpec?.ports ?? [])
            .filter(({ name }) => ports.includes(name ?? ""))
            .map(({ port }) => `${service?.name ?? ""}:${port} ${service?.labels?.["cluster"] ?? ""}`),
        ),
      ];
    }),
  );
}

async function alerts(): Promise<readonly { alert: string; expr: string }[]> {
  const found: unknown = await cluster.custom.getNamespacedCustomObject({
    ...custom,
    namespace: "falco",
    plural: "prometheusrules",
    name: "falco-alerts",
  });
  return prometheusRule.parse(found).spec.groups.flatMap(({ rules }) => rules);
}

async function dashboard(): Promise<string> {
  const { data } = await cluster.core.readNamespacedConfigMap({ namespace: "falco", name: "falco-events-dashboard" });
  return data?.["falco.falco-events-dashboard.json"] ?? "";
}

const sources = {
  exporter: {
    release: "falco/falco-exporter",
    chart: "falco-8.0.5",
    metric: "falco_events",
    alert: "FalcoExporterDown",
    monitors: { "falco-exporter-metrics": ["falco-exporter:9376 e2e-1"] },
    // What is deleted when the other takes its place.
    goes: ["ServiceMonitor falco/falco-exporter-metrics", "Release falco/falco-exporter"],
  },
  native: {
    release: "falco/falco-falco",
    chart: "falco-9.2.0",
    metric: "falcosecurity_falco_rules_matches_total",
    alert: "FalcoDown",
    monitors: { "falco-metrics": ["falco-metrics:8765 e2e-1"] },
    goes: ["ServiceMonitor falco/falco-metrics"],
  },
} as const;

describe.each([
  ["exporter", "native", false],
  ["native", "exporter", true],
  ["exporter", "native", true],
] as const)("metricsSource %s", (source, other, hadOther) => {
  let output: string;

  it("is deployed by an up", async () => {
    await stack.set("metricsSource", source);
    ({ output } = await stack.up());
    const pods = await cluster.pods();
    const nodes = await cluster.nodeNames();
    expect(daemonSetCoverage(pods, "falco")).toEqual(nodes);
    expect(daemonSetCoverage(pods, "falco-exporter")).toEqual(source === "exporter" ? nodes : []);
    const { metadata } = await cluster.apps.readNamespacedDaemonSet({ namespace: "falco", name: "falco" });
    expect(metadata?.labels?.["helm.sh/chart"]).toBe(sources[source].chart);
  });

  it("counts before alerts and dashboard read it, and those follow before the other is gone", () => {
    const lines = output.split("\n");
    const lineOf = (resource: string, step: string): number => {
      const found = lines.findIndex((line) => new RegExp(`${resource} (${step}) `).test(line));
      if (found === -1) throw new Error(`no ${resource} is ${step} in\n${output}`);
      return found;
    };
    const counts = lineOf(`Release ${sources[source].release}`, "created|updated");
    const readers = ["ConfigMap falco/falco-events-dashboard", "PrometheusRule falco/falco-alerts"];
    for (const reader of readers) expect(lineOf(reader, "creating|updating")).toBeGreaterThan(counts);
    const followed = Math.max(...readers.map((reader) => lineOf(reader, "created|updated")));
    const gone = hadOther ? sources[other].goes : [];
    for (const resource of gone) expect(lineOf(resource, "deleting")).toBeGreaterThan(followed);
  });

  it("has a ServiceMonitor, which finds its Service and the cluster's name; the other has none", async () => {
    expect(await monitored("falco")).toEqual(sources[source].monitors);
    expect(await monitored("falco-sidekick")).toEqual({ "falcosidekick-metrics": ["falcosidekick:2801 e2e-1"] });
  });

  it("is what alerts and dashboard read", async () => {
    const rules = await alerts();
    expect(rules.map(({ alert }) => alert)).toContain(sources[source].alert);
    expect(rules.map(({ alert }) => alert)).not.toContain(sources[other].alert);
    const text = [...rules.map(({ expr }) => expr), await dashboard()].join("\n");
    expect(text).toContain(sources[source].metric);
    // Falcosidekick's counter ends like the exporter's name.
    expect(text).not.toMatch(new RegExp(String.raw`(?<![a-z_])${sources[other].metric}\{`));
  });
});

test("another up changes nothing", async () => {
  await checkout.shell(
    "npx pulumi up --yes --skip-preview --expect-no-changes --non-interactive --color never --stack sandbox",
  );
});
