import { existsSync } from "node:fs";
import { join } from "node:path";
import { defaultFalcoCharts } from "../../settings/falcoCharts";
import { Checkout } from "./checkout";
import type { Cluster } from "./cluster";
import { daemonSetCoverage } from "./stackFacts";
import { Stack } from "./stack";

// Chart versions from the same config: those that the sandbox's charts have. Stand-ins exist of the default versions only.
jest.setTimeout(15 * 60 * 1000);

interface Variant {
  readonly falco: string;
  readonly metricsSource: "exporter" | "native";
  readonly rulesSource: "bundled" | "registry";
}

const variant = (
  falco: string,
  metricsSource: Variant["metricsSource"],
  rulesSource: Variant["rulesSource"] = "bundled",
): Variant => ({ falco, metricsSource, rulesSource });

const directory = process.env["FALCO_CHARTS_DIR"];
const variants = [
  variant("3.0.0", "exporter"),
  // Its templates have no volumes at all when falcoctl is off.
  variant("4.22.0", "exporter", "registry"),
  variant("7.2.1", "exporter"),
  variant("8.0.5", "exporter"),
  variant("8.0.5", "native"),
  variant("9.1.0", "native"),
  variant("9.2.0", "native"),
].filter(({ falco }) =>
  directory ? existsSync(join(directory, `falco-${falco}`)) : Object.values(defaultFalcoCharts).includes(falco),
);

let checkout: Checkout;
let cluster: Cluster;
let stack: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster();
  stack = new Stack(checkout, "sandbox");
});
afterAll(() => checkout.remove());

async function expectDeployed({ falco, metricsSource, rulesSource }: Variant): Promise<void> {
  await stack.set("charts.falco", falco);
  await stack.set("metricsSource", metricsSource);
  await stack.set("rules.source", rulesSource);
  await stack.up();
  const pods = await cluster.pods();
  const nodes = await cluster.nodeNames();
  expect(daemonSetCoverage(pods, "falco")).toEqual(nodes);
  expect(daemonSetCoverage(pods, "falco-exporter")).toEqual(metricsSource === "exporter" ? nodes : []);
}

describe.each(variants)("falco chart $falco, metrics from $metricsSource", (variant) => {
  const { metricsSource } = variant;

  it("is deployed on every node by an up from the one before", () => expectDeployed(variant));

  it("has the source of metrics that was asked for, and nothing of the other", async () => {
    const { data } = await cluster.core.readNamespacedConfigMap({ namespace: "falco", name: "falco" });
    const { items } = await cluster.core.listNamespacedService({ namespace: "falco" });
    const services = items.map(({ metadata }) => metadata?.name);
    const secrets = (await cluster.core.listNamespacedSecret({ namespace: "falco" })).items.map(
      ({ metadata }) => metadata?.name,
    );
    const exporter = metricsSource === "exporter";
    expect(/bind_address: 0\.0\.0\.0:5060/.test(data?.["falco.yaml"] ?? "")).toBe(exporter);
    expect(services.includes("falco-grpc-local")).toBe(exporter);
    expect(services.includes("falco-metrics")).toBe(!exporter);
    expect(secrets.includes("falco-grpc-server")).toBe(exporter);
    const outputs = await checkout.shell("npx pulumi stack output metricsTarget --stack sandbox");
    expect(outputs.stdout.trim()).toBe(exporter ? "falco-exporter.falco.svc:9376" : "falco-metrics.falco.svc:8765");
  });
});

// An upgrade merges lists by key, so that it takes what a first installation refuses.
describe.each(variants)("falco chart $falco, metrics from $metricsSource, on an empty cluster", (variant) => {
  it("is deployed on every node by a first up", async () => {
    await stack.destroy();
    await expectDeployed(variant);
  });
});
