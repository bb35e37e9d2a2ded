import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chartValues } from "../settings/chartValues/chartValues.ts";
import { chartNames, defaultChartVersions } from "../settings/chartVersions.ts";
import { valuesSchema } from "./valuesSchema.ts";

/** Where the stand-ins lie, each in `<name>-<version>/`. */
export const standInChartsDirectory = join(import.meta.dirname, "charts");

/**
 * Copies the stand-in charts to `directory`/<name>-<version>/, each with a values.schema.json made from the values of
 * the upstream chart: a value that upstream doesn't have is an error here, where upstream would ignore it.
 */
export async function stageStandInCharts(directory: string): Promise<void> {
  for (const name of chartNames) {
    const version = defaultChartVersions[name];
    const values = chartValues(name, version);
    if (values === undefined) throw new Error(`settings/chartValues has no ${name}-${version}.json`);
    const chart = `${name}-${version}`;
    await cp(join(standInChartsDirectory, chart), join(directory, chart), { recursive: true });
    await writeFile(join(directory, chart, "values.schema.json"), JSON.stringify(valuesSchema(values)));
  }
}
