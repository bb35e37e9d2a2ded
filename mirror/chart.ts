import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { parse } from "yaml";
import { z } from "zod";
import type { HelmValues } from "../settings/helmValues/leaves";

/** What a chart's own files say. */
export interface Chart {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly description: string;
  /** Its values.yaml. */
  readonly values: HelmValues;
  readonly dependencies: readonly Dependency[];
}

/** A chart within a chart. */
export interface Dependency {
  /** Key of the values that it gets of the chart around it. */
  readonly key: string;
  /** Paths of values, each of which may switch it on or off; the first that is there counts. */
  readonly conditions: readonly string[];
  /** Reads it. */
  readonly chart: () => Chart;
}

const chartYaml = z.object({
  name: z.string(),
  version: z.string(),
  appVersion: z.union([z.string(), z.number()]).transform(String).default(""),
  description: z.string().default(""),
  dependencies: z
    .array(z.object({ name: z.string(), alias: z.string().optional(), condition: z.string().default("") }))
    .default([]),
});

/**
 * Reads a chart: a directory, or a .tgz archive, which is unpacked below `scratch`.
 * @throws Error naming the path when no chart is there
 */
export function readChart(path: string, scratch: string): Chart {
  const directory = path.endsWith(".tgz") ? unpacked(path, scratch) : path;
  if (!existsSync(join(directory, "Chart.yaml"))) throw new Error(`${path} holds no chart`);
  const read = (file: string): unknown => parse(readFileSync(join(directory, file), "utf8"));
  const { dependencies, ...chart } = chartYaml.parse(read("Chart.yaml"));
  return {
    ...chart,
    values: z.record(z.string(), z.unknown()).parse(read("values.yaml") ?? {}),
    dependencies: dependencies.map(({ name, alias = name, condition }) => ({
      key: alias,
      conditions: condition.split(",").filter((one) => one !== ""),
      chart: () => readChart(within(directory, name), scratch),
    })),
  };
}

/** A chart's archive holds one directory. */
function unpacked(file: string, scratch: string): string {
  const cwd = mkdtempSync(join(scratch, "chart-"));
  try {
    extract({ file, cwd, sync: true });
  } catch (cause) {
    throw new Error(`${file} is no archive`, { cause });
  }
  return join(cwd, readdirSync(cwd)[0] ?? "");
}

/** `helm dependency update` leaves archives in charts/, and `helm package` directories. */
function within(directory: string, name: string): string {
  const charts = join(directory, "charts");
  const isIt = (file: string) => file === name || (file.startsWith(`${name}-`) && file.endsWith(".tgz"));
  const found = readdirSync(charts).find(isIt);
  if (found === undefined) throw new Error(`${charts} lacks the chart ${name}`);
  return join(charts, found);
}
