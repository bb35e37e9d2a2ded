import type { ChartName } from "../chartVersions";
import {
  chartValues,
  unknownValues,
  unlistedValues,
  valueType,
  type UnknownValue,
  type ValueTree,
  type ValueType,
} from "../chartValues/chartValues";
import { keyOf } from "../commands";
import { nearest } from "../../diagnostics/nearest";
import { leaves, type HelmValues } from "./leaves";
import { ownerOf } from "./owner";

/** A value that is none of the chart's, or not of its kind. */
export interface Misfit {
  readonly path: readonly string[];
  /** Completes "expected …". */
  readonly expected: string;
}

/** What of `values` doesn't fit chart `chart` of exactly `version`, a collected one. */
export function misfits(chart: ChartName, version: string, values: HelmValues): readonly Misfit[] {
  const tree = chartValues(chart, version) ?? {};
  const name = `${chart} chart ${version}`;
  const misfit = ({ path, expected, got }: UnknownValue): Misfit => ({
    path,
    expected: expected
      ? `${words(expected, got)}, as ${keyOf(path)} is in ${name}`
      : `${instead(meantBy(chart, tree, path))}: ${name} has no ${keyOf(path)}`,
  });
  return [...unknownValues(tree, values).map(misfit), ...unquoted(tree, values)];
}

/** The kind of a value as a user would call it, with what YAML may have made of it otherwise. */
function words(expected: ValueType, got: ValueType): string {
  const kinds = {
    string: "text",
    number: "a number",
    boolean: "true or false",
    list: "a list",
    map: "a mapping",
    any: "",
  };
  if (expected === "string" && (got === "number" || got === "boolean")) return "text in quotes";
  return `${kinds[expected]}${got === "string" && (expected === "number" || expected === "boolean") ? " without quotes" : ""}`;
}

/** What was probably meant by a value that the chart lacks: the setting, where one controls it. */
function meantBy(chart: ChartName, tree: ValueTree, path: readonly string[]): string | undefined {
  const meant = likely(tree, path);
  if (meant === undefined) return undefined;
  const owner = ownerOf(chart, meant);
  return owner?.kind === "setting" ? `falco:${keyOf(owner.setting)}` : keyOf(meant);
}

const instead = (meant: string | undefined): string => (meant === undefined ? "another value" : `${meant} instead`);

/** The nearest key in the same mapping, else the same key elsewhere in the chart: the one that has most of the path. */
function likely(tree: ValueTree, path: readonly string[]): readonly string[] | undefined {
  const [parent, key] = [path.slice(0, -1), path.at(-1) ?? ""];
  const siblings = valueType(tree, parent);
  const near = nearest(key, typeof siblings === "object" ? namesIn(siblings) : []);
  if (near !== undefined) return [...parent, near];
  const same = pathsOf(tree)
    .map((known) => ({ known, shared: sharedEnd(known, path) }))
    .filter(({ shared }) => shared > 0)
    .sort((one, other) => other.shared - one.shared || one.known.length - other.known.length);
  const [best, another] = same;
  // Of keys that many groups have, such as enabled, one is as good as another.
  return best && best.shared > (another?.shared ?? 0) ? best.known : undefined;
}

/** How many keys at the end two paths have in common. */
const sharedEnd = (one: readonly string[], other: readonly string[]): number => {
  const differs = [...one].reverse().findIndex((key, at) => key !== other.at(-1 - at));
  return differs < 0 ? one.length : differs;
};

const namesIn = (tree: ValueTree): readonly string[] => Object.keys(tree).filter((key) => key !== "*");

const pathsOf = (tree: ValueTree, parent: readonly string[] = []): readonly (readonly string[])[] =>
  namesIn(tree).flatMap((key) => {
    const [path, type] = [[...parent, key], tree[key]];
    return [path, ...(typeof type === "object" ? pathsOf(type, path) : [])];
  });

/** Numbers and booleans as labels or annotations: the API server takes texts only, and Helm passes them on as they are. */
const unquoted = (tree: ValueTree, values: HelmValues): readonly Misfit[] =>
  leaves(values).flatMap(({ path, value }) => {
    const parent = path.slice(0, -1);
    const isTexts =
      /(labels|annotations|nodeSelector)$/i.test(parent.at(-1) ?? "") && valueType(tree, parent) === "map";
    return isTexts && (typeof value === "number" || typeof value === "boolean")
      ? [{ path, expected: "text in quotes: Kubernetes takes nothing else here" }]
      : [];
  });

/** Files that the falco chart makes of a mapping as it is; the other charts have none. */
const passedOn = [
  ["falco", "falco.yaml"],
  ["falcoctl.config", "falcoctl.yaml"],
] as const;

/** Something said about a value. */
export interface Remark {
  readonly path: readonly string[];
  /** A sentence. */
  readonly text: string;
}

/** What is allowed in `values` for the chart at exactly `version`, and may still go wrong. */
export function remarks(chart: ChartName, version: string, values: HelmValues): readonly Remark[] {
  const tree = chartValues(chart, version) ?? {};
  return [...emptied(tree, values), ...unlistedKeys(chart, version, tree, values)];
}

/** Groups of values that null takes away as a whole: templates read what is in them. */
const emptied = (tree: ValueTree, values: HelmValues): readonly Remark[] =>
  leaves(values).flatMap(({ path, value }) => {
    const type = valueType(tree, path);
    const isGroup = typeof type === "object" && type["*"] === undefined;
    return value === null && isGroup
      ? [{ path, text: "null takes away all that is in it, and the chart may not render without." }]
      : [];
  });

/** Keys of Falco's and falcoctl's own configuration that the chart passes on without knowing them. */
const unlistedKeys = (chart: ChartName, version: string, tree: ValueTree, values: HelmValues): readonly Remark[] =>
  unlistedValues(tree, values).flatMap((path) =>
    passedOn
      .filter(([mapping]) => path.join(".").startsWith(`${mapping}.`))
      .map(([, file]) => {
        const meant = meantBy(chart, tree, path);
        const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
        return { path, text: `not among the keys of ${file} in ${chart} chart ${version}.${hint}` };
      }),
  );
