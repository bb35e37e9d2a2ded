import { existsSync } from "node:fs";
import type { Network } from "../../components/egressValues";
import { falcoExporterValues } from "../../components/falcoExporter";
import type { FalcoValuesArgs } from "../../components/falcoValues";
import { falcosidekickValues } from "../../components/falcosidekickValues";
import { chartSource } from "../../settings/chartSource";
import type { ChartName } from "../../settings/chartVersions";
import { falcoChart } from "../../settings/falcoCharts";
import { collectedVersions } from "../../settings/helmValues/nearestCollected";
import { at } from "../unit/at";
import { exporterArgs, isDeployable, valuesFor } from "../unit/falcoArgs";
import { sidekickArgs } from "../unit/sidekickArgs";
import { falcoPod, list, namesOf } from "./falcoPod";
import { renderChart } from "./helm";
import { imagesIn, outside } from "./outside";

// jest.config.js leaves this file out where no directory of real charts is given.
const directory = process.env["FALCO_CHARTS_DIR"] ?? "";
const chartOf = (chart: ChartName, version: string) => chartSource(directory, chart, version).chart;
const versionsOf = (chart: ChartName) =>
  ["0.8.0", ...collectedVersions(chart)].filter(
    (version) => version !== "0.5.16" && existsSync(chartOf(chart, version)),
  );

const registry = "mirror.example.com:5000/falco";
const proxyUrl = "http://proxy.example.com:3128";
const allowed = [`${registry}/`, proxyUrl];
const network: Network = {
  registry,
  pullSecrets: ["stack-pull-secret", "mine"],
  proxy: { http: proxyUrl, https: proxyUrl, noProxy: [".corp.example.com"] },
  hasCas: true,
  caConfigMap: "falco-stack-ca",
};
const login = { name: "falco-rules-login", checksum: "c0ffee" };
const alertsUrl = "http://falcosidekick.falco-sidekick.svc:2801";
const native = { metrics: { source: "native" } } as const;

const variants: Readonly<Record<string, Partial<FalcoValuesArgs>>> = {
  "bundled rules": { rules: { source: "bundled", autoUpdate: false } },
  "rules of the mirror": { rules: { source: "registry", autoUpdate: true, login } },
  "a tag of rules, of the mirror": {
    rules: { source: "registry", registryRef: "falco-rules:9", autoUpdate: true, login },
  },
  "kmod, rules of upstream's name": {
    driver: "kmod",
    rules: { source: "registry", registryRef: "ghcr.io/acme/falco-rules:9", autoUpdate: false, login },
  },
};

const rows = versionsOf("falco").flatMap((version) =>
  Object.entries(variants).flatMap(([variant, changed]) =>
    [changed, { ...changed, ...native }]
      .filter((one) => isDeployable(version, one))
      .slice(0, 1)
      .map((one) => [version, variant, one] as const),
  ),
);

/** All containers of a pod's spec, by name. */
const containersOf = (spec: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    [...list(at(spec, "initContainers")), ...list(at(spec, "containers"))].map((one) => [String(at(one, "name")), one]),
  );
const variable = (container: unknown, name: string): unknown =>
  at(
    list(at(container, "env")).find((one) => at(one, "name") === name),
    "value",
  );

