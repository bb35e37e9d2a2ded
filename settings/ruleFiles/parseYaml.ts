import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Alias,
  type Document,
  type Node,
} from "yaml";
import { refuse, type Position, type Remark } from "./remark";
import { shown, type Entry, type Tree } from "./tree";

/** yaml-cpp, src/null.cpp: these mean nothing where they aren't quoted. */
const nothingWords = ["", "~", "null", "Null", "NULL"];

interface Parsed {
  readonly documents: readonly Tree[];
  /** What the YAML itself is refused for. */
  readonly remarks: readonly Remark[];
}

/** The documents of a YAML text, each scalar as text. */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // The library counts a byte order mark as a column of indentation; yaml-cpp skips it.
  const parsed: readonly Document[] = parseAllDocuments(text.replace(/^\uFEFF/, ""), {
    schema: "failsafe",
    lineCounter: lines,
    prettyErrors: false,
  });
  const errors = parsed.flatMap((document) => document.errors);
  // What follows a syntax error is mostly its echo.
  const syntax = errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (syntax) return { documents: [], remarks: [refuse(position(syntax.pos[0]), "valid YAML", syntax.message)] };
  const repeated = errors.map(({ pos }) =>
    refuse(position(pos[0]), "each key once in a mapping", "this one is there already, and Falco takes the first"),
  );
  const grown = parsed.map((document) => treeOf(document, position));
  return {
    documents: grown.flatMap(({ documents }) => documents),
    remarks: [...repeated, ...grown.flatMap(({ remarks }) => remarks)],
  };
}

function treeOf(document: Document, position: (offset: number) => Position): Parsed {
  const remarks: Remark[] = [];
  const finished = new Map<Node, Tree>();
  const placeOf = (node: Node): Position => position(node.range?.[0] ?? 0);

  const grow = (node: Node): Tree => {
    const tree = branch(node, placeOf(node));
    finished.set(node, tree);
    return tree;
  };
  const branch = (node: Node, at: Position): Tree => {
    if (isAlias(node)) return aliased(node, at);
    if (isSeq<Node>(node)) return { kind: "list", items: node.items.map(grow), at };
    if (isMap<Node, Node | null>(node))
      return { kind: "mapping", entries: node.items.flatMap(({ key, value }) => entry(key, value)), at };
    const text = isScalar(node) ? (node.source ?? "") : "";
    const bare = isScalar(node) && node.type === "PLAIN";
    return bare && nothingWords.includes(text) ? { kind: "nothing", at } : { kind: "text", text, at };
  };
  const entry = (keyNode: Node, value: Node | null): Entry[] => {
    const key = grow(keyNode);
    const keyAt = placeOf(keyNode);
    if (key.kind === "text")
      return [{ key: key.text, keyAt, value: value ? grow(value) : { kind: "nothing", at: keyAt } }];
    remarks.push(refuse(keyAt, "a text as key of a mapping", `this one is ${shown(key)}`));
    return [];
  };
  const aliased = (alias: Alias, at: Position): Tree => {
    const target = alias.resolve(document);
    const tree = target && finished.get(target);
    if (tree) return tree;
    const found = target ? `*${alias.source} is within it` : `nothing above is called &${alias.source}`;
    remarks.push(refuse(at, "an alias of something that ends above it", found));
    return { kind: "nothing", at };
  };

  return { documents: document.contents ? [grow(document.contents)] : [], remarks };
}
