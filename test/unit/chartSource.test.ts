import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartFaults, chartSource } from "../../settings/chartSource";

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
    expect(chartSource("https://charts.example.com", "falco")).toEqual({
      chart: "falco",
      version: "8.0.5",
      repository: "https://charts.example.com",
    });
  });

  it.each(["oci://registry.example.com/charts", "oci://registry.example.com/charts/"])(
    "asks the OCI registry %s by reference",
    (repository) => {
      expect(chartSource(repository, "falcosidekick")).toEqual({
        chart: "oci://registry.example.com/charts/falcosidekick",
        version: "0.14.0",
      });
    },
  );

  it("takes a directory's chart, packed or not", () => {
    unpacked("falco-8.0.5", "name: falco\nversion: 8.0.5\n");
    writeFileSync(join(directory, "falco-exporter-0.12.2.tgz"), "");
    expect(chartSource(directory, "falco")).toEqual({ chart: join(directory, "falco-8.0.5"), version: "8.0.5" });
    expect(chartSource(directory, "falco-exporter")).toEqual({
      chart: join(directory, "falco-exporter-0.12.2.tgz"),
      version: "0.12.2",
    });
  });

  it("has no fault to find behind a URL", () => {
    expect(chartFaults("https://charts.example.com")).toEqual([]);
  });

  it("says all that a directory lacks or has under a wrong name", () => {
    unpacked("falco-8.0.5", "name: falco\nversion: 8.0.4\n");
    writeFileSync(join(directory, "falco-exporter-0.12.2.tgz"), "");
    expect(chartFaults(directory)).toEqual(["falco-8.0.5 holds falco 8.0.4", "falcosidekick-0.14.0 is missing"]);
  });
});