describe("with a mirror, a proxy and CAs", () => {
  it.each(rows)("the real falco chart %s names nothing outside: %s", (version, _, changed) => {
    const objects = renderChart(
      chartOf("falco", version),
      "falco",
      "falco",
      valuesFor(version, { ...changed, alertsUrl, network }),
    );
    expect(outside(objects, allowed)).toEqual([]);
    expect(imagesIn(objects).length).toBeGreaterThan(0);
    const { spec, mountsOfEach, config } = falcoPod(objects);
    // What outside() lets pass in falco.yaml.
    expect(at(config, "program_output", "enabled")).toBe(false);
    expect(list(at(config, "load_plugins"))).not.toContain("k8saudit");
    expect(namesOf(at(spec, "imagePullSecrets"))).toEqual(network.pullSecrets);
    expect(mountsOfEach.flat().filter(({ volume }) => volume === undefined)).toEqual([]);
  });

  it.each(rows.filter(([version]) => version !== "3.0.0"))(
    "what goes outside in falco chart %s finds the proxy and trusts the CAs: %s",
    (version, _, changed) => {
      const objects = renderChart(
        chartOf("falco", version),
        "falco",
        "falco",
        valuesFor(version, { ...changed, network }),
      );
      const containers = containersOf(falcoPod(objects).spec);
      const goesOutside = [...containers.keys()].filter((name) => /falcoctl|driver-loader/.test(name));
      const isFetched = changed.rules?.source === "registry";
      expect(goesOutside.length).toBe(
        (isFetched ? 1 : 0) + (changed.rules?.autoUpdate ? 1 : 0) + (changed.driver === "kmod" ? 1 : 0),
      );
      for (const name of goesOutside) {
        const container = containers.get(name);
        for (const key of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"])
          expect([name, variable(container, key)]).toEqual([name, proxyUrl]);
        for (const direct of [".svc", ".cluster.local", "localhost", ".corp.example.com"])
          expect(String(variable(container, "NO_PROXY")).split(",")).toContain(direct);
        const trusted = String(variable(container, "SSL_CERT_DIR")).split(":");
        expect(trusted[0]).toBe("/etc/ssl/certs");
        const mounted = list(at(container, "volumeMounts")).map((mount) => at(mount, "mountPath"));
        if (/falcoctl/.test(name)) expect(mounted).toContain(trusted[1]);
        else if (falcoChart(version).driverKinds.kmod === "kmod") expect(trusted).toContain("/host/etc/ssl/certs");
      }
      expect(variable(containers.get("falco"), "HTTPS_PROXY")).toBeUndefined();
    },
  );

  it.each(rows.filter(([, , { rules }]) => rules?.login))(
    "falcoctl of falco chart %s logs in with the stack's Secret: %s",
    (version, _, changed) => {
      const values = valuesFor(version, { ...changed, network });
      const objects = renderChart(chartOf("falco", version), "falco", "falco", values);
      const container = containersOf(falcoPod(objects).spec).get("falcoctl-artifact-install");
      expect(list(at(container, "env"))).toContainEqual({
        name: "FALCOCTL_REGISTRY_AUTH_BASIC",
        valueFrom: { secretKeyRef: { name: "falco-rules-login", key: "FALCOCTL_REGISTRY_AUTH_BASIC" } },
      });
    },
  );

  it.each(versionsOf("falco-exporter"))("the real falco-exporter chart %s names nothing outside", (version) => {
    const values = falcoExporterValues({ ...exporterArgs, network });
    const objects = renderChart(chartOf("falco-exporter", version), "falco-exporter", "falco", values);
    expect(outside(objects, allowed)).toEqual([]);
    const daemonSet = objects.find((one) => at(one, "kind") === "DaemonSet");
    expect(imagesIn(daemonSet)).toEqual([`${registry}/falcosecurity/falco-exporter:0.8.7`]);
    expect(namesOf(at(daemonSet, "spec", "template", "spec", "imagePullSecrets"))).toEqual(network.pullSecrets);
  });

  it.each(versionsOf("falcosidekick"))("the real falcosidekick chart %s names nothing outside", (version) => {
    const { ui } = sidekickArgs;
    // 0.8.0 has a fixed image in the UI, and is refused with one.
    const withUi = version === "0.8.0" ? undefined : { ...ui, secret: { name: "ui-credentials" } };
    const values = falcosidekickValues({ ...sidekickArgs, chartVersion: version, extraEnv: [], ui: withUi, network });
    const objects = renderChart(chartOf("falcosidekick", version), "falcosidekick", "falco-sidekick", values);
    expect(outside(objects, allowed)).toEqual([]);
    const workloads = objects.filter((one) => /Deployment|StatefulSet/.test(String(at(one, "kind"))));
    expect(workloads).toHaveLength(withUi ? 3 : 1);
    for (const one of workloads)
      expect(namesOf(at(one, "spec", "template", "spec", "imagePullSecrets"))).toEqual(network.pullSecrets);
    const spec = at(
      workloads.find((one) => at(one, "metadata", "name") === "falcosidekick"),
      "spec",
      "template",
      "spec",
    );
    const container = containersOf(spec).get("falcosidekick");
    expect(variable(container, "HTTPS_PROXY")).toBe(proxyUrl);
    expect(String(variable(container, "NO_PROXY")).split(",")).toContain("falcosidekick-ui");
    const trusted = String(variable(container, "SSL_CERT_DIR")).split(":");
    expect(list(at(container, "volumeMounts")).map((mount) => at(mount, "mountPath"))).toContain(trusted[1]);
  });
});
