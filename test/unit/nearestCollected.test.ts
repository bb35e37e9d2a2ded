import type { ChartName } from "../../settings/chartVersions";
import { collectedVersions, nearestCollected } from "../../settings/helmValues/nearestCollected";

describe("nearestCollected", () => {
  it.each<[ChartName, string, string]>([
    ["falco", "8.0.5", "8.0.5"],
    ["falco", "8.0.3", "8.0.5"],
    ["falco", "8.0.2", "8.0.0"],
    ["falco", "8.1.0", "8.0.5"],
    ["falco", "4.20.1", "4.21.3"],
    ["falco", "4.13.9", "4.6.0"],
    ["falco", "5.2.0", "5.0.3"],
    ["falco", "2.5.0", "3.0.0"],
    ["falco", "10.0.0", "9.2.0"],
    ["falco-exporter", "0.9.0", "0.9.1"],
    ["falcosidekick", "0.8.0", "0.8.9"],
    ["falcosidekick", "0.7.0", "0.8.9"],
  ])("of %s %s is %s", (chart, version, nearest) => {
    expect(nearestCollected(chart, version)).toBe(nearest);
  });

  it("takes falco-exporter's versions for no version of falco", () => {
    expect(collectedVersions("falco")).not.toContain("0.12.2");
    expect(collectedVersions("falco").slice(0, 2)).toEqual(["3.0.0", "3.8.7"]);
  });
});
