import { isMapping, type HelmValues } from "../settings/helmValues/leaves";

/**
 * `base` with the values of `over` in it, as Helm merges values: mappings key by key, everything else, lists too, as a
 * whole. Null stays null, for Helm to remove the chart's default: helm.v3.Release passes it on as it is (pulumi-kubernetes
 * 4.30.0 and later, where `allowNullValues` says nothing any more). An Output counts as a whole; undefined changes nothing.
 */
export const mergeValues = (base: HelmValues, over: HelmValues): HelmValues =>
  Object.fromEntries([
    ...Object.entries(base),
    ...Object.entries(over).flatMap(([key, value]) => {
      const under = Object.hasOwn(base, key) ? base[key] : undefined;
      if (value === undefined) return [];
      return [[key, isMapping(value) && isMapping(under) ? mergeValues(under, value) : value] as const];
    }),
  ]);
