import { listed } from "../leaf";
import { meant } from "./forms";
import { changesOther, checkList, checkMacro, listKeys, macroKeys } from "./macroAndList";
import { refuse, type Position, type Remark } from "./remark";
import { checkEngineVersion, checkPluginVersions } from "./requirements";
import { changesRule, checkRule, ruleKeys } from "./rule";
import { entryOf, isText, quoted, shown, type Mapping, type Tree } from "./tree";
import { doubtUnknownKeys } from "./unknownKeys";

/** A rule, macro or list that a file defines or changes. */
export interface Named {
  readonly kind: "rule" | "macro" | "list";
  readonly name: string;
  readonly at: Position;
  /** By `append`, `override`, or `enabled` alone. */
  readonly changes: boolean;
}

/** The kinds of items (falco 0.44.1, userspace/engine/rule_loader_reader.cpp, read_item) and their keys. */
const keysOf = {
  rule: ruleKeys,
  macro: macroKeys,
  list: listKeys,
  required_engine_version: ["required_engine_version"],
  required_plugin_versions: ["required_plugin_versions"],
} as const;
const kinds = ["rule", "macro", "list", "required_engine_version", "required_plugin_versions"] as const;
const oneKind = `one of ${listed(kinds)} in each item`;

interface ReadItem {
  readonly remarks: readonly Remark[];
  /** The item itself, if it has a name. */
  readonly named: readonly Named[];
}

const fault = (at: Position, expected: string, found: string): ReadItem => ({
  remarks: [refuse(at, expected, found)],
  named: [],
});

/** Checks an item of a rule file. `falco`: its version, if known. */
export function readItem(item: Tree, falco: string | undefined): ReadItem {
  if (item.kind === "nothing") return { remarks: [], named: [] };
  if (item.kind !== "mapping") return fault(item.at, "a mapping as item", `this one is ${shown(item)}`);
  const [only, ...more] = kinds.flatMap((kind) => {
    const entry = entryOf(item, kind);
    return entry ? [{ kind, value: entry.value }] : [];
  });
  if (!only) {
    const keys = item.entries.map(({ key }) => key);
    const hint = keys.map((key) => meant(key, kinds)).find((words) => words !== "") ?? "";
    return fault(item.at, oneKind, keys.length === 0 ? "this one is empty" : `this one has ${keys.join(", ")}${hint}`);
  }
  if (more.length > 0)
    return fault(item.at, oneKind, `this one has ${[only, ...more].map(({ kind }) => kind).join(" and ")}`);
  return readKind(only.kind, only.value, item, falco);
}

function readKind(kind: (typeof kinds)[number], value: Tree, item: Mapping, falco: string | undefined): ReadItem {
  const unknownOf = (owner: string) => doubtUnknownKeys(owner, item, keysOf[kind]);
  if (kind === "required_engine_version")
    return { remarks: [...checkEngineVersion("the file", item, falco), ...unknownOf(`the item ${kind}`)], named: [] };
  if (kind === "required_plugin_versions")
    return { remarks: [...checkPluginVersions("the file", value), ...unknownOf(`the item ${kind}`)], named: [] };
  if (!isText(value)) return fault(value.at, `a name as ${kind}`, `this ${kind} has ${shown(value)}`);
  const owner = `${kind} ${quoted(value.text)}`;
  const check = { rule: checkRule, macro: checkMacro, list: checkList }[kind];
  const changes = { rule: changesRule, macro: changesOther, list: changesOther }[kind](item);
  return {
    remarks: [...check(owner, item, falco), ...unknownOf(owner)],
    named: [{ kind, name: value.text, at: value.at, changes }],
  };
}
