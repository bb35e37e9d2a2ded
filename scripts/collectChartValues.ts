/**
 * Writes settings/chartValues/<chart>-<version>.json from the upstream value files:
 *
 *     npm run collect-chart-values -- DIR     (DIR holds <chart>/<version>/values.yaml)
 *
 * Only the paths and the types are kept: no comments, no defaults.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { typeOf, type ValueTree, type ValueType } from "../settings/chartValues/valueTree";

/** The content of every table, by file name, for the charts under `directory`. */
export function collectChartValues(directory: string): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  for (const chart of readdirSync(directory).sort()) {
    for (const version of readdirSync(join(directory, chart)).sort()) {
      const values: unknown = parse(readFileSync(join(directory, chart, version, "values.yaml"), "utf8"));
      tables.set(`${chart}-${version}.json`, `${JSON.stringify(typesOf(values), null, 2)}\n`);
    }
  }
  return tables;
}

/** The types of `values`; a mapping with keys becomes a table of theirs, in the order of the alphabet. */
export function typesOf(values: unknown): ValueType | ValueTree {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return typeOf(values);
  const entries = Object.entries(values);
  if (entries.length === 0) return "map";
  return Object.fromEntries(entries.map(([key, value]) => [key, typesOf(value)] as const).sort(byKey));
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

function main(directory: string | undefined): void {
  if (directory === undefined) {
    console.error("Which charts? npm run collect-chart-values -- DIR, where DIR holds <chart>/<version>/values.yaml");
    process.exitCode = 1;
    return;
  }
  const target = join(__dirname, "../settings/chartValues");
  mkdirSync(target, { recursive: true });
  const tables = collectChartValues(directory);
  for (const [name, text] of tables) writeFileSync(join(target, name), text);
  console.log(`${tables.size} tables written to ${target}`);
}

if (require.main === module) main(process.argv[2]);
