import * as pulumi from "@pulumi/pulumi";
import { readSettings, settingsFrom, type SettingsInput } from "../../settings/settings";
import { valueOf } from "./record";

const given = (config: Record<string, unknown>, secretKeys: string[] = []) => {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const keys = Object.fromEntries(Object.entries(config).map(([key, value]) => [`falco:${key}`, text(value)]));
  pulumi.runtime.setAllConfig(
    { ...keys, "other:key": "ignored" },
    secretKeys.map((key) => `falco:${key}`),
  );
};

const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (pulumi.RunError.isInstance(error)) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
};

beforeEach(() =>
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev"),
);

describe("settingsFrom", () => {
  it("fills in every default", () => {
    expect(settingsFrom({})).toEqual({
      namespace: "falco",
      charts: { repository: "https://falcosecurity.github.io/charts" },
      driver: "modern_ebpf",
      priority: "debug",
      certificates: {
        algorithm: "ECDSA-P256",
        caValidityDays: 3650,
        leafValidityDays: 365,
        renewBeforeDays: 90,
        rotation: 1,
        subject: { organization: "falco", commonName: "falco-grpc-ca" },
      },
      grpc: { port: 5060, threadiness: 0, clients: [] },
      sidekick: { replicas: 2, outputs: {} },
      ui: {
        service: "ClusterIP",
        nodePort: 32000,
        user: "admin",
        retention: "7d",
        storage: { enabled: true, size: "1Gi" },
      },
      dashboard: { labels: { grafana_dashboard: "1" }, folder: "Falco" },
      helmTimeout: 600,
    });
  });

  it("refuses what a program gives wrongly with the same words", () => {
    expect(messageOf(() => settingsFrom({ helmTimeout: 1 }))).toBe(
      [
        "1 setting of stack dev is wrong:",
        "  falco:helmTimeout = 1: expected a whole number of seconds from 30 to 7200.",
        "      npx pulumi config set falco:helmTimeout 600",
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
        "      npx pulumi config set --secret --path falco:sidekick.outputs.slack.webhookurl VALUE",
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
    [{ sidekick: { outputs: { slack: { webhookurl: "SECRET" } } } }, "webhookurl: expected the https URL"],
  ])("never shows what is encrypted, wherever it was put: %j", (config, message) => {
    given(config, ["sidekick", "ui"]);
    expect(messageOf(readSettings)).toContain(message);
    expect(messageOf(readSettings)).not.toContain("SECRET");
  });

  it("shows no secret that was put one level too high in clear text", () => {
    given({ sidekick: { outputs: { slack: "https://hooks.example.com/SECRET" } } });
    expect(messageOf(readSettings)).not.toContain("SECRET");
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
        "      npx pulumi config set falco:driver modern_ebpf",
        '  falco:grpc = "5060": expected an object with port, threadiness or clients.',
        '  falco:ui.nodePort = "ten": expected a whole number from 30000 to 32767.',
        "      npx pulumi config set --path falco:ui.nodePort 32000",
        "  falco:ui.nodeport: no such setting. Did you mean falco:ui.nodePort?",
        "      npx pulumi config rm --path falco:ui.nodeport",
        '  falco:helmTimeout = "soon": expected a whole number of seconds from 30 to 7200.',
        "      npx pulumi config set falco:helmTimeout 600",
        "  falco:metricSource: no such setting.",
        "      npx pulumi config rm falco:metricSource",
      ].join("\n"),
    );
  });
});

