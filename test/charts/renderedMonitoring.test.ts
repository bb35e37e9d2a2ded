import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gte } from "semver";
import { parse } from "yaml";
import { scrapedServices } from "../../components/monitoringSettings";
import { stackNames } from "../../components/names";
import { serviceMonitorSpec } from "../../components/serviceMonitors";
import { stackValues } from "../../components/stackValues";
import { chartSource } from "../../settings/chartSource";
import type { ChartName } from "../../settings/chartVersions";
import { falcoChart } from "../../settings/falcoCharts";
import { collectedVersions } from "../../settings/helmValues/nearestCollected";
import { settingsFrom, type SettingsInput } from "../../settings/settings";
import { at } from "../unit/at";
import { list, namesOf } from "./falcoPod";
import { renderChart } from "./helm";

// jest.config.js leaves this file out where no directory of real charts is given.
const directory = process.env["FALCO_CHARTS_DIR"] ?? "";

const native = { metricsSource: "native" } as const;
const exporterChart = (falcoExporter: string) => ({ charts: { falcoExporter } });
const sidekickChart = (falcosidekick: string) => ({ charts: { falcosidekick } });

const releases: readonly (readonly [
  what: "falco" | "exporter" | "sidekick",
  chart: ChartName,
  version: string,
  SettingsInput,
])[] = [
  ...["4.6.0", "4.21.3", "8.0.5", "9.1.0"].map(
    (falco) => ["falco", "falco", falco, { ...native, charts: { falco } }] as const,
  ),
  ...["0.9.1", "0.10.1", "0.11.0", "0.12.2"].map(
    (version) => ["exporter", "falco-exporter", version, exporterChart(version)] as const,
  ),
  ...["0.8.0", "0.8.9", "0.9.10", "0.10.2", "0.11.1", "0.12.1", "0.13.1", "0.14.0"].map(
    (version) => ["sidekick", "falcosidekick", version, sidekickChart(version)] as const,
  ),
];

const rows = releases
  .filter(([, chart, version]) => existsSync(chartSource(directory, chart, version).chart))
  .flatMap(([what, chart, version, input]) =>
    [true, false].map((serviceMonitor) => [what, chart, version, serviceMonitor, input] as const),
  );

const includes = (labels: unknown, wanted: unknown): boolean =>
  typeof wanted === "object" && Object.entries(wanted ?? {}).every(([key, value]) => at(labels, key) === value);
const isOfOperator = (one: unknown): boolean => /^(ServiceMonitor|PrometheusRule)$/.test(String(at(one, "kind")));
const labelsOf = (one: unknown): unknown => at(one, "metadata", "labels");

it("there are charts to render", () => {
  expect(rows.length).toBeGreaterThan(8);
});

it.each(collectedVersions("falco").filter((version) => existsSync(chartSource(directory, "falco", version).chart)))(
  "falcoctl looks for newer rules as often as falco chart %s has it",
  (version) => {
    const text = readFileSync(join(chartSource(directory, "falco", version).chart, "values.yaml"), "utf8");
    const every = at(parse(text), "falcoctl", "config", "artifact", "follow", "every");
    expect(every).toBe(falcoChart(version).followsEvery);
  },
);

describe.each(rows)("metrics of %s, %s chart %s, ServiceMonitor: %s", (what, chart, version, serviceMonitor, input) => {
  const settings = settingsFrom({
    ...input,
    namespace: "blue",
    cluster: "c1",
    monitoring: { serviceMonitor },
  });
  const service = scrapedServices(settings, stackNames("blue"))[what];
  if (!service) throw new Error(`${what} has no metrics`);
  const values = stackValues(settings)[chart];
  const render = (more: object = {}) =>
    renderChart(chartSource(directory, chart, version).chart, chart, service.namespace, { ...values, ...more });
  const objects = render();
  const services = objects.filter((one) => at(one, "kind") === "Service");
  const selected = services.filter((one) => includes(labelsOf(one), service.selector));
  const workloads = objects.filter((one) => ["DaemonSet", "Deployment"].includes(String(at(one, "kind"))));
  const pods = workloads
    .map((one) => at(one, "spec", "template"))
    .filter((one) => includes(labelsOf(one), at(selected[0], "spec", "selector")));

  it("its ServiceMonitor selects one Service, by a port that leads to its pods", () => {
    expect(selected.map((one) => [at(one, "metadata", "namespace"), at(one, "metadata", "name")])).toEqual([
      [service.namespace, service.name],
    ]);
    const ports = list(at(selected[0], "spec", "ports")).filter((one) => at(one, "name") === service.port);
    expect(ports).toHaveLength(1);
    expect(pods).toHaveLength(1);
    const container = list(at(pods[0], "spec", "containers"))[0];
    const target = at(ports[0], "targetPort");
    // Falco's own port is a number, which leads there whether the pod declares it or not.
    expect([8765, 9376, ...namesOf(at(container, "ports"))]).toContain(target);
  });

  it("its series know their cluster", () => {
    const spec = serviceMonitorSpec(service, "c1");
    expect(service.namesCluster).toBe(chart !== "falco" || gte(version, "4.9.1"));
    if (service.namesCluster) {
      expect(spec.targetLabels).toEqual(["cluster"]);
      expect(at(labelsOf(selected[0]), "cluster")).toBe("c1");
    } else {
      expect(spec.targetLabels).toBeUndefined();
      expect(spec.endpoints[0]?.relabelings).toContainEqual({ targetLabel: "cluster", replacement: "c1" });
    }
  });

  it("is scraped once, and makes no other Service or pod be scraped", () => {
    const scraped = [...services, ...workloads.map((one) => at(one, "spec", "template"))].filter(
      (one) => at(one, "metadata", "annotations", "prometheus.io/scrape") === "true",
    );
    // Falcosidekick's chart has a fixed annotation before 0.9.5.
    const isFixed = chart === "falcosidekick" && !gte(version, "0.9.5");
    const expected = chart === "falco" ? pods : selected;
    expect(scraped).toEqual(serviceMonitor && !isFixed ? [] : expected);
    const port = { falco: "8765", exporter: "9376", sidekick: "2801" }[what];
    if (scraped.length > 0 && !isFixed)
      expect(at(scraped[0], "metadata", "annotations", "prometheus.io/port")).toBe(port);
    expect(objects.filter(isOfOperator)).toEqual([]);
  });

  it("its ServiceMonitor is not called like the chart's own, nor are the alerts", () => {
    const own = render({ serviceMonitor: { create: true, enabled: true }, prometheusRules: { enabled: true } })
      .filter(isOfOperator)
      .map((one) => at(one, "metadata", "name"));
    expect(own).not.toEqual([]);
    expect(own).not.toContain(service.monitor);
    expect(own).not.toContain(stackNames("blue").alertRules);
  });
});
