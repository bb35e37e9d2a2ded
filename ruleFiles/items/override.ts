import { listed } from "../../diagnostics/listed";
import type { Item } from "./item";
import { meant } from "./item";
import { shown } from "../yaml/tree";

/** What `override` may do to the keys of an item (falco 0.44.1, rule_loader_reader.cpp, read_item). */
export interface Overridable {
  readonly append: readonly string[];
  readonly replace: readonly string[];
}

export const overridable = {
  rule: {
    append: ["condition", "output", "desc", "tags", "exceptions"],
    replace: [
      ...["condition", "output", "desc", "priority", "tags", "exceptions", "enabled"],
      ...["capture", "capture_duration", "warn_evttypes", "skip-if-unknown-filter"],
    ],
  },
  macro: { append: ["condition"], replace: ["condition"] },
  list: { append: ["items"], replace: ["items"] },
} as const satisfies Readonly<Record<string, Overridable>>;

/** The keys that an item appends and replaces. */
export interface Overrides {
  readonly append: readonly string[];
  readonly replace: readonly string[];
}

/** Reads `override`; undefined where it is wrong. */
export function readOverrides(item: Item, { append, replace }: Overridable): Overrides | undefined {
  const value = item.value("override");
  if (value === undefined) return { append: [], replace: [] };
  if (value.kind === "list" && value.items.length > 0) {
    item.error(
      value.offset,
      `override of ${item.owner} has to be a mapping such as {condition: append}, and it is a list`,
    );
    return undefined;
  }
  if (value.kind !== "mapping" || value.entries.length === 0) {
    item.warn(value.offset, `override of ${item.owner} names no key, so that Falco passes over it`);
    return { append: [], replace: [] };
  }
  const found = { append: new Array<string>(), replace: new Array<string>() };
  let isRight = true;
  for (const { key, keyOffset, value: operation } of value.entries) {
    const word = operation.kind === "text" ? operation.text : "";
    const allowed = { append, replace };
    if (word !== "append" && word !== "replace")
      isRight = refuse(
        item,
        operation.offset,
        `override of ${key} in ${item.owner} has to be append or replace, and it is ${shown(operation)}`,
      );
    else if (!allowed[word].includes(key))
      isRight = refuse(
        item,
        keyOffset,
        `override in ${item.owner} can ${word} ${listed(allowed[word])}, not ${key}${meant(key, allowed[word])}`,
      );
    else if (!item.has(key)) isRight = refuse(item, keyOffset, `${item.owner} overrides ${key} and doesn't have it`);
    else found[word].push(key);
  }
  return isRight ? found : undefined;
}

function refuse(item: Item, offset: number, message: string): false {
  item.error(offset, message);
  return false;
}
