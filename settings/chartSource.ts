import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { chartNames, chartVersions, type ChartName } from "./chartVersions";

/** Where Helm gets one chart, as `helm.v3.Release` takes it. */
export interface ChartSource {
  /** Name in the repository, an `oci://` reference, or a path. */
  readonly chart: string;
  readonly version: string;
  /** URL of a classic chart repository. */
  readonly repository?: string;
}

const isDirectory = (repository: string): boolean => !/^(https|oci):\/\//.test(repository);
const packed = (directory: string, chart: string) => join(directory, `${chart}.tgz`);
const unpacked = (directory: string, chart: string) => join(directory, chart);

/**
 * A chart of the stack: in a chart repository (https), an OCI registry, or a directory that holds `<name>-<version>/`
 * or `<name>-<version>.tgz`.
 */
export function chartSource(repository: string, name: ChartName): ChartSource {
  const version = chartVersions[name];
  if (repository.startsWith("https://")) return { chart: name, version, repository };
  if (!isDirectory(repository)) return { chart: `${repository.replace(/\/$/, "")}/${name}`, version };
  const chart = `${name}-${version}`;
  const archive = packed(repository, chart);
  return { chart: existsSync(archive) ? archive : unpacked(repository, chart), version };
}

/** What is wrong with the charts in a directory, for instance `falco-8.0.5 is missing`; nothing for a URL. */
export const chartFaults = (repository: string): string[] =>
  isDirectory(repository) ? chartNames.flatMap((name) => chartFault(repository, name, chartVersions[name])) : [];

function chartFault(directory: string, name: string, version: string): string[] {
  const chart = `${name}-${version}`;
  if (existsSync(packed(directory, chart))) return [];
  const file = join(unpacked(directory, chart), "Chart.yaml");
  if (!existsSync(file)) return [`${chart} is missing`];
  const found: unknown = parse(readFileSync(file, "utf8"));
  const of = (key: string) =>
    typeof found === "object" && found !== null ? String(Reflect.get(found, key)) : "nothing";
  return of("name") === name && of("version") === version ? [] : [`${chart} holds ${of("name")} ${of("version")}`];
}
