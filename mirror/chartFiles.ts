import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { downloadCharts } from "../sandbox/deploy/upstreamCharts";
import { chartKeys, chartsDeployed, chartSource } from "../settings/chartSource";
import type { ChartName } from "../settings/chartVersions";
import type { Settings } from "../settings/settings";
import { readChart, type Chart } from "./chart";

/** A chart that the stack installs. */
export interface ChartFile {
  readonly name: ChartName;
  readonly version: string;
  /** A chart repository's URL, or the absolute path of an archive or a directory. */
  readonly source: string;
  readonly kind: "repository" | "archive" | "directory";
  /** Of the archive, hexadecimal; a directory has none. */
  readonly sha256: string | undefined;
  readonly chart: Chart;
}

/**
 * The charts of a stack, from the directory or the https repository that `charts.repository` names; what is downloaded goes
 * to `scratch` and is checked by the digest in the repository's index.
 * @throws Error saying what can't be had, and how to give it otherwise
 */
export async function chartFiles(settings: Settings, scratch: string, signal: AbortSignal): Promise<ChartFile[]> {
  const { charts } = settings;
  const repository = charts.repository.replace(/\/$/, "");
  const wanted = chartsDeployed(settings).map((name) => ({ name, version: charts[chartKeys[name]] }));
  if (repository.startsWith("oci://")) throw new Error(`charts can't be read from ${repository} here: ${otherwise}`);
  const isRepository = repository.includes("://");
  if (isRepository)
    await downloadCharts(wanted, scratch, signal, repository).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : String(error)}: ${otherwise}`, { cause: error });
    });
  return wanted.map(({ name, version }) => {
    const path = resolve(chartSource(isRepository ? scratch : repository, name, version).chart);
    const chart = readChart(path, scratch);
    if (chart.name !== name || chart.version !== version)
      throw new Error(`${path} holds ${chart.name} ${chart.version}, expected ${name} ${version}`);
    if (chart.description.startsWith("Stand-in "))
      throw new Error(`${path} is a stand-in: ${otherwise}; upstream has https://falcosecurity.github.io/charts`);
    const isArchive = path.endsWith(".tgz");
    return {
      name,
      version,
      source: isRepository ? repository : path,
      kind: isRepository ? "repository" : isArchive ? "archive" : "directory",
      sha256: isArchive ? sha256(path) : undefined,
      chart,
    };
  });
}

const otherwise =
  "--charts takes another repository, or a directory with <name>-<version>.tgz or <name>-<version>/ of each chart";

const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");
