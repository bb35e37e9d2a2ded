import { isMapping, type HelmValues } from "../settings/helmValues/leaves";

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/**
 * `base` with the values of `over` in it, as Helm merges values: mappings key by key, everything else, lists too, as a
 * whole; but to lists at the paths `added`, which are the stack's, those of `over` are added. Null stays null, for Helm to
 * remove the chart's default: helm.v3.Release passes it on as it is (pulumi-kubernetes 4.30.0 and later, where
 * `allowNullValues` says nothing any more). An Output counts as a whole; undefined changes nothing.
 */
export const mergeValues = (
  base: HelmValues,
  over: HelmValues,
  added: readonly string[] = [],
  parent = "",
): HelmValues =>
  Object.fromEntries([
    ...Object.entries(base),
    ...Object.entries(over).flatMap(([key, value]) => {
      const under = Object.hasOwn(base, key) ? base[key] : undefined;
      const path = parent + key;
      if (value === undefined) return [];
      if (isMapping(value) && isMapping(under)) return [[key, mergeValues(under, value, added, `${path}.`)] as const];
      return [[key, isList(value) && isList(under) && added.includes(path) ? [...under, ...value] : value] as const];
    }),
  ]);
