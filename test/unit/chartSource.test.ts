import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartDirectoryFaults, chartSource, type ChartSettings } from "../../settings/chartSource";

describe("chartSource", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "falco-stack-charts-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const unpacked = (name: string, yaml: string) => {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, "Chart.yaml"), yaml);
  };

  it("asks a chart repository by name", () => {
    expect(chartSource("https://charts.example.com", "falco", "8.0.5")).toEqual({
      chart: "falco",
      version: "8.0.5",
      repository: "https://charts.example.com",
    });
  });

  it.each(["oci://registry.example.com/charts", "oci://registry.example.com/charts/"])(
    "asks the OCI registry %s by reference",
    (repository) => {
      expect(chartSource(repository, "falcosidekick", "0.14.0")).toEqual({
        chart: "oci://registry.example.com/charts/falcosidekick",
        version: "0.14.0",
      });
    },
  );

  it("takes a directory's chart, packed or not", () => {
    unpacked("falco-8.0.5", "name: falco\nversion: 8.0.5\n");
    writeFileSync(join(directory, "falco-exporter-0.12.2.tgz"), "");
    expect(chartSource(directory, "falco", "8.0.5")).toEqual({
      chart: join(directory, "falco-8.0.5"),
      version: "8.0.5",
    });
    expect(chartSource(directory, "falco-exporter", "0.12.2")).toEqual({
      chart: join(directory, "falco-exporter-0.12.2.tgz"),
      version: "0.12.2",
    });
  });

  const faults = (repository: string, rest: Partial<ChartSettings> = {}) =>
    chartDirectoryFaults({
      charts: { repository, falco: "8.0.5", falcoExporter: "0.12.2", falcosidekick: "0.14.0" },
      metricsSource: "exporter",
      sidekick: { enabled: true },
      ...rest,
    }).map(({ expected }) => expected);

  it("has no fault to find behind a URL", () => {
    expect(faults("https://charts.example.com")).toEqual([]);
  });

  it("says all that a directory lacks or has under a wrong name", () => {
    unpacked("falco-8.0.5", "name: falco\nversion: 8.0.4\n");
    writeFileSync(join(directory, "falco-exporter-0.12.2.tgz"), "");
    expect(faults(directory)).toEqual([
      "a directory with <name>-<version>/ or <name>-<version>.tgz of each chart: falco-8.0.5 holds falco 8.0.4, falcosidekick-0.14.0 is missing",
    ]);
  });

  it("wants only the charts that are deployed", () => {
    unpacked("falco-8.0.5", "name: falco\nversion: 8.0.5\n");
    expect(faults(directory, { metricsSource: "native", sidekick: { enabled: false } })).toEqual([]);
  });
});
