import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Alias, type Document, type Node } from "yaml";
import type { Source } from "./source";
import { shown, type Entry, type Tree } from "./tree";

/** yaml-cpp, src/null.cpp: these mean nothing where they aren't quoted. */
const nothingWords = ["", "~", "null", "Null", "NULL"];

/** Something about the YAML itself. */
export interface YamlRemark {
  readonly offset: number;
  readonly severity: "error" | "warning";
  readonly message: string;
}
interface Parsed {
  readonly documents: readonly Tree[];
  readonly remarks: readonly YamlRemark[];
}

/** The documents of a YAML text, each scalar as text. */
export function parseYaml(source: Source): Parsed {
  const parsed: readonly Document[] = parseAllDocuments(source.text, { schema: "failsafe", prettyErrors: false });
  const errors = parsed.flatMap((document) => document.errors);
  // What follows a syntax error is mostly its echo.
  const syntax = errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (syntax) {
    const message = `this is no valid YAML: ${syntax.message}`;
    return { documents: [], remarks: [{ offset: syntax.pos[0], severity: "error", message }] };
  }
  const repeated = errors.map(({ pos }) => ({
    offset: pos[0],
    severity: "warning" as const,
    message: "this key is there already in its mapping, and Falco takes the first",
  }));
  const grown = parsed.map((document) => treeOf(document, source));
  return {
    documents: grown.flatMap(({ documents }) => documents),
    remarks: [...repeated, ...grown.flatMap(({ remarks }) => remarks)],
  };
}

function treeOf(document: Document, source: Source): Parsed {
  const remarks: YamlRemark[] = [];
  const finished = new Map<Node, Tree>();
  const refuse = (offset: number, message: string) => remarks.push({ offset, severity: "error", message });

  const grow = (node: Node): Tree => {
    const tree = branch(node, node.range?.[0] ?? 0);
    finished.set(node, tree);
    return tree;
  };
  const branch = (node: Node, offset: number): Tree => {
    if (isAlias(node)) return aliased(node, offset);
    if (isSeq<Node>(node)) return { kind: "list", items: node.items.map(grow), source, offset };
    if (isMap<Node, Node | null>(node))
      return { kind: "mapping", entries: node.items.flatMap(({ key, value }) => entry(key, value)), source, offset };
    const text = isScalar(node) ? (node.source ?? "") : "";
    const bare = isScalar(node) && node.type === "PLAIN";
    return bare && nothingWords.includes(text)
      ? { kind: "nothing", source, offset }
      : { kind: "text", text, source, offset, end: node.range?.[1] ?? offset };
  };
  const entry = (keyNode: Node, value: Node | null): Entry[] => {
    const key = grow(keyNode);
    const keyOffset = key.offset;
    if (key.kind === "text")
      return [
        { key: key.text, keyOffset, value: value ? grow(value) : { kind: "nothing", source, offset: keyOffset } },
      ];
    refuse(keyOffset, `the key of a mapping has to be a text, and this one is ${shown(key)}`);
    return [];
  };
  const aliased = (alias: Alias, offset: number): Tree => {
    const target = alias.resolve(document);
    const tree = target && finished.get(target);
    if (tree) return tree;
    refuse(
      offset,
      target ? `*${alias.source} stands within what it names` : `nothing above is called &${alias.source}`,
    );
    return { kind: "nothing", source, offset };
  };

  return { documents: document.contents ? [grow(document.contents)] : [], remarks };
}
