import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { chartValues } from "../settings/chartValues/chartValues.ts";
import { isMapping } from "../settings/chartValues/valueTree.ts";
import { defaultCharts, type ChartName } from "../settings/chartVersions.ts";
import { valuesSchema } from "./valuesSchema.ts";

/** Where the stand-ins lie, each in `<name>-<version>/`. */
const standInChartsDirectory = join(import.meta.dirname, "charts");

/** Stand-ins that are another one but for what lies in their directory: values.yaml has what differs there. */
const basedOn: Readonly<Record<string, string>> = { "falco-9.2.0": "falco-8.0.5" };

/**
 * Copies the stand-in charts to `directory`/<name>-<version>/, each with a values.schema.json made from the values of
 * the upstream chart: a value that upstream doesn't have is an error here, where upstream would ignore it.
 */
export async function stageStandInCharts(directory: string): Promise<void> {
  for (const { name, version } of defaultCharts) {
    const known = chartValues(name, version);
    if (known === undefined) throw new Error(`settings/chartValues has no ${name}-${version}.json`);
    const staged = join(directory, `${name}-${version}`);
    const base = basedOn[`${name}-${version}`];
    if (base !== undefined) await cp(join(standInChartsDirectory, base), staged, { recursive: true });
    await cp(join(standInChartsDirectory, `${name}-${version}`), staged, { recursive: true });
    await writeFile(join(staged, "values.yaml"), stringify(await standInValues(name, version)));
    await writeFile(join(staged, "values.schema.json"), JSON.stringify(valuesSchema(known)));
  }
}

/** Default values of a stand-in. */
async function standInValues(name: ChartName, version: string): Promise<object> {
  const read = async (chart: string): Promise<unknown> =>
    parse(await readFile(join(standInChartsDirectory, chart, "values.yaml"), "utf8"));
  const base = basedOn[`${name}-${version}`];
  const [own, under] = [await read(`${name}-${version}`), base === undefined ? {} : await read(base)];
  if (!isMapping(own) || !isMapping(under)) throw new Error(`the stand-in ${name}-${version} has no values`);
  return merged(under, own);
}

type Values = Readonly<Record<string, unknown>>;

/** As Helm merges values; null takes a key away where there is one. */
const merged = (under: Values, over: Values): Values =>
  Object.fromEntries([
    ...Object.entries(under).filter(([key]) => !Object.hasOwn(over, key)),
    ...Object.entries(over).flatMap(([key, value]) => {
      const below = under[key];
      if (value === null && below !== undefined) return [];
      return [[key, isMapping(value) && isMapping(below) ? merged(below, value) : value] as const];
    }),
  ]);
