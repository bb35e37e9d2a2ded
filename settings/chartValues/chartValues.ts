import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { gte } from "semver";
import type { ChartName } from "../chartVersions";
import { falcoVersion } from "../falcoCharts";
import { publishedChanges } from "./published";
import { undocumentedValues } from "./undocumented";
import { valueTypes, type ValueTree, type ValueType } from "./valueTree";

export { unknownValues, unlistedValues, valueType } from "./valueTree";
export type { UnknownValue, ValueTree, ValueType } from "./valueTree";

const table: z.ZodType<ValueTree> = z.lazy(() => z.record(z.string(), z.union([z.enum(valueTypes), table])));

const cache = new Map<string, ValueTree | undefined>();

/**
 * Paths and types of all values of `chart` at exactly `version`; undefined for a version that was not collected.
 * Throws a ZodError where a table is damaged.
 */
export function chartValues(chart: ChartName, version: string): ValueTree | undefined {
  const name = `${chart}-${version}`;
  // Not __dirname: tsx sets it to something else in a CommonJS module that an ES module (the sandbox) imports.
  if (!cache.has(name)) cache.set(name, read(chart, version, dirname(__filename)));
  return cache.get(name);
}

const parsed = (file: string): ValueTree => table.parse(JSON.parse(readFileSync(file, "utf8")));

/**
 * The keys of falco.yaml, which the chart passes on whether values.yaml has them or not: as Falco 0.43.1 and 0.44.1 tell
 * them themselves (`falco --config-schema`).
 */
const falcoYaml = (version: string, directory: string): ValueTree => ({
  falco: parsed(
    join(directory, "falcoYaml", gte(falcoVersion(version) ?? version, "0.44.0") ? "0.44.1.json" : "0.43.1.json"),
  ),
});

function read(chart: ChartName, version: string, directory: string): ValueTree | undefined {
  const { basedOn = version, added = {} } = publishedChanges(chart, version) ?? {};
  const file = join(directory, `${chart}-${basedOn}.json`);
  if (!existsSync(file)) return undefined;
  const base = chart === "falco" ? falcoYaml(version, directory) : {};
  let tree = merge(merge(base, parsed(file)), added);
  for (const { values = {}, passedOn = [] } of undocumentedValues(chart, version)) {
    tree = merge(tree, values);
    for (const path of passedOn) tree = open(tree, path.split("."));
  }
  return tree;
}

/** `over` wins where both have a type. */
function merge(tree: ValueTree, over: ValueTree): ValueTree {
  const merged: Record<string, ValueType | ValueTree> = { ...tree };
  for (const [key, value] of Object.entries(over)) {
    const under = merged[key];
    merged[key] = typeof value === "object" ? merge(typeof under === "object" ? under : {}, value) : value;
  }
  return merged;
}

/** Lets the mapping at `path`, and those in it, take any other key. */
function open(tree: ValueTree, path: readonly string[]): ValueTree {
  const [key, ...rest] = path;
  if (key === undefined) {
    const opened = Object.entries(tree).map(
      ([name, type]) => [name, typeof type === "object" ? open(type, []) : type] as const,
    );
    return Object.fromEntries<ValueType | ValueTree>([...opened, ["*", "any"]]);
  }
  const under = tree[key];
  return typeof under === "object" ? { ...tree, [key]: open(under, rest) } : tree;
}
