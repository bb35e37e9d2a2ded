import { lt } from "semver";
import { Sourced } from "../conditions/sourced";
import type { Tables } from "../tables/tables";
import { entryOf, shown, type Mapping, type Text, type Tree } from "../yaml/tree";
import type { Collected } from "./collected";
import { Item, meant, titled, type Report } from "./item";
import { checkMetricName } from "./metricNames";
import { overridable, readOverrides } from "./override";
import { checkEngineVersion, checkPluginVersions } from "./requirements";
import { readRule, ruleKeys } from "./rule";

/** Kinds of items, in the order in which Falco looks for them (falco 0.44.1, rule_loader_reader.cpp, read_item), and their keys. */
const keysOf = {
  required_engine_version: ["required_engine_version"],
  required_plugin_versions: ["required_plugin_versions"],
  list: ["list", "items", "append", "override"],
  macro: ["macro", "condition", "append", "override"],
  rule: ruleKeys,
} as const satisfies Readonly<Record<string, readonly string[]>>;
const kinds = ["required_engine_version", "required_plugin_versions", "list", "macro", "rule"] as const;

/** The first Falco that reads `override`; those before take such an item for a definition. */
const overrideSince = "0.37.0";

/** Reads one document of a rules file into what is collected. */
export function readDocument(document: Tree, collected: Collected, tables: Tables, report: Report): void {
  const whole = { kind: "mapping", entries: [], source: document.source, offset: document.offset } as const;
  const file = new Item(whole, "the file", undefined, report);
  if (document.kind === "nothing") return;
  // Not its text: another file than meant may hold anything.
  const found = { text: "a text", mapping: "a mapping", list: "" }[document.kind];
  if (document.kind !== "list") {
    file.error(document.offset, `a rules file has to be a list of rules, macros and lists, and it is ${found}`);
    return;
  }
  for (const item of document.items) {
    if (item.kind === "mapping") readItem(item, collected, tables, report);
    else if (item.kind !== "nothing")
      file.error(item.offset, `an item has to be a mapping, and this one is ${shown(item)}`);
  }
}

function readItem(mapping: Mapping, collected: Collected, tables: Tables, report: Report): void {
  const kind = kinds.find((known) => entryOf(mapping, known));
  const plain = new Item(mapping, kind === undefined ? "the item" : `the item ${kind}`, undefined, report);
  if (kind === undefined) {
    warnOfUnknownItem(plain);
    return;
  }
  if (kind === "required_engine_version") checkEngineVersion(plain, tables);
  else if (kind === "required_plugin_versions") checkPluginVersions(plain, tables);
  else {
    readNamed(kind, mapping, collected, tables, report);
    return;
  }
  plain.warnOfUnknown(keysOf[kind]);
}

function warnOfUnknownItem(item: Item): void {
  const keys = item.mapping.entries.map(({ key }) => key);
  const merges = keys.includes("<<") ? "; << is a text to its YAML reader, which merges no mappings" : "";
  const hint = keys.map((key) => meant(key, kinds)).find((words) => words !== "") ?? "";
  item.warn(
    item.mapping.offset,
    `Falco passes over this item, which is no rule, macro or list: it has ${keys.join(", ") || "nothing"}${hint}${merges}`,
  );
}

function readNamed(
  kind: "rule" | "macro" | "list",
  mapping: Mapping,
  collected: Collected,
  tables: Tables,
  report: Report,
): void {
  const name = new Item(mapping, `a ${kind}`, undefined, report).text(kind);
  if (!name) return;
  const item = new Item(mapping, titled(kind, name.text), kind === "rule" ? name.text : undefined, report);
  // Since 0.44 Falco looks at all keys of an item, as texts.
  const odd = tables.grammar.manyArguments ? mapping.entries.find(({ isOdd }) => isOdd) : undefined;
  if (odd) {
    item.error(odd.keyOffset, `the key of a mapping has to be a text, and this one is ${odd.key}`);
    return;
  }
  item.warnOfUnknown(keysOf[kind]);
  if (item.has("override") && lt(tables.version, overrideSince)) {
    item.error(item.offset("override"), `Falco ${tables.version} reads no override, which came with ${overrideSince}`);
    return;
  }
  if (kind === "rule") {
    checkMetricName(item, name);
    readRule(item, name, collected, tables);
  } else if (kind === "macro") readMacro(item, name, collected);
  else readList(item, name, collected);
}

/** Whether an item appends to one that is there, or undefined where that is wrong. */
function appends(
  item: Item,
  name: Text,
  kind: "macro" | "list",
  known: ReadonlyMap<string, unknown>,
): boolean | undefined {
  const append = item.flag("append") === true;
  const overrides = readOverrides(item, overridable[kind]);
  if (!overrides) return undefined;
  const overridden = overrides.append.length + overrides.replace.length > 0;
  if (append && overridden) {
    item.error(item.offset("override"), `${item.owner} has both override and append: true`);
    return undefined;
  }
  const isAppended = append || overrides.append.length > 0;
  if (!isAppended || known.has(name.text)) {
    if (overridden && !known.has(name.text))
      item.warn(
        name.offset,
        `${item.owner} replaces one that isn't there, so that this defines it${meant(name.text, [...known.keys()])}`,
      );
    return isAppended;
  }
  item.unknownName(
    name.offset,
    `${item.owner} is appended to, and there is no ${kind} of that name before it${meant(name.text, [...known.keys()])}`,
  );
  return undefined;
}

function readMacro(item: Item, name: Text, collected: Collected): void {
  const { macros } = collected;
  if (!/^[a-zA-Z]+[a-zA-Z0-9_]*$/.test(name.text))
    item.warn(
      name.offset,
      `${item.owner} can't be named in a condition: that takes a letter, then letters, digits and _`,
    );
  const condition = item.text("condition");
  const appended = appends(item, name, "macro", macros);
  if (appended === undefined || !condition) return;
  const own = Sourced.of(condition);
  const previous = macros.get(name.text);
  const before = appended ? (previous?.condition ?? Sourced.put(previousOf(name.text), condition)) : undefined;
  macros.set(name.text, {
    name: name.text,
    condition: before ? Sourced.join([before, Sourced.put(" ", condition), own]) : own,
    index: previous?.index ?? collected.index,
    visibility: collected.index++,
    item,
  });
}

/** A macro that stands for what one of Falco's own was before a file appended to it. */
export const previousOf = (name: string): string => `${name}_of_falco`;

function readList(item: Item, name: Text, collected: Collected): void {
  const { lists } = collected;
  if (!/^[^()"'\s=,]+$/.test(name.text))
    item.warn(name.offset, `${item.owner} has a name with a blank, a quote or one of ( ) = ,: Falco calls it invalid`);
  const items = item.texts("items");
  if (!item.has("items")) item.error(item.mapping.offset, `${item.owner} has no items`);
  const appended = appends(item, name, "list", lists);
  if (appended === undefined || !items) return;
  const previous = lists.get(name.text);
  const own = items.map(({ text }) => text);
  lists.set(name.text, {
    name: name.text,
    items: appended ? [...(previous?.items ?? []), ...own] : own,
    index: previous?.index ?? collected.index,
    visibility: collected.index++,
    item,
  });
}
