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

const documentsOf = (text: string): readonly Document[] =>
  parseAllDocuments(text, { schema: "failsafe", prettyErrors: false });

/** In brackets and braces indents count for nothing to yaml-cpp, so that a line break there is no more than a blank. */
function parsedFlat(text: string): readonly Document[] {
  const first = documentsOf(text);
  let [flat, documents] = [text, first];
  for (let tries = 0; tries < 100; tries++) {
    const wrong = documents.flatMap(({ errors }) => errors).find(({ code }) => code !== "DUPLICATE_KEY");
    if (wrong?.code !== "BAD_INDENT" || !wrong.message.startsWith("Flow ")) return wrong ? first : documents;
    const end = flat.lastIndexOf("\n", wrong.pos[0] - 1);
    if (end < 0 || / #|^#/.test(flat.slice(flat.lastIndexOf("\n", end - 1) + 1, end))) return first;
    flat = `${flat.slice(0, end)} ${flat.slice(end + 1)}`;
    documents = documentsOf(flat);
  }
  return first;
}

/** The documents of a YAML text, each scalar as text. */
export function parseYaml(source: Source): Parsed {
  const parsed = parsedFlat(source.text);
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
  const hasTab = source.text.includes("\t");
  const refuse = (offset: number, message: string) => remarks.push({ offset, severity: "error", message });

  const grow = (node: Node): Tree => {
    const tree = branch(node, node.range?.[0] ?? 0);
    finished.set(node, tree);
    return tree;
  };
  const branch = (node: Node, offset: number): Tree => {
    if (isAlias(node)) return aliased(node, offset);
    if (isSeq<Node>(node)) return { kind: "list", items: node.items.map(grow), source, offset };
    if (isMap<Node, Node | null>(node)) {
      if (!node.flow && hasTab) for (const { value } of node.items) refuseTab(value, source.position(offset).column);
      return { kind: "mapping", entries: node.items.flatMap(({ key, value }) => entry(key, value)), source, offset };
    }
    const text = isScalar(node) ? (node.source ?? "") : "";
    const bare = isScalar(node) && node.type === "PLAIN";
    return bare && nothingWords.includes(text)
      ? { kind: "nothing", source, offset }
      : { kind: "text", text, source, offset, end: node.range?.[1] ?? offset };
  };
  /** yaml-cpp, src/scanscalar.cpp: none may stand where a plain text could still go on. */
  const refuseTab = (value: Node | null, indent: number): void => {
    if (!isScalar(value) || value.type !== "PLAIN") return;
    const next = /[ \t]*\r?\n(?: *\r?\n)*( *)\t/y;
    next.lastIndex = value.range?.[1] ?? source.text.length;
    if ((next.exec(source.text)?.[1]?.length ?? indent) < indent)
      refuse(next.lastIndex - 1, "this is no valid YAML: a tab stands where the line is indented");
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
