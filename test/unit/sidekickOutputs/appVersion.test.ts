import * as pulumi from "@pulumi/pulumi";
import { settingsFrom } from "../../../settings/settings";
import { sidekickAppVersion, sidekickTagWarnings } from "../../../settings/sidekickOutputs/appVersion";

describe("sidekickAppVersion", () => {
  it.each([
    [undefined, "2.35.0"],
    ["2.34.1", "2.34.1"],
    [`2.34.1@sha256:${"0".repeat(64)}`, "2.34.1"],
    ["latest", "2.35.0"],
    ["2.34", "2.34.0"],
    ["v2.31.1", "2.31.1"],
    ["2.34.0-amd64", "2.34.0"],
    ["2.31.1-acme.3", "2.31.1"],
    ["2.34.0-rc.1", "2.34.0-rc.1"],
    ["2.34.0-rc2-arm64", "2.34.0-rc2"],
    ["2", "2.35.0"],
    ["2.340beef", "2.35.0"],
  ])("with image tag %s is %s", (tag, expected) => {
    expect(sidekickAppVersion(tag)).toBe(expected);
  });
});

describe("sidekickTagWarnings", () => {
  it.each(["latest", "2", "main@sha256:00"])("says that %s tells no version", (tag) => {
    expect(sidekickTagWarnings(tag)).toEqual([
      `falco:images.tags.falcosidekick is ${tag}, which tells no version: outputs are judged as for 2.35.0, the stack's own.`,
    ]);
  });

  it.each([undefined, "2.34", "2.34.1-amd64", "2.34.1@sha256:00"])("has nothing to say of %s", (tag) => {
    expect(sidekickTagWarnings(tag)).toEqual([]);
  });
});

describe("severalOutputsWarnings", () => {
  const said = (tag?: string, outputs = {}) =>
    settingsFrom({
      metricsSource: "native",
      ...(tag !== undefined && { images: { tags: { falcosidekick: tag } } }),
      sidekick: { outputs },
      ui: { enabled: Object.keys(outputs).length === 0 || "slack" in outputs },
    }).warnings;
  const slack = { slack: { webhookurl: pulumi.secret("https://hooks.slack.com/services/T/B/x") } };

  it("names what an older image does with several outputs, the UI among them", () => {
    expect(said("2.34.1", slack)).toEqual([
      "falco:images.tags.falcosidekick is 2.34.1: up to 2.34.1 it can end when several outputs are busy at once, and loses the alerts that are on their way (falcosidekick issue 1388).\n      npx pulumi config rm --path falco:images.tags.falcosidekick",
    ]);
    expect(said("2.34.1")).toEqual([]);
    expect(said("2.35.0", slack)).toEqual([]);
    expect(said(undefined, slack)).toEqual([]);
  });
});
