import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { compare, SemVer } from "semver";
import { publishedVersions } from "../chartValues/published";
import type { ChartName } from "../chartVersions";

/** Versions of `chart` that have a table in settings/chartValues, of their own or by what was published, oldest first. */
export function collectedVersions(chart: ChartName): readonly string[] {
  const table = new RegExp(String.raw`^${chart}-(\d+\.\d+\.\d+)\.json$`);
  // Not __dirname: see chartValues.ts.
  const files = readdirSync(join(dirname(__filename), "../chartValues"));
  return [...files.flatMap((file) => table.exec(file)?.[1] ?? []), ...publishedVersions(chart)].sort(compare);
}

/**
 * The collected version that stands for `version` of `chart`: itself, or of its two neighbours the one with the nearer
 * major, then minor, then patch number; the older one of two that are equally near.
 */
export function nearestCollected(chart: ChartName, version: string): string {
  const versions = collectedVersions(chart);
  const older = versions.findLast((one) => compare(one, version) <= 0);
  const newer = versions.find((one) => compare(one, version) >= 0);
  const nearest = older !== undefined && newer !== undefined ? nearer(older, newer, version) : (older ?? newer);
  if (nearest === undefined) throw new Error(`settings/chartValues has no table of ${chart}`);
  return nearest;
}

function nearer(older: string, newer: string, version: string): string {
  const there = new SemVer(version);
  for (const part of ["major", "minor", "patch"] as const) {
    const [down, up] = [older, newer].map((one) => Math.abs(new SemVer(one)[part] - there[part]));
    if (down !== up) return Number(down) < Number(up) ? older : newer;
  }
  return older;
}
