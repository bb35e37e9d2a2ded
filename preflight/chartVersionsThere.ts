import { coerce, compare, eq, gt, lt, valid } from "semver";
import { parse } from "yaml";
import { z } from "zod";
import { chartKeys } from "../settings/chartSource";
import type { ChartName } from "../settings/chartVersions";
import { setCommand } from "../settings/commands";
import type { Result } from "./checks/check";

const index = z.object({ entries: z.record(z.string(), z.array(z.object({ version: z.string() }))) });

/**
 * Versions of a chart in a chart repository's index; undefined where that can't be read. As Helm writes it, the index is read
 * line by line, which takes a hundredth of the time that parsing does: a public one has megabytes.
 */
export function versionsInIndex(text: string, chart: string): readonly string[] | undefined {
  const [, section] = new RegExp(`^  ${chart}:\\n((?:  [- ].*\\n|\\n)*)`, "m").exec(text) ?? [];
  const found = [...(section ?? "").matchAll(/^ {2}[- ] version: ["']?([^"'\s]+)["']?$/gm)].map(
    ([, version = ""]) => version,
  );
  return found.length > 0 ? found : parsedVersions(text, chart);
}

function parsedVersions(text: string, chart: string): readonly string[] | undefined {
  try {
    return (index.parse(parse(text)).entries[chart] ?? []).map(({ version }) => version);
  } catch {
    return undefined;
  }
}

/** Tags of an OCI repository; a tag has `_` for the `+` of a version (Helm, pkg/registry/util.go). */
export const tagList = z
  .object({ tags: z.array(z.string()).nullish() })
  .transform(({ tags }) => (tags ?? []).map((tag) => tag.replace("_", "+")));

const isThere = (version: string, found: string): boolean =>
  found === version || (valid(found) !== null && eq(found, version));

/** A version of a chart that isn't among those found: what Helm would end with after minutes, and what there is instead. */
export function missingVersion(
  repository: string,
  name: ChartName,
  version: string,
  found: readonly string[],
): Result[] {
  if (found.some((one) => isThere(version, one))) return [];
  const sorted = found.filter((one) => valid(one) !== null).sort(compare);
  const wanted = coerce(version)?.version ?? version;
  const near = [sorted.filter((one) => lt(one, wanted)).at(-1), sorted.find((one) => gt(one, wanted))].flatMap(
    (one) => one ?? [],
  );
  const [nearest = "VERSION"] = near;
  return [
    {
      severity: "error",
      message: `${repository} has no ${name} chart of version ${version}, which falco:charts.${chartKeys[name]} names; ${near.length > 0 ? `next to it ${near.length > 1 ? "are" : "is"} ${near.join(" and ")}` : "it has none at all"}.`,
      repair: setCommand(["charts", chartKeys[name]], nearest),
    },
  ];
}
