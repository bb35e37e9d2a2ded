import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLParseError,
} from "yaml";
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

/** yaml-cpp needs no blank in front of a comment behind brackets or quotes. */
const isFault = ({ code, message }: YAMLParseError): boolean =>
  code !== "DUPLICATE_KEY" && !message.startsWith("Comments must be separated");

/** What yaml-cpp reads and this reader doesn't, written so that both do: each offset stays. */
function parsedAlike(text: string): readonly Document[] {
  const first = documentsOf(text);
  let [alike, documents] = [text, first];
  for (let tries = 0; tries < 100; tries++) {
    const wrong = documents.flatMap(({ errors }) => errors).find(isFault);
    if (!wrong) return documents;
    const next = rewritten(alike, wrong);
    if (next === undefined) return first;
    documents = documentsOf((alike = next));
  }
  return first;
}

function rewritten(text: string, { code, message, pos: [at] }: YAMLParseError): string | undefined {
  // In brackets and braces indents count for nothing, so that a line break there is no more than a blank.
  if (code === "BAD_INDENT" && message.startsWith("Flow ")) {
    const end = text.lastIndexOf("\n", at - 1);
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    const before = /^(?:"[^"]*"|'[^']*'|[^"'#]|(?<=\S)#)*$/.exec(line.replace(/(?<=^|\s)#[^"']*$/, ""))?.[0];
    if (end < 0 || before === undefined) return undefined;
    return `${text.slice(0, start)}${before.padEnd(line.length)} ${text.slice(end + 1)}`;
  }
  // So it is in quotes, which the end of the file closes too.
  const quote = /^Missing closing (["'])quote/.exec(message)?.[1];
  if (quote !== undefined) {
    const marks = text.slice(0, at).matchAll(quote === '"' ? /(?<!\\)"/g : /(?<!')'(?!')/g);
    const start = [...marks].at(-1)?.index;
    if (start === undefined) return undefined;
    const rest = text.slice(start + 1);
    const inner = (quote === '"' ? /^(?:\\.|[^"\\])*/s : /^(?:''|[^'])*/).exec(rest)?.[0] ?? "";
    const closed = rest.slice(inner.length) || quote;
    return text.slice(0, start + 1) + inner.replace(/\n/g, " ") + closed;
  }
  // A word at the very end is a key without a value.
  return message.startsWith("Implicit map keys need") && /^[^\s"'#][^\n]*\n?$/.test(text.slice(at))
    ? `${text.trimEnd()}:`
    : undefined;
}

/** The documents of a YAML text, each scalar as text. */
export function parseYaml(source: Source): Parsed {
  const parsed = parsedAlike(source.text);
  const errors = parsed.flatMap((document) => document.errors);
  // What follows a syntax error is mostly its echo.
  const syntax = errors.find(isFault);
  if (syntax) {
    const message = `this is no valid YAML: ${syntax.message}`;
    return { documents: [], remarks: [{ offset: syntax.pos[0], severity: "error", message }] };
  }
  const repeated = errors
    .filter(({ code }) => code === "DUPLICATE_KEY")
    .map(({ pos }) => ({
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
      return { kind: "mapping", entries: node.items.map(entry), source, offset };
    }
    const text = isScalar(node) ? (node.source ?? "") : "";
    const bare = isScalar(node) && node.type === "PLAIN" && node.tag === undefined;
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
  const entry = ({ key: keyNode, value }: Pair<Node, Node | null>): Entry => {
    const key = grow(keyNode);
    const keyOffset = key.offset;
    const grown: Tree = value ? grow(value) : { kind: "nothing", source, offset: keyOffset };
    if (key.kind === "text") return { key: key.text, keyOffset, value: grown };
    return key.kind === "nothing"
      ? { key: "null", keyOffset, value: grown }
      : { key: shown(key), isOdd: true, keyOffset, value: grown };
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
