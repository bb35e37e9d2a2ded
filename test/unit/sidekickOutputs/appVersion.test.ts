import { sidekickAppVersion, sidekickTagWarnings } from "../../../settings/sidekickOutputs/appVersion";

describe("sidekickAppVersion", () => {
  it.each([
    ["0.8.0", undefined, "2.29.0"],
    ["0.8.9", undefined, "2.29.0"],
    ["0.9.0", undefined, "2.30.0"],
    ["0.9.6", undefined, "2.30.0"],
    ["0.9.8", undefined, "2.31.1"],
    ["0.11.0", undefined, "2.31.1"],
    ["0.11.1", undefined, "2.32.0"],
    ["0.14.0", undefined, "2.32.0"],
    ["0.15.0", undefined, "2.32.0"],
    ["0.14.0", "2.34.1", "2.34.1"],
    ["0.14.0", `2.34.1@sha256:${"0".repeat(64)}`, "2.34.1"],
    ["0.14.0", "latest", "2.32.0"],
    ["0.14.0", "2.34", "2.34.0"],
    ["0.14.0", "v2.31.1", "2.31.1"],
    ["0.14.0", "2.34.0-amd64", "2.34.0"],
    ["0.14.0", "2.31.1-acme.3", "2.31.1"],
    ["0.14.0", "2.34.0-rc.1", "2.34.0-rc.1"],
    ["0.14.0", "2.34.0-rc2-arm64", "2.34.0-rc2"],
    ["0.14.0", "2", "2.32.0"],
    ["0.14.0", "2.340beef", "2.32.0"],
  ])("of chart %s with image tag %s is %s", (chart, tag, expected) => {
    expect(sidekickAppVersion(chart, tag)).toBe(expected);
  });
});

describe("sidekickTagWarnings", () => {
  it.each(["latest", "2", "main@sha256:00"])("says that %s tells no version", (tag) => {
    expect(sidekickTagWarnings("0.14.0", tag)).toEqual([
      `falco:images.tags.falcosidekick is ${tag}, which tells no version: outputs are judged as for 2.32.0, the chart's own.`,
    ]);
  });

  it.each([undefined, "2.34", "2.34.1-amd64", "2.34.1@sha256:00"])("has nothing to say of %s", (tag) => {
    expect(sidekickTagWarnings("0.14.0", tag)).toEqual([]);
  });
});
