import { chartValues, valueType } from "../chartValues/chartValues";
import type { ChartName } from "../chartVersions";
import { isMapping, type HelmValues } from "./leaves";
import { nearestCollected } from "./nearestCollected";

/**
 * Helm values with numbers, true and false where the chart has such and text says them: `pulumi config set` keeps a decimal
 * as text, and so whatever replaces text.
 */
export function textAsTyped(chart: ChartName, version: string, values: HelmValues): HelmValues {
  const tree = chartValues(chart, nearestCollected(chart, version)) ?? {};
  const typed = (value: unknown, path: readonly string[]): unknown => {
    if (isMapping(value))
      return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, typed(child, [...path, key])]));
    if (typeof value !== "string") return value;
    const type = valueType(tree, path);
    if (type === "number" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
    return type === "boolean" && /^(true|false)$/.test(value) ? value === "true" : value;
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typed(value, [key])]));
}
