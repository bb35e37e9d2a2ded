import type { Position } from "./remark";

/** YAML as Falco's parser (yaml-cpp) sees it: each scalar is text, and only whoever reads it makes more of it. */
export type Tree = Text | Nothing | List | Mapping;

/** A scalar. */
export interface Text {
  readonly kind: "text";
  readonly text: string;
  readonly at: Position;
}
/** A value left out, `~` or `null`. */
export interface Nothing {
  readonly kind: "nothing";
  readonly at: Position;
}
/** A sequence. */
export interface List {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly at: Position;
}
/** Keys and values, a key that is there twice included. */
export interface Mapping {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly at: Position;
}
/** A key and its value. */
export interface Entry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: Tree;
}

/** The first entry of a key, as Falco takes it. */
export const entryOf = (mapping: Mapping, key: string): Entry | undefined =>
  mapping.entries.find((entry) => entry.key === key);

/** The value of a key, if it has one that isn't left empty. */
export const valueOf = (mapping: Mapping, key: string): Exclude<Tree, Nothing> | undefined => {
  const value = entryOf(mapping, key)?.value;
  return value?.kind === "nothing" ? undefined : value;
};

/** A text that isn't empty. */
export const isText = (tree: Tree | undefined): tree is Text => tree?.kind === "text" && tree.text !== "";

/** A value as an object of "has": `"hihg"`, `a list`. */
export const shown = (tree: Tree): string =>
  tree.kind === "text" ? quoted(tree.text) : tree.kind === "nothing" ? "nothing" : `a ${tree.kind}`;

/** A text in quotes, cut where it is long. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
