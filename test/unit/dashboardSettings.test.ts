import { deploymentOf } from "../../components/deploymentOf";
import { stackNames } from "../../components/names";
import type { DashboardArgs } from "../../dashboards/dashboardArgs";
import { settingsFrom, type SettingsInput } from "../../settings/settings";
import { eventsJson, readJson } from "./dashboards/read";
import { at, recordStack } from "./fixtures";
import { only } from "./record";

const deployment = (input: SettingsInput) => {
  const settings = settingsFrom(input);
  return deploymentOf(settings, stackNames(settings.namespace));
};

/** The files of the dashboards' ConfigMap. */
async function filesOf(...[input, rest]: Parameters<typeof recordStack>) {
  const { resources } = await recordStack(input, rest);
  const { dashboardConfigMap } = stackNames(String(input?.namespace ?? "falco"));
  const data = at(only(resources, "kubernetes:core/v1:ConfigMap", dashboardConfigMap).inputs, "data");
  if (typeof data !== "object" || data === null) throw new Error("the ConfigMap has no data");
  return Object.fromEntries(
    Object.entries(data).map(([key, json]: [string, unknown]) => [key, readJson(String(json))]),
  );
}

const slack = { webhookurl: "https://hooks.slack.com/services/T0/B0/x" };
const loki = { hostport: "https://loki.example.com" };

describe("deploymentOf", () => {
  test("tells what a default stack's series are called", () => {
    expect(deployment({})).toEqual({
      namespace: "falco",
      names: { falco: "falco", exporter: "falco-exporter", sidekick: "falcosidekick" },
      metricsSource: "exporter",
      sidekick: { namespace: "falco-sidekick", version: "2.35.0", eventLabels: [], destinations: ["webui"] },
    });
  });

  test("tells labels, outputs that are counted and versions that settings choose", () => {
    const { names, metricsSource, sidekick } = deployment({
      namespace: "blue",
      metricsSource: "native",
      ui: { enabled: false },
      images: { tags: { falcosidekick: "2.34.1" } },
      sidekick: {
        namespace: "alerts",
        metricLabels: ["user.name", "container.image.repository"],
        outputs: {
          slack,
          loki,
          // Counted are its errors alone, and Falcosidekick's own metrics.
          gcp: {
            cloudfunctions: { name: "projects/p/locations/l/functions/f" },
            credentials: Buffer.from("{}{}{}").toString("base64"),
          },
          statsd: { forwarder: "statsd.example.com:8125" },
          aws: { s3: { bucket: "falco-alerts" } },
          smtp: { hostport: "mail.example.com:587", from: "a@example.com", to: ["soc@example.com"] },
        },
      },
    });
    expect(names).toEqual({ falco: "blue-falco", exporter: "blue-falco-exporter", sidekick: "blue-falcosidekick" });
    expect(metricsSource).toBe("native");
    expect(sidekick).toMatchObject({
      namespace: "alerts",
      version: "2.34.1",
      eventLabels: ["user_name", "container_image_repository"],
    });
    expect([...(sidekick?.destinations ?? [])].sort()).toEqual(["awss3", "loki", "slack"]);
  });

  test("tells no Falcosidekick where there is none", () => {
    expect(deployment({ sidekick: { enabled: false } }).sidekick).toBeUndefined();
  });
});

