import { lt } from "semver";
import { listed } from "../leaf";
import { isOn, meant } from "./forms";
import { refuse, type Remark } from "./remark";
import { entryOf, shown, type Mapping } from "./tree";

/** What `override` may do to the keys of an item. */
export interface Overridable {
  readonly append: readonly string[];
  readonly replace: readonly string[];
}

/** falco 0.43.0, userspace/engine/rule_loader_reader.cpp, read_item. */
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

/** The first Falco that reads `override`; those before take such an item for a definition. */
const since = "0.37.0";

/** Checks an item's `override`, where it has one. `falco`: its version, if known. */
export function checkOverride(
  owner: string,
  item: Mapping,
  { append, replace }: Overridable,
  falco: string | undefined,
): Remark[] {
  const entry = entryOf(item, "override");
  if (!entry) return [];
  const { keyAt, value } = entry;
  if (falco !== undefined && lt(falco, since))
    return [refuse(keyAt, `no override with Falco ${falco}`, `${owner} has one, and Falco reads it since ${since}`)];
  if (value.kind !== "mapping" || value.entries.length === 0)
    return [refuse(value.at, "a mapping of keys to append or replace as override", `${owner} has ${shown(value)}`)];
  const both = isOn(item, "append") ? [refuse(keyAt, "either override or append: true", `${owner} has both`)] : [];
  const wrong = value.entries.flatMap(({ key, keyAt: at, value: operation }): Remark[] => {
    if (!replace.includes(key))
      return [refuse(at, `${listed(replace)} under override`, `${owner} has ${key}${meant(key, replace)}`)];
    const operations = append.includes(key) ? ["append", "replace"] : ["replace"];
    if (operation.kind !== "text" || !operations.includes(operation.text))
      return [
        refuse(operation.at, `${listed(operations)} for ${key} under override`, `${owner} has ${shown(operation)}`),
      ];
    return entryOf(item, key) ? [] : [refuse(at, `${key} beside its override`, `${owner} has none`)];
  });
  const left = item.entries
    .filter(({ key }) => replace.includes(key) && !entryOf(value, key))
    .map(({ key, keyAt: at }) => refuse(at, `${key} under override too`, `${owner} overrides other keys alone`));
  return [...both, ...wrong, ...left];
}
