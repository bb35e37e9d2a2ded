import type { Source } from "./source";

/** YAML as Falco's parser (yaml-cpp) sees it: each scalar is text, and only whoever reads it makes more of it. */
export type Tree = Text | Nothing | List | Mapping;

interface Node {
  readonly source: Source;
  /** Where it begins in the source. */
  readonly offset: number;
}
/** A scalar. */
export interface Text extends Node {
  readonly kind: "text";
  readonly text: string;
  /** Where it ends in the source. */
  readonly end: number;
}
/** A value left out, `~` or `null`. */
export interface Nothing extends Node {
  readonly kind: "nothing";
}
/** A sequence. */
export interface List extends Node {
  readonly kind: "list";
  readonly items: readonly Tree[];
}
/** Keys and values, a key that is there twice included. */
export interface Mapping extends Node {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
}
/** A key and its value. */
export interface Entry {
  readonly key: string;
  /** It is a list or mapping, which `key` names. */
  readonly isOdd?: true;
  readonly keyOffset: number;
  readonly value: Tree;
}

/** The first entry of a key, as Falco takes it. */
export const entryOf = (mapping: Mapping, key: string): Entry | undefined =>
  mapping.entries.find((entry) => entry.key === key);

/** A value as an object of "has": `"hihg"`, `a list`. */
export const shown = (tree: Tree): string =>
  tree.kind === "text" ? quoted(tree.text) : tree.kind === "nothing" ? "nothing" : `a ${tree.kind}`;

/** A text in quotes, cut where it is long. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * Where the character at `at` of a scalar's text stands in the file. YAML folds lines and drops indents, quotes and escapes:
 * what isn't blank stands in both in the same order.
 */
export function offsetIn({ source, text, offset, end }: Text, at: number): number {
  const raw = source.text;
  const mark = raw.charAt(offset);
  let place = mark === "|" || mark === ">" ? raw.indexOf("\n", offset) + 1 : offset + (/["']/.test(mark) ? 1 : 0);
  const blank = /\s/;
  const isDouble = mark === '"';
  const skip = () => {
    while (
      place < end &&
      (blank.test(raw.charAt(place)) || (isDouble && /^\\[\s ntr]/.test(raw.slice(place, place + 2))))
    )
      place += raw.charAt(place) === "\\" ? 2 : 1;
  };
  for (let index = 0; index < at; index++) {
    if (blank.test(text.charAt(index))) continue;
    skip();
    const escaped = isDouble ? /^\\(?:x..|u.{4}|U.{8}|.)/.exec(raw.slice(place, place + 10))?.[0].length : undefined;
    place += escaped ?? (mark === "'" && raw.charAt(place) === "'" ? 2 : 1);
  }
  if (at < text.length) skip();
  return Math.min(place, end);
}
