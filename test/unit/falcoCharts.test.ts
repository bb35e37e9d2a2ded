import { falcoChart, falcoVersion } from "../../settings/falcoCharts";

describe("falcoChart", () => {
  it.each([
    ["3.1.5", "0.34", "3.2.0", "0.35"],
    ["3.6.2", "0.35", "3.7.0", "0.36"],
    ["3.8.7", "0.36", "4.0.0", "0.37"],
    ["4.3.1", "0.37", "4.4.0", "0.38"],
    ["4.8.3", "0.38", "4.9.0", "0.39"],
    ["4.17.2", "0.39", "4.18.0", "0.40"],
    ["4.21.3", "0.40", "4.22.0", "0.41"],
    ["6.4.1", "0.41", "7.0.0", "0.42"],
    ["7.2.1", "0.42", "8.0.0", "0.43"],
    ["8.0.5", "0.43", "9.0.0", "0.44"],
  ])("of %s runs Falco %s, of %s Falco %s", (last, before, first, after) => {
    expect([falcoChart(last).falco, falcoChart(first).falco]).toEqual([before, after]);
  });

  it.each([
    ["3.0.0", ["modern_ebpf", "ebpf", "kmod"]],
    ["4.3.1", ["modern_ebpf", "ebpf", "kmod"]],
    ["4.4.0", ["modern_ebpf", "ebpf", "kmod", "auto"]],
    ["8.0.5", ["modern_ebpf", "ebpf", "kmod", "auto"]],
    ["9.0.0", ["modern_ebpf", "kmod", "auto"]],
  ])("of %s has drivers %j", (version, drivers) => {
    expect(Object.keys(falcoChart(version).driverKinds)).toEqual(drivers);
  });

  it.each([
    ["7.0.1", "6h"],
    ["7.0.2", "168h"],
  ])("of %s has falcoctl look for newer rules every %s", (version, every) => {
    expect(falcoChart(version).followsEvery).toBe(every);
  });

  it("has the newest known names for a version that is newer, and those of a release for its candidates", () => {
    expect(falcoChart("99.0.0")).toEqual(falcoChart("9.2.0"));
    expect(falcoChart("9.0.0-rc.1")).toEqual(falcoChart("9.0.0"));
  });
});

describe("falcoVersion", () => {
  it.each([
    ["0.43.1", "0.43.1"],
    ["v0.43.1-debian@sha256:0a", "0.43.1"],
    ["0.44", "0.44.0"],
    ["build-123", undefined],
    ["123", undefined],
    ["5f3e1a2", undefined],
    ["latest", undefined],
  ])("of the tag %s is %s", (tag, version) => {
    expect(falcoVersion("8.0.5", tag)).toBe(version);
  });
});
