import * as pulumi from "@pulumi/pulumi";
import { readSettings, settingsFrom, type SettingsInput } from "../../settings/settings";
import { given, messageOf } from "./given";
import { valueOf } from "./record";
import { grpcWarning } from "./warned";

beforeEach(() =>
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev"),
);

describe("settingsFrom", () => {
  it("fills in every default", () => {
    const { cluster, charts, metricsSource, rules, resources, tolerations, ruleFiles, warnings } = settingsFrom({});
    expect({ cluster, charts, metricsSource, rules, ruleFiles, warnings }).toEqual({
      cluster: "dev",
      charts: {
        repository: "https://falcosecurity.github.io/charts",
        falco: "8.0.5",
        isFalcoSet: false,
        falcoExporter: "0.12.2",
        falcosidekick: "0.14.0",
      },
      metricsSource: "exporter",
      rules: { files: [], source: "bundled", autoUpdate: false },
      ruleFiles: [],
      warnings: [grpcWarning],
    });
    expect(resources.redis).toEqual({ requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "768Mi" } });
    expect(tolerations).toEqual({ falco: [], sidekick: [], ui: [], redis: [] });
  });

  it.each<[SettingsInput, string, boolean]>([
    [{ metricsSource: "native" }, "9.2.0", false],
    [{ metricsSource: "exporter" }, "8.0.5", false],
    [{ metricsSource: "native", charts: { falco: "8.0.5" } }, "8.0.5", true],
    [{ metricsSource: "native", charts: { falcosidekick: "0.13.1" } }, "9.2.0", false],
  ])("takes the falco chart of the source of metrics unless it is set: %j", (input, falco, isFalcoSet) => {
    expect(settingsFrom(input).charts).toMatchObject({ falco, isFalcoSet });
  });

  it("refuses what a program gives wrongly with the same words", () => {
    expect(messageOf(() => settingsFrom({ helmTimeout: 1 }))).toBe(
      [
        "1 setting of stack dev is wrong:",
        "  falco:helmTimeout = 1: expected a whole number of seconds from 30 to 7200.",
        "      npx pulumi config set -s dev falco:helmTimeout 600",
      ].join("\n"),
    );
  });
});