describe("the dashboards' ConfigMap", () => {
  test("has the dashboard of events under a key of its own for each stack", async () => {
    const [falco, blue] = [await filesOf(), await filesOf({ namespace: "blue" })];
    expect(Object.keys(falco)).toEqual(["falco.falco-events-dashboard.json"]);
    expect(Object.values(falco)[0]).toMatchObject({ uid: "falco-events", title: "Falco events" });
    expect(Object.keys(blue)).toEqual(["blue.blue-falco-events-dashboard.json"]);
    expect(Object.values(blue)[0]).toMatchObject({ uid: "blue-events", title: "Falco events (blue)" });
  });

  test("is what Grafana's sidecar finds, and puts into the folder whichever annotation it reads", async () => {
    const { resources } = await recordStack({ dashboard: { folder: "Security" } });
    expect(only(resources, "kubernetes:core/v1:ConfigMap", "falco-events-dashboard").inputs).toMatchObject({
      metadata: {
        name: "falco-events-dashboard",
        labels: { grafana_dashboard: "1" },
        annotations: {
          "k8s-sidecar-target-directory": "/tmp/dashboards/Security",
          grafana_dashboard_folder: "Security",
        },
      },
    });
  });

  test("has keys of their own for stacks whose ConfigMaps share a namespace", async () => {
    const files = await filesOf({ namespace: "blue", dashboard: { namespace: "monitoring" } });
    expect(Object.keys(files)).toEqual(["monitoring.blue-falco-events-dashboard.json"]);
  });

  test("shows what counts events, whichever it is", async () => {
    const panels = async (input: SettingsInput) =>
      Object.values(await filesOf(input)).flatMap((read) => read.panels.map(({ title }) => title));
    expect(await panels({})).toContain("Exporters up / known");
    expect(await panels({ metricsSource: "native" })).toContain("Falcos up / known");
  });

  test("has the dashboard of alerts too where they go to Loki, and both go to each other", async () => {
    const files = await filesOf({ sidekick: { outputs: { loki: { ...loki, format: "json" } } } });
    expect(Object.keys(files)).toEqual([
      "falco.falco-events-dashboard.alerts.json",
      "falco.falco-events-dashboard.json",
    ]);
    const [alerts, events] = Object.values(files);
    expect(alerts).toMatchObject({ uid: "falco-alerts", title: "Falco alerts in Loki" });
    expect(JSON.stringify(alerts)).toContain("| json user=");
    expect(alerts?.links.map(({ url }) => url)).toContain("/d/falco-events");
    expect(events?.links.map(({ url }) => url)).toContain("/d/falco-alerts");
    expect(Object.keys(await filesOf({ sidekick: { enabled: false, outputs: { loki } } }))).toHaveLength(1);
  });

  test("goes to the UI where it is", async () => {
    const urls = async (...args: Parameters<typeof recordStack>) =>
      Object.values(await filesOf(...args)).flatMap(({ links }) => links.flatMap(({ url }) => url ?? []));
    expect(await urls()).toEqual(["http://localhost:2802"]);
    expect(await urls({ ui: { enabled: false } })).toEqual([]);
    expect(await urls({ ui: { service: "NodePort", nodePort: 32000 } }, { nodeAddress: "192.0.2.1" })).toEqual([
      "http://192.0.2.1:32000",
    ]);
    // Nobody told the address of a node.
    expect(await urls({ ui: { service: "NodePort", nodePort: 32000 } })).toEqual([]);
  });

  test("has uids of at most 40 characters for the longest namespace", async () => {
    const namespace = "a".repeat(29);
    const files = await filesOf({ namespace, sidekick: { outputs: { loki } } });
    expect(Object.values(files).map(({ uid }) => uid)).toEqual([`${namespace}-alerts`, `${namespace}-events`]);
    expect(() => settingsFrom({ namespace: `${namespace}a` })).toThrow("at most 29");
  });

  test("colors what the kernel drops from where an alert is raised", async () => {
    const { resources } = await recordStack({
      metricsSource: "native",
      monitoring: { thresholds: { kernelDropsPercent: 5, kernelDropsCriticalPercent: 20 } },
    });
    const dashboards = JSON.stringify(resources.filter(({ type }) => type.endsWith(":ConfigMap")));
    for (const share of ["0.05", "0.2"])
      expect(dashboards).toMatch(new RegExp(String.raw`value\\":\s*${share.replace(".", "\\.")}\b`));
  });

  test("stays far below 1 MiB with every output and label", () => {
    const native = deployment({ metricsSource: "native" });
    const many: DashboardArgs = {
      ...native,
      uid: "falco-events",
      title: "Falco events",
      uiUrl: undefined,
      thresholds: { kernelDropsPercent: 2, kernelDropsCriticalPercent: 10 },
      logs: undefined,
      sidekick: native.sidekick && {
        ...native.sidekick,
        eventLabels: Array.from({ length: 10 }, (_, at) => `label_${at}`),
        destinations: Array.from({ length: 65 }, (_, at) => `destination${at}`),
      },
    };
    expect(Buffer.byteLength(eventsJson(many))).toBeLessThan(512 * 1024);
  });
});
