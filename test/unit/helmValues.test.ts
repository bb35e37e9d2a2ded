import * as pulumi from "@pulumi/pulumi";
import type { ChartName } from "../../settings/chartVersions";
import type { SettingPath } from "../../settings/finding";
import { helmValuesFindings } from "../../settings/helmValues/helmValues";
import type { FixedBy } from "../../settings/helmValues/fixedValues";
import type { HelmValues } from "../../settings/helmValues/leaves";
import { keyOf } from "../../settings/commands";
import { clear, foundInHelmValues } from "./foundInHelmValues";

const current = { falco: "8.0.5", "falco-exporter": "0.12.2", falcosidekick: "0.14.0" } as const;

const find = (
  chart: ChartName,
  values: HelmValues,
  version: string = current[chart],
  secretPaths: SettingPath[] = [],
  settings: FixedBy = {
    metricsSource: "exporter",
    rules: { source: "bundled", autoUpdate: false },
    sidekick: { enabled: true },
  },
) => helmValuesFindings({ chart, version, values, settings, secretPaths });

/** Everything found, as lines: `key: expected …`, and the warnings. Each finding is repaired by taking its value away. */
const found = (...given: Parameters<typeof find>): string[] => {
  const { findings, warnings } = find(...given);
  expect(findings.map(({ repairs }) => repairs)).toEqual(findings.map(({ path }) => [{ path }]));
  return [...findings.map(({ path, expected }) => `${keyOf(path)}: expected ${expected}.`), ...warnings];
};

describe("helmValuesFindings", () => {
  it.each<[string, ChartName, HelmValues]>([
    ["nothing at all", "falco", {}],
    ["values of the chart's own kinds", "falco", { podHostname: "x", driver: { loader: { enabled: false } } }],
    [
      "keys beside what the stack sets",
      "falco",
      { podAnnotations: { team: "blue" }, controller: { labels: { a: "b" } } },
    ],
    ["resources that no setting has", "falco", { resources: { limits: { "ephemeral-storage": "1Gi" } } }],
    ["known keys of falco.yaml", "falco", { falco: { rule_matching: "all", webserver: { threadiness: 2 } } }],
    ["null for a default", "falco", { falco: { outputs_queue: { capacity: null } }, serviceAccount: { name: null } }],
    ["an empty mapping around what is set", "falco", { controller: {}, falco: {} }],
    ["what is undefined", "falco", { drivr: undefined }],
    ["no key where a key is a secret", "falco", { certs: { server: { key: "" }, client: { key: null } } }],
    [
      "what only the chart knows of an output",
      "falcosidekick",
      { config: { loki: { grafanaDashboard: { enabled: true } } } },
    ],
    ["options that are no output", "falcosidekick", { config: { debug: true, tlsserver: { existingSecret: "x" } } }],
    ["other annotations of the Service", "falco-exporter", { service: { annotations: { team: "blue" } } }],
  ])("has nothing to say about %s", (_, chart, values) => {
    expect(found(chart, values)).toEqual([]);
  });

  it.each(foundInHelmValues)("finds %s", (_, chart, values, expected) => {
    expect(found(chart, values)).toEqual(expected);
  });

  it.each<[string, ChartName, HelmValues, SettingPath[], string[]]>([
    [
      "an Output, and one in a list",
      "falco",
      { extra: { env: [{ name: "A", value: pulumi.secret("x") }] }, podHostname: pulumi.output("x") },
      [],
      [
        `helmValues.falco.extra.env[0].value: expected nothing secret: ${clear}`,
        `helmValues.falco.podHostname: expected nothing secret: ${clear}`,
      ],
    ],
    [
      "what the config has encrypted",
      "falcosidekick",
      { customLabels: { token: "x", team: "blue" } },
      [["customLabels", "token"]],
      [
        `helmValues.falcosidekick.customLabels.token: expected falco:sidekick.outputs or falco:sidekick.existingSecret instead: ${clear}`,
      ],
    ],
    [
      "what lies in something encrypted, once",
      "falco",
      { extra: { env: [], args: [] }, drivr: 1 },
      [["extra"]],
      [
        `helmValues.falco.extra: expected nothing secret: ${clear}`,
        "helmValues.falco.drivr: expected driver instead: falco chart 8.0.5 has no drivr.",
      ],
    ],
    [
      "something encrypted in a list",
      "falco",
      { extra: { env: [{ name: "A", value: "x" }] } },
      [["extra", "env", "0", "value"]],
      [`helmValues.falco.extra.env.0.value: expected nothing secret: ${clear}`],
    ],
    [
      "an encrypted Output, once",
      "falco",
      { podHostname: pulumi.secret("x") },
      [["podHostname"], ["podHostname", "resourcesData"]],
      [`helmValues.falco.podHostname: expected nothing secret: ${clear}`],
    ],
    [
      "a secret of a setting, which names the setting",
      "falcosidekick",
      { config: { slack: { webhookurl: pulumi.secret("https://hooks.example.com/x") } } },
      [["config", "slack", "webhookurl"]],
      [
        "helmValues.falcosidekick.config.slack.webhookurl: expected falco:sidekick.outputs.slack.webhookurl instead, which controls config.slack.webhookurl.",
      ],
    ],
    [
      "a secret that the chart doesn't know, as a secret",
      "falco",
      { quux: pulumi.secret("x") },
      [],
      [`helmValues.falco.quux: expected nothing secret: ${clear}`],
    ],
  ])("refuses %s", (_, chart, values, secretPaths, expected) => {
    expect(found(chart, values, current[chart], secretPaths)).toEqual(expected);
  });

  it("refuses what an older plugin leaves out", () => {
    const values = { serviceAccount: { name: null }, extra: { initContainers: [], args: ["-v"] }, podLabels: {} };
    const settings = {
      metricsSource: "exporter",
      rules: { source: "bundled", autoUpdate: false },
      sidekick: { enabled: true },
    } as const;
    const given = { chart: "falco", version: "8.0.5", values, settings, secretPaths: [] } as const;
    const expected =
      "neither null nor an empty list with version 4.25.0 of Pulumi's Kubernetes plugin: it leaves them out, and the chart's default stays";
    expect(
      helmValuesFindings({ ...given, plugin: "4.25.0" }).findings.map((one) => [keyOf(one.path), one.expected]),
    ).toEqual([
      ["helmValues.falco.serviceAccount.name", expected],
      ["helmValues.falco.extra.initContainers", expected],
    ]);
    for (const plugin of ["4.30.0", undefined]) expect(helmValuesFindings({ ...given, plugin }).findings).toEqual([]);
  });

  it("only warns of what the nearest version doesn't have, and refuses the rest", () => {
    const values = {
      drivr: {},
      scc: { create: 1 },
      podLabels: { release: 1 },
      driver: { kind: "kmod" },
      certs: { server: { key: "K" } },
    };
    const guess = "Chart version 8.0.4 is not known; that is the nearest one.";
    expect(found("falco", values, "8.0.4")).toEqual([
      "helmValues.falco.driver.kind: expected falco:driver instead, which controls driver.kind.",
      `helmValues.falco.certs.server.key: expected falco:certificates instead: ${clear}`,
      `falco:helmValues.falco.drivr: expected driver instead: falco chart 8.0.5 has no drivr. ${guess}`,
      `falco:helmValues.falco.scc.create: expected true or false, as scc.create is in falco chart 8.0.5. ${guess}`,
      `falco:helmValues.falco.podLabels.release: expected text in quotes: Kubernetes takes nothing else here. ${guess}`,
    ]);
  });
});
