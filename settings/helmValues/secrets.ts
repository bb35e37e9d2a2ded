import * as pulumi from "@pulumi/pulumi";
import type { SettingPath } from "../finding";
import type { Leaf } from "./leaves";

const isWithin = (path: SettingPath, other: SettingPath): boolean =>
  other.every((key, at) => String(path[at]) === String(key));

/**
 * Where a leaf holds secrets: Outputs, in lists too, and what of `encrypted` (paths below the chart's values) lies at it,
 * in it or around it.
 */
export function secretsIn({ path, value }: Leaf, encrypted: readonly SettingPath[]): readonly SettingPath[] {
  const outputs = outputsIn(value, path);
  const known = encrypted.filter((one) => isWithin(one, path) || isWithin(path, one));
  return [...outputs, ...known.filter((one) => !outputs.some((output) => isWithin(one, output)))];
}

function outputsIn(value: unknown, path: SettingPath): readonly SettingPath[] {
  if (pulumi.Output.isInstance(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((item: unknown, at) => outputsIn(item, [...path, at]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => outputsIn(item, [...path, key]));
}