describe("readSettings", () => {
  it("reads scalars and groups, and ignores other namespaces", () => {
    given({
      namespace: "blue",
      helmTimeout: "900",
      ui: { service: "NodePort", nodePort: 32001 },
      certificates: { subject: { country: "AT" } },
    });
    expect(readSettings()).toMatchObject({
      namespace: "blue",
      helmTimeout: 900,
      ui: { service: "NodePort", nodePort: 32001, user: "admin" },
      certificates: { subject: { country: "AT", organization: "falco" } },
    });
  });

  it("takes empty text and empty groups for unset", () => {
    given({ namespace: "", kubeContext: "", ui: {}, certificates: { subject: { locality: "" } } });
    expect(readSettings()).toEqual(settingsFrom({}));
  });

  it("keeps empty text where keys are a user's own: a node's label often has no value", () => {
    const worker = { "node-role.kubernetes.io/worker": "" };
    given({
      nodeSelector: { falco: worker, ui: {} },
      dashboard: { labels: { shown: "" } },
    });
    const { nodeSelector, dashboard } = readSettings();
    expect({ nodeSelector, labels: dashboard.labels }).toEqual({
      nodeSelector: { falco: worker, sidekick: {}, ui: {}, redis: {} },
      labels: { shown: "" },
    });
  });

  it("refuses null there: YAML has it for nothing at all", () => {
    given({ nodeSelector: { falco: { pool: null } } });
    expect(messageOf(readSettings)).toBe(
      [
        "1 setting of stack dev is wrong:",
        "  falco:nodeSelector.falco.pool = null: expected a Kubernetes label value.",
        "      npx pulumi config set -s dev --path falco:nodeSelector.falco.pool VALUE",
      ].join("\n"),
    );
  });

  it("reads label values that YAML made numbers or booleans of", () => {
    given({ dashboard: { labels: { grafana_dashboard: 1, shown: true } } });
    expect(readSettings().dashboard.labels).toEqual({ grafana_dashboard: "1", shown: "true" });
  });

  it("wraps a webhook as a secret", async () => {
    given({ sidekick: { outputs: { slack: { webhookurl: "https://hooks.example.com/x" } } } }, ["sidekick"]);
    const webhook = pulumi.output(readSettings().sidekick.outputs.slack?.webhookurl ?? "");
    expect(await valueOf(webhook)).toBe("https://hooks.example.com/x");
    expect(await pulumi.isSecret(webhook)).toBe(true);
  });

  it("refuses a webhook in clear text without showing it", () => {
    given({ sidekick: { outputs: { slack: { webhookurl: "https://hooks.example.com/x" } } } });
    expect(messageOf(readSettings)).toBe(
      [
        "1 setting of stack dev is wrong:",
        "  falco:sidekick.outputs.slack.webhookurl is a secret and set in clear text: whoever reads the stack's file reads it.",
        "      npx pulumi config set -s dev --secret --path falco:sidekick.outputs.slack.webhookurl",
      ].join("\n"),
    );
  });

  it.each([
    [{ sidekick: "https://hooks.example.com/SECRET" }, "falco:sidekick: expected an object"],
    [{ sidekick: { outputs: "https://hooks.example.com/SECRET" } }, "falco:sidekick.outputs: expected an object"],
    [
      { sidekick: { outputs: { slack: "https://hooks.example.com/SECRET" } } },
      "falco:sidekick.outputs.slack: expected an object",
    ],
    [{ ui: { user: "admin:SECRET" } }, "falco:ui.user: expected 1 to 64 characters"],
    [{ sidekick: { outputs: { slack: { webhookurl: "SECRET" } } } }, "webhookurl: expected an https:// URL"],
  ])("never shows what is encrypted, wherever it was put: %j", (config, message) => {
    given(config, ["sidekick", "ui"]);
    expect(messageOf(readSettings)).toContain(message);
    expect(messageOf(readSettings)).not.toContain("SECRET");
  });

  it("shows no secret that was put one level too high in clear text", () => {
    given({ sidekick: { outputs: { slack: "https://hooks.example.com/SECRET" } } });
    expect(messageOf(readSettings)).not.toContain("SECRET");
  });

  it("tells a forgotten --path, and how to undo it", () => {
    given({ "certificates.rotation": "3", certificates: { rotation: 2 } });
    expect(messageOf(readSettings)).toBe(
      [
        "1 setting of stack dev is wrong:",
        "  falco:certificates.rotation: no such setting. With a dot or a bracket in it, a setting is set with --path.",
        "      npx pulumi config rm -s dev falco:certificates.rotation",
      ].join("\n"),
    );
  });

  it("has no stack trace that anyone would have to render", () => {
    given({ driver: "x" });
    try {
      readSettings();
      throw new Error("nothing was refused");
    } catch (error) {
      expect(error).not.toHaveProperty("stack");
    }
  });

  it("takes numbers for text where the config made them of it", () => {
    given({ certificates: { subject: { organization: 42 } } });
    expect(readSettings().certificates.subject.organization).toBe("42");
  });

  it("lists all mistakes at once", () => {
    given({
      driver: "modern-ebpf",
      metricSource: "native",
      ui: { nodeport: 1, nodePort: "ten" },
      helmTimeout: "soon",
      grpc: "5060",
    });
    expect(messageOf(readSettings)).toBe(
      [
        "6 settings of stack dev are wrong:",
        '  falco:driver = "modern-ebpf": expected modern_ebpf, ebpf, kmod or auto. Did you mean modern_ebpf?',
        "      npx pulumi config set -s dev falco:driver modern_ebpf",
        '  falco:grpc = "5060": expected an object with port, threadiness or clients.',
        "      npx pulumi config rm -s dev falco:grpc",
        '  falco:ui.nodePort = "ten": expected a whole number from 30000 to 32767.',
        "      npx pulumi config set -s dev --path falco:ui.nodePort 32000",
        "  falco:ui.nodeport: no such setting. Did you mean falco:ui.nodePort?",
        "      npx pulumi config rm -s dev --path falco:ui.nodeport",
        '  falco:helmTimeout = "soon": expected a whole number of seconds from 30 to 7200.',
        "      npx pulumi config set -s dev falco:helmTimeout 600",
        "  falco:metricSource: no such setting. Did you mean falco:metricsSource?",
        "      npx pulumi config rm -s dev falco:metricSource",
      ].join("\n"),
    );
  });
});
