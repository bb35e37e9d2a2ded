import type { SettingsInput } from "../../settings/settings";

/** Each row: what is set, the key that is refused, and what of the message tells it apart. */
export const refused: [SettingsInput | Record<string, unknown>, string][] = [
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
