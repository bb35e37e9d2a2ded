import { sidekickAppVersion } from "../../../settings/sidekickOutputs/appVersion";

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
    ["0.14.0", "2.34", "2.32.0"],
  ])("of chart %s with image tag %s is %s", (chart, tag, expected) => {
    expect(sidekickAppVersion(chart, tag)).toBe(expected);
  });
});
