import { meant } from "./forms";
import { doubt, type Remark } from "./remark";
import type { Mapping } from "./tree";

/** Falco ignores the keys that it doesn't know, a misspelt one as well. */
export const doubtUnknownKeys = (owner: string, mapping: Mapping, known: readonly string[]): Remark[] =>
  mapping.entries
    .filter(({ key }) => !known.includes(key))
    .map(({ key, keyAt }) => doubt(keyAt, `${owner} has a key that Falco ignores: ${key}${meant(key, known)}`));
