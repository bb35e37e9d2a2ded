import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readStackConfig } from "../../mirror/stackConfig";
import { check } from "../../settings/check";
import { rawConfig } from "../../settings/config";
import { problemReport } from "../../settings/problems";
import { readYaml } from "../../settings/stackFile";

const directory = mkdtempSync(join(tmpdir(), "falco-plain-scalars-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const write = (yaml: string): string => {
  const file = join(directory, "Pulumi.dev.yaml");
  writeFileSync(file, yaml);
  return file;
};

/** Text without quotes, and what the CLI 3.229.0 hands to a program, within a group. */
const measured: readonly (readonly [string, unknown])[] = [
  ["0042", 34],
  ["042", 34],
  ["08", 8],
  ["0_7", 7],
  ["0o17", 15],
  ["0O17", 15],
  ["1_000", 1000],
  ["1__0", 10],
  ["1_0.5", 10.5],
  ["0x1F", 31],
  ["-0x1F", -31],
  ["0x1_F", 31],
  ["0b101", 5],
  ["+5", 5],
  ["5.", 5],
  [".5", 0.5],
  ["01.10", 1.1],
  ["1e3", 1000],
  ["1e-3", 0.001],
  ["100000000000000000000000", 1e23],
  ["12345678901234567890", 12345678901234567000],
  ["True", true],
  ["FALSE", false],
  ["~", null],
  ["Null", null],
  ["2026-01-01", "2026-01-01 00:00:00 +0000 UTC"],
  ["2026-1-1", "2026-01-01 00:00:00 +0000 UTC"],
  ["2026-01-01T00:00:00Z", "2026-01-01 00:00:00 +0000 UTC"],
  ["2026-01-01 10:20:30", "2026-01-01 10:20:30 +0000 UTC"],
  ["2026-01-01T10:20:30.50+02:00", "2026-01-01 10:20:30.5 +0200 +0200"],
  ...["yes", "On", "n", "10:20:30", "190:20", "1.2.3", "v1", "0x", "5e", "_1", "1e400", "=", "1,000", "a b"].map(
    (text) => [text, text] as const,
  ),
  ["'0042'", "0042"],
  ['"2026-01-01"', "2026-01-01"],
];

it("reads text without quotes as Pulumi does", () => {
  const { document } = readYaml(write(measured.map(([text], at) => `k${at}: ${text}`).join("\n")));
  expect(document).toEqual(Object.fromEntries(measured.map(([, value], at) => [`k${at}`, value])));
});

describe("settings of a stack's file", () => {
  const messageOf = (yaml: string, came: Readonly<Record<string, unknown>>, secretKeys: string[] = []): string => {
    write(yaml);
    void pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev");
    const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
    pulumi.runtime.setAllConfig(
      Object.fromEntries(Object.entries(came).map(([key, value]) => [`falco:${key}`, text(value)])),
      secretKeys,
    );
    return problemReport("dev", check(rawConfig("falco", directory), directory).problems);
  };
  const writes = (value: unknown) =>
    `without them Pulumi reads ${String(value)}, and writes that into the file at the next config set.`;

  it("are refused where text came as something else, with the line that is right", () => {
    const yaml = [
      "config:",
      "  falco:cluster: 0042",
      "  falco:sidekick:",
      "    customFields: {since: 2026-01-01, team: 1_000, yes: TRUE}",
      "    metricLabels: [proc.name]",
      "  falco:dashboard:",
      "    labels:",
      "      0x1F: blue",
      "  falco:images:",
      "    pullSecrets: [a, 1e3]",
      "  falco:helmValues: {falco: {podLabels: {since: 2026-01-01}}}",
    ].join("\n");
    const date = "2026-01-01 00:00:00 +0000 UTC";
    expect(
      messageOf(yaml, {
        cluster: "34",
        sidekick: { customFields: { since: date, team: 1000, yes: true }, metricLabels: ["proc.name"] },
        dashboard: { labels: { 31: "blue" } },
        images: { pullSecrets: ["a", 1000] },
        helmValues: { falco: { podLabels: { since: date } } },
      }),
    ).toBe(
      [
        "7 settings of stack dev are wrong:",
        `  falco:cluster: expected quotes around 0042 in line 2 of Pulumi.dev.yaml: ${writes(34)}`,
        '      falco:cluster: "0042"',
        `  falco:sidekick.customFields.since: expected quotes around 2026-01-01 in line 4 of Pulumi.dev.yaml: ${writes(date)}`,
        '      since: "2026-01-01"',
        `  falco:sidekick.customFields.team: expected quotes around 1_000 in line 4 of Pulumi.dev.yaml: ${writes(1000)}`,
        '      team: "1_000"',
        `  falco:sidekick.customFields.yes: expected quotes around TRUE in line 4 of Pulumi.dev.yaml: ${writes(true)}`,
        '      yes: "TRUE"',
        `  falco:dashboard.labels.31: expected quotes around the name 0x1F in line 8 of Pulumi.dev.yaml: ${writes(31)}`,
        '      "0x1F": …',
        `  falco:images.pullSecrets[1]: expected quotes around 1e3 in line 10 of Pulumi.dev.yaml: ${writes(1000)}`,
        '      - "1e3"',
        `  falco:helmValues.falco.podLabels.since: expected quotes around it in line 11 of Pulumi.dev.yaml: ${writes("something else")}`,
      ].join("\n"),
    );
  });

  it("are judged by the file's own text, once", () => {
    const yaml = "config:\n  falco:charts:\n    falco: 8.0\n  falco:helmTimeout: 2026-01-01\n";
    expect(messageOf(yaml, { charts: { falco: 8 }, helmTimeout: "2026-01-01 00:00:00 +0000 UTC" })).toBe(
      [
        "2 settings of stack dev are wrong:",
        '  falco:charts.falco = "8.0": expected an exact version such as 9.2.0.',
        "      npx pulumi config rm -s dev --path falco:charts.falco",
        '  falco:helmTimeout = "2026-01-01": expected a whole number of seconds from 30 to 7200.',
        "      npx pulumi config set -s dev falco:helmTimeout 600",
      ].join("\n"),
    );
  });

  it("are what they look like where a number, true or false is wanted, unless digits are taken as octal", () => {
    const yaml = [
      "config:",
      "  falco:helmTimeout: 1_000",
      "  falco:preflight: FALSE",
      "  falco:sidekick: {replicas: 012}",
      "  falco:resources: {falco: {limits: {cpu: 1.50}}}",
    ].join("\n");
    const resources = { falco: { limits: { cpu: 1.5 } } };
    expect(messageOf(yaml, { helmTimeout: "1000", preflight: "false", sidekick: { replicas: 10 }, resources })).toBe(
      [
        "1 setting of stack dev is wrong:",
        `  falco:sidekick.replicas: expected quotes around 012 in line 4 of Pulumi.dev.yaml: ${writes(10)}`,
        '      replicas: "012"',
      ].join("\n"),
    );
  });

  it("hide no secret in clear text beside them", () => {
    const yaml =
      "config:\n  falco:sidekick: {replicas: 1_0, outputs: {slack: {webhookurl: {secure: v1:a}}, webex: {webhookurl: https://y}}}\n";
    const outputs = { slack: { webhookurl: "https://x" }, webex: { webhookurl: "https://y" } };
    expect(messageOf(yaml, { sidekick: { replicas: 10, outputs } }, ["falco:sidekick"])).toContain(
      "\n  falco:sidekick.outputs.webex.webhookurl is a secret and set in clear text",
    );
  });

  it("are taken where they came from elsewhere", () => {
    expect(messageOf("config:\n  falco:cluster: 0042\n", { cluster: "blue" })).toBe(
      "0 settings of stack dev are wrong:",
    );
    expect(messageOf("config: {<<: &a {falco:cluster: 0042}}\n", { cluster: "0042" })).toBe(
      "0 settings of stack dev are wrong:",
    );
  });

  it("are refused by the mirror's list too", () => {
    write("config:\n  falco:cluster: 0042\n  falco:helmTimeout: 1_000\n");
    expect(() => readStackConfig(directory, "dev")).toThrow(
      `1 setting of stack dev is wrong:\n  falco:cluster: expected quotes around 0042 in line 2 of Pulumi.dev.yaml: ${writes(34)}\n      falco:cluster: "0042"`,
    );
  });
});
