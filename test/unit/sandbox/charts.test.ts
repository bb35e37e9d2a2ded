import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkCharts, stageCharts } from "../../../sandbox/deploy/charts";
import { downloadCharts, linkCharts } from "../../../sandbox/deploy/upstreamCharts";
import { defaultCharts } from "../../../settings/chartVersions";
import { defaultFalcoCharts } from "../../../settings/falcoCharts";
import { serve } from "./server";
import { temporaryDirectory, temporaryLayout } from "./temporary";

const signal = new AbortController().signal;
const wanted = defaultCharts.map(({ name, version }) => `${name}-${version}`);
const native = `falco-${defaultFalcoCharts.native}`;

describe("stageCharts", () => {
  it("links a directory of the user's, whether its charts are packed or not", async () => {
    const layout = temporaryLayout();
    const [packed = "", ...unpacked] = wanted;
    const given = temporaryDirectory();
    writeFileSync(join(given, `${packed}.tgz`), "");
    for (const chart of unpacked) {
      mkdirSync(join(given, chart));
      writeFileSync(join(given, chart, "Chart.yaml"), "");
    }
    mkdirSync(layout.root, { recursive: true });
    expect(await stageCharts(layout, given, signal)).toEqual({ kind: "given", description: `charts of ${given}` });
    expect(realpathSync(layout.charts)).toBe(given);
  });
});

describe("checkCharts", () => {
  it("says which charts a directory of the user's lacks", () => {
    const given = temporaryDirectory();
    writeFileSync(join(given, `${wanted[0] ?? ""}.tgz`), "");
    expect(() => {
      checkCharts(given);
    }).toThrow(
      `${given}: ${wanted
        .slice(1)
        .filter((chart) => chart !== native)
        .map((chart) => `${chart} is missing`)
        .join(", ")}`,
    );
  });
});

describe("downloadCharts", () => {
  const chart = { name: "falco", version: "8.0.5" };
  const archive = "a chart";
  const digest = createHash("sha256").update(archive).digest("hex");
  const index = (url: string, sum = digest) =>
    JSON.stringify({
      entries: {
        falco: [
          { version: "9.0.0", digest: "0", urls: ["x"] },
          { version: "8.0.5", digest: sum, urls: [url] },
        ],
      },
    });

  it("takes the version and checks the digest that the index names, a relative URL as well", async () => {
    const directory = temporaryDirectory();
    const url = await serve({ "/charts/index.yaml": index("falco.tgz"), "/charts/falco.tgz": archive });
    await downloadCharts([chart], directory, signal, `${url}/charts`);
    expect(readFileSync(join(directory, "falco-8.0.5.tgz"), "utf8")).toBe(archive);
    const staged = join(temporaryDirectory(), "staged");
    await linkCharts([chart], directory, staged);
    expect(readFileSync(join(staged, "falco-8.0.5.tgz"), "utf8")).toBe(archive);
  });

  it("asks for nothing that is there", async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "falco-8.0.5.tgz"), archive);
    await downloadCharts([chart], directory, signal, "http://127.0.0.1:1");
  });

  it("refuses another digest and leaves nothing", async () => {
    const directory = temporaryDirectory();
    const url = await serve({ "/index.yaml": index("falco.tgz", "0".repeat(64)), "/falco.tgz": archive });
    await expect(downloadCharts([chart], directory, signal, url)).rejects.toThrow(
      `${url}/falco.tgz has SHA-256 ${digest}`,
    );
    expect(readdirSync(directory)).toEqual([]);
  });

  it("says which chart the repository lacks", async () => {
    const url = await serve({ "/index.yaml": index("falco.tgz") });
    const missing = downloadCharts([{ name: "falco", version: "1.0.0" }], temporaryDirectory(), signal, url);
    await expect(missing).rejects.toThrow(`${url} has no chart falco 1.0.0`);
  });
});
