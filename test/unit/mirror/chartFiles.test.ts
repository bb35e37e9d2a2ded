import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartFiles } from "../../../mirror/chartFiles";
import { settingsFrom } from "../../../settings/settings";
import { serve } from "../sandbox/server";
import { temporaryDirectory } from "../sandbox/temporary";
import { packChart, usualCharts, writeChart, writeCharts } from "./madeCharts";

const { signal } = new AbortController();
const settings = settingsFrom({ metricsSource: "exporter" });
const from = (repository: string) =>
  chartFiles({ ...settings, charts: { ...settings.charts, repository } }, temporaryDirectory(), signal);
const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");

/** Charts as archives, each named as a chart repository would. */
const archives = (directory = temporaryDirectory()) =>
  usualCharts.map((chart) => {
    const unpacked = join(temporaryDirectory(), chart.name);
    writeChart(unpacked, chart);
    const file = packChart(unpacked, join(directory, `${chart.name}-${chart.version}.tgz`));
    return { ...chart, file, content: readFileSync(file), sha256: sha256(readFileSync(file)) };
  });

describe("chartFiles", () => {
  it("reads directories", async () => {
    const directory = writeCharts(temporaryDirectory());
    expect(await from(directory)).toMatchObject(
      usualCharts.map(({ name, version, values }) => ({
        name,
        version,
        kind: "directory",
        source: join(directory, `${name}-${version}`),
        sha256: undefined,
        chart: { values },
      })),
    );
  });

  it("reads archives", async () => {
    const directory = temporaryDirectory();
    const packed = archives(directory);
    expect(await from(`${directory}/`)).toMatchObject(
      packed.map(({ file, sha256, values }) => ({ kind: "archive", source: file, sha256, chart: { values } })),
    );
  });

  it("downloads from a chart repository, by the digest of its index", async () => {
    const packed = archives();
    const index = (digest?: string) =>
      JSON.stringify({
        entries: Object.fromEntries(
          packed.map(({ name, version, sha256 }) => [
            name,
            [{ version, digest: digest ?? sha256, urls: [`${name}.tgz`] }],
          ]),
        ),
      });
    const files = Object.fromEntries(packed.map(({ name, content }) => [`/charts/${name}.tgz`, content]));
    const url = await serve({ "/charts/index.yaml": index(), ...files });
    expect(await from(`${url}/charts/`)).toMatchObject(
      packed.map(({ sha256, values }) => ({
        kind: "repository",
        source: `${url}/charts`,
        sha256,
        chart: { values },
      })),
    );
    const other = await serve({ "/charts/index.yaml": index("0".repeat(64)), ...files });
    await expect(from(`${other}/charts`)).rejects.toThrow(/has SHA-256 .*: --charts takes another repository/);
  });

  it("says what can't be had", async () => {
    await expect(from("oci://registry.example.com/charts")).rejects.toThrow(
      "charts can't be read from oci://registry.example.com/charts here: --charts takes",
    );
    await expect(from(await serve({}))).rejects.toThrow(/index.yaml answered 404 Not Found: --charts takes/);
  });

  it("refuses another chart, and a stand-in", async () => {
    const directory = writeCharts(temporaryDirectory());
    const falco = join(directory, "falco-8.0.5");
    writeChart(falco, { name: "falco", version: "8.0.4" });
    await expect(from(directory)).rejects.toThrow(`${falco} holds falco 8.0.4, expected falco 8.0.5`);
    writeChart(falco, { name: "falco", version: "8.0.5", description: "Stand-in for the upstream chart" });
    await expect(from(directory)).rejects.toThrow(`${falco} is a stand-in: --charts takes`);
  });

  it("reads charts within a chart, packed or not", async () => {
    const directory = writeCharts(temporaryDirectory());
    const falco = join(directory, "falco-8.0.5");
    const dependencies = ["unpacked", "packed", "lacking"].map((name) => ({ name, condition: `${name}.on` }));
    writeChart(falco, { name: "falco", version: "8.0.5", dependencies });
    writeChart(join(falco, "charts/unpacked"), { name: "unpacked", version: "1.0.0" });
    writeChart(join(falco, "packed"), { name: "packed", version: "2.0.0" });
    packChart(join(falco, "packed"), join(falco, "charts/packed-2.0.0.tgz"));
    const [file] = await from(directory);
    const [unpacked, packed, lacking] = file?.chart.dependencies ?? [];
    expect(unpacked).toMatchObject({ key: "unpacked", conditions: ["unpacked.on"] });
    expect([unpacked?.chart(), packed?.chart()]).toMatchObject([{ version: "1.0.0" }, { version: "2.0.0" }]);
    expect(() => lacking?.chart()).toThrow("falco-8.0.5/charts lacks the chart lacking");
  });

  it("says that an archive holds no chart, or isn't one", async () => {
    const directory = writeCharts(temporaryDirectory());
    const file = join(directory, "falco-8.0.5.tgz");
    mkdirSync(join(directory, "empty"));
    packChart(join(directory, "empty"), file);
    await expect(from(directory)).rejects.toThrow(`${file} holds no chart`);
    writeFileSync(file, "something else");
    await expect(from(directory)).rejects.toThrow(`${file} is no archive`);
  });
});
