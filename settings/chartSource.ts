import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { chartVersions, type ChartName } from "./chartVersions";

/** Where Helm gets one chart, as `helm.v3.Release` takes it. */
export interface ChartSource {
  /** Name in the repository, an `oci://` reference, or a path. */
  readonly chart: string;
  readonly version: string;
  /** URL of a classic chart repository. */
  readonly repository?: string;
}

const chartYaml = z.looseObject({ name: z.string(), version: z.string() });

/**
 * Finds a chart: in a chart repository (https), an OCI registry, or a directory that holds `<name>-<version>/` or
 * `<name>-<version>.tgz`.
 * @throws Error naming what the directory lacks
 */
export function chartSource(repository: string, name: ChartName): ChartSource {
  const version = chartVersions[name];
  if (repository.startsWith("https://")) return { chart: name, version, repository };
  if (repository.startsWith("oci://")) return { chart: `${repository.replace(/\/$/, "")}/${name}`, version };

  const unpacked = join(repository, `${name}-${version}`);
  const packed = `${unpacked}.tgz`;
  if (existsSync(packed)) return { chart: packed, version };
  const file = join(unpacked, "Chart.yaml");
  if (!existsSync(file))
    throw new Error(`${repository} holds neither ${name}-${version}.tgz nor ${name}-${version}/Chart.yaml`);
  const found = chartYaml.parse(parse(readFileSync(file, "utf8")));
  if (found.name !== name || found.version !== version)
    throw new Error(`${file} is of ${found.name} ${found.version}, not of ${name} ${version}`);
  return { chart: unpacked, version };
}