/** Each row: what is set, the key that is refused, and what of the message tells it apart. */
const refused: [SettingsInput | Record<string, unknown>, string][] = [
  [{ namespace: "Falco" }, 'falco:namespace = "Falco": expected at most 29 lower-case letters, digits and dashes'],
  [{ namespace: "a".repeat(30) }, "expected at most 29"],
  [{ namespaces: "x" }, "falco:namespaces: no such setting. Did you mean falco:namespace?"],
  [
    { priority: "info" },
    'falco:priority = "info": expected emergency, alert, critical, error, warning, notice, informational or debug.',
  ],
  [{ charts: { repository: "ftp://x" } }, "expected an https:// or oci:// URL without a login in it, or a directory"],
  [
    { charts: { repository: "no/such" } },
    'falco:charts.repository = "no/such": expected a directory with <name>-<version>/ or <name>-<version>.tgz of each chart: falco-8.0.5 is missing, falco-exporter-0.12.2 is missing, falcosidekick-0.14.0 is missing.\n      npx pulumi config set --path falco:charts.repository https://falcosecurity.github.io/charts',
  ],
  [
    { certificates: { leafValidityDays: 90 } },
    "falco:certificates.renewBeforeDays = 90 (the default): expected less than leafValidityDays, which is 90.\n      npx pulumi config set --path falco:certificates.renewBeforeDays 22",
  ],
  [
    { certificates: { renewBeforeDays: 365 } },
    "falco:certificates.renewBeforeDays = 365: expected less than leafValidityDays, which is 365.",
  ],
  [
    { certificates: { caValidityDays: 365 } },
    "expected at most half of caValidityDays, which is 365: no leaf outlives its CA, which would be renewed all the time.",
  ],
  [{ certificates: { rotation: 0 } }, "falco:certificates.rotation = 0: expected a whole number from 1 to 1000000."],
  [{ certificates: { algorithm: "ed25519" } }, "expected ECDSA-P256 or RSA-4096."],
  [{ certificates: { subject: { country: "Austria" } } }, "expected a country code of two capital letters."],
  [{ grpc: { port: 80 } }, "falco:grpc.port = 80: expected a whole number from 1024 to 65535."],
  [{ grpc: { clients: ["a", "a"] } }, "falco:grpc.clients = a list: expected names that are all different."],
  [{ grpc: { clients: ["exporter"] } }, "expected names other than exporter, which is the stack's own reader."],
  [{ grpc: { clients: ["Siem"] } }, 'falco:grpc.clients[0] = "Siem": expected at most 40 lower-case letters'],
  [
    { ui: { user: "admin:admin" } },
    'falco:ui.user = "admin:admin": expected 1 to 64 characters without a colon or white space.',
  ],
  [{ ui: { nodePort: 29999 } }, "falco:ui.nodePort = 29999"],
  [{ ui: { nodePort: 32768 } }, "falco:ui.nodePort = 32768"],
  [{ ui: { retention: 0 } }, "falco:ui.retention = 0: expected a number and one of s, m, d, w"],
  [{ grpc: { port: 8765 } }, "expected another port than 8765, which is Falco's web server's."],
  [{ charts: { repository: "https://user:token@charts.example.com" } }, "URL without a login in it"],
  [{ ui: { retention: "7 days" } }, "expected a number and one of s, m, d, w"],
  [{ ui: { storage: { size: "512MB" } } }, "expected a quantity such as 512Mi or 1Gi."],
  [{ ui: { storage: { enabled: "yes" } } }, 'falco:ui.storage.enabled = "yes": expected true or false.'],
  [
    { sidekick: { outputs: { slak: { channel: "#a" } } } },
    "falco:sidekick.outputs.slak: no such setting. Did you mean falco:sidekick.outputs.slack?",
  ],
  [
    { sidekick: { outputs: { slack: { channel: "#a" } } } },
    "falco:sidekick.outputs.slack.webhookurl is missing; expected the https URL of a Slack webhook.",
  ],
  [
    { sidekick: { outputs: { slack: { webhookurl: "http://plain" } } } },
    "falco:sidekick.outputs.slack.webhookurl: expected the https URL of a Slack webhook.",
  ],
  [
    { sidekick: { namespace: "falco" } },
    "falco:sidekick.namespace: expected another namespace than falco:namespace, which is falco: Falco needs privileges that this one must not have.\n      npx pulumi config set --path falco:sidekick.namespace falco-sidekick",
  ],
  [{ dashboard: { folder: "a/b" } }, "expected 1 to 64 characters without a slash."],
  [{ dashboard: { labels: { "not a label": "1" } } }, "falco:dashboard.labels"],
];

describe("settings", () => {
  it.each(refused)("%j is refused: %s", (input, message) => {
    given(input, ["sidekick"]);
    expect(messageOf(readSettings)).toContain(message);
  });
});
