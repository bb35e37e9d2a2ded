import { listed } from "../leaf";
import { priorities } from "../priorities";
import { nearest } from "../../diagnostics/nearest";
import { refuse, type Remark } from "./remark";
import { entryOf, isText, shown, valueOf, type Mapping, type Tree } from "./tree";

/** What the value of a key has to look like. */
export interface Form {
  /** Completes "expected … as <key>". */
  readonly expected: string;
  readonly holds: (value: Tree) => boolean;
  /** The words it may be, for a misspelt one. */
  readonly words?: readonly string[];
}

const matching = (pattern: RegExp) => (value: Tree) => value.kind === "text" && pattern.test(value.text);

/** Any text but an empty one. */
export const text: Form = { expected: "a text", holds: isText };

/** A list without lists, mappings and gaps. */
export const texts: Form = {
  expected: "a list of texts",
  holds: (value) => value.kind === "list" && value.items.every(({ kind }) => kind === "text"),
};

// yaml-cpp, src/convert.cpp: words in small letters, in capitals, or with a capital in front.
const flagWords = ["true", "yes", "on", "y", "false", "no", "off", "n"];
const inAnyCase = (word: string) => [word, word.toUpperCase(), word.slice(0, 1).toUpperCase() + word.slice(1)];
/** A switch. */
export const flag: Form = {
  expected: "true or false",
  holds: matching(new RegExp(`^(${flagWords.flatMap(inAnyCase).join("|")})$`)),
};

/** Whether a key is there and true. */
export const isOn = (item: Mapping, key: string): boolean => {
  const value = valueOf(item, key);
  return value?.kind === "text" && flag.holds(value) && /^(true|yes|on|y)$/i.test(value.text);
};

/** From 0 to what Falco holds. */
export const wholeNumber: Form = { expected: "a whole number", holds: matching(/^\d{1,9}$/) };

/** libsinsp, version.h: what follows the three numbers counts for nothing. */
export const version: Form = { expected: "a version such as 0.1.0", holds: matching(/^\d+\.\d+\.\d+/) };

// falco 0.43.0, userspace/engine/falco_common.cpp: in capitals or not, and with one short form.
const priorityWords = [...priorities, "info"];
/** A priority. */
export const priority: Form = {
  expected: listed(priorityWords),
  holds: (value) => value.kind === "text" && priorityWords.includes(value.text.toLowerCase()),
  words: priorityWords,
};

/** "(did you mean …?)", where a word is near enough to one of those known. */
export const meant = (word: string, known: readonly string[]): string => {
  const match = nearest(word, known);
  return match === undefined ? "" : ` (did you mean ${match}?)`;
};

/** Checks the value of a key, where the item has it. */
export function checkForm(owner: string, item: Mapping, key: string, { expected, holds, words = [] }: Form): Remark[] {
  const value = entryOf(item, key)?.value;
  if (!value || holds(value)) return [];
  const other = value.kind === "list" ? value.items.find(({ kind }) => kind !== "text") : undefined;
  if (other) return [refuse(other.at, `${expected} as ${key}`, `${owner} has ${shown(other)} in it`)];
  const hint = value.kind === "text" ? meant(value.text, words) : "";
  return [refuse(value.at, `${expected} as ${key}`, `${owner} has ${shown(value)}${hint}`)];
}

/** Checks the value of a key that the item must have. */
export const requireForm = (owner: string, item: Mapping, key: string, form: Form): Remark[] =>
  entryOf(item, key)
    ? checkForm(owner, item, key, form)
    : [refuse(item.at, `${form.expected} as ${key}`, `${owner} has none`)];
