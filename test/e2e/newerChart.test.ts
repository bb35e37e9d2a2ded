import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stageStandInCharts } from "../../sandbox/standInCharts";
import { Checkout } from "./checkout";
import type { Cluster } from "./cluster";
import { Stack } from "./stack";

// A version of Falco's chart that nobody knows yet, which is the sandbox's stand-in for 9.2.0 with something more in it.
jest.setTimeout(10 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let stack: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster();
  stack = new Stack(checkout, "sandbox");
  // Of their own, whatever charts the sandbox has.
  await stageStandInCharts(join(checkout.directory, "newer-charts"));
  await stack.set("charts.repository", "newer-charts");
  await stack.set("metricsSource", "native");
  await stack.set("rules.files[0]", "rules/examples.yaml");
});
afterAll(() => checkout.remove());

/** The stand-in as `falco-9.9.9`, with one text of its templates replaced. */
function newerChart(file: string, text: string, replacement: string): void {
  const charts = join(checkout.directory, "newer-charts");
  const chart = join(charts, "falco-9.9.9");
  rmSync(chart, { recursive: true, force: true });
  cpSync(join(charts, "falco-9.2.0"), chart, { recursive: true });
  for (const [name, from, to] of [
    ["Chart.yaml", "version: 9.2.0", "version: 9.9.9"],
    [`templates/${file}`, text, replacement],
  ] as const) {
    const path = join(chart, name);
    const content = readFileSync(path, "utf8");
    expect(content).toContain(from);
    writeFileSync(path, content.replace(from, to));
  }
}

const rootFs = "- volume: { name: root-falco-fs, emptyDir: {} }\n";

async function expectRefused(message: string): Promise<void> {
  for (const { code, output } of [await stack.preview(), await stack.tryUp()]) {
    expect(code).not.toBe(0);
    expect(output).toContain(message);
    expect(output).not.toMatch(/^ +at /m);
  }
  const { items } = await cluster.core.listNamespace();
  expect(items.map(({ metadata }) => metadata?.name)).not.toContain("falco");
}

it("refuses a mount path that the newer chart has as well, before anything is created", async () => {
  newerChart(
    "_volumes.tpl",
    rootFs,
    `- volume: { name: newer, emptyDir: {} }\n  mount: { mountPath: /etc/falco/falco-stack-rules }\n${rootFs}`,
  );
  await stack.set("charts.falco", "9.9.9");
  await expectRefused(
    'falco:charts.falco = "9.9.9": expected a version that the stack\'s values fit: not with mount path /etc/falco/falco-stack-rules, which container falco of DaemonSet falco would have twice.',
  );
});

it("refuses values that the newer chart no longer takes", async () => {
  newerChart(
    "_limits.tpl",
    "{{- range $what",
    '{{- if .Values.falco.http_output.enabled | not }}{{ fail "no longer supported: http_output off" }}{{ end }}\n{{- range $what',
  );
  await expectRefused(
    "it can't be rendered, execution error at (falco/templates/configMaps.yaml:1:4): no longer supported: http_output off.",
  );
});

it("deploys a newer chart that has nothing twice", async () => {
  newerChart(
    "_volumes.tpl",
    rootFs,
    `- volume: { name: newer, emptyDir: {} }\n  mount: { mountPath: /newer }\n${rootFs}`,
  );
  const { output } = await stack.up();
  expect(output).toContain("falco:charts.falco is 9.9.9, newer than 9.2.0");
  expect(output).not.toContain("could not be looked at");
});

it("refuses a mount of the user's at a path that a known chart has, and takes one elsewhere", async () => {
  await stack.set("charts.falco", "9.2.0");
  await stack.set("helmValues.falco.mounts.volumes[0].name", "mine");
  await stack.set("helmValues.falco.mounts.volumes[0].emptyDir.medium", "Memory");
  await stack.set("helmValues.falco.mounts.volumeMounts[0].name", "mine");
  await stack.set("helmValues.falco.mounts.volumeMounts[0].mountPath", "/host/run/containerd/");
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain(
    "falco:helmValues.falco.mounts.volumeMounts: expected no mount path /host/run/containerd, which container falco of DaemonSet falco would have twice: it is there already.",
  );
  await stack.set("helmValues.falco.mounts.volumeMounts[0].mountPath", "/mine");
  await stack.up();
  const { spec } = await cluster.apps.readNamespacedDaemonSet({ namespace: "falco", name: "falco" });
  expect(spec?.template.spec?.containers[0]?.volumeMounts).toContainEqual({ name: "mine", mountPath: "/mine" });
});
