import { parser } from "@prometheus-io/lezer-promql";

export type PromqlNode = ReturnType<typeof parser.parse>["topNode"];

/** A query's expression. Throws where it is no PromQL. */
export function parsePromql(query: string): PromqlNode {
  const tree = parser.parse(query).topNode;
  const [error] = nodesWithin(tree, "⚠");
  if (error) throw new SyntaxError(`no PromQL at ${error.from}: ${query.slice(error.from)}`);
  const expression = tree.firstChild;
  if (!expression) throw new SyntaxError("no PromQL: nothing");
  return expression;
}

/** All nodes of a name, the topmost one included. */
export function nodesWithin(node: PromqlNode, name: string): readonly PromqlNode[] {
  const found: PromqlNode[] = [];
  node.cursor().iterate((at) => {
    if (at.name === name) found.push(at.node);
  });
  return found;
}

/** A node's own parts. */
export function partsOf(node: PromqlNode): readonly PromqlNode[] {
  const parts: PromqlNode[] = [];
  for (let part = node.firstChild; part; part = part.nextSibling) parts.push(part);
  return parts;
}

/** A matcher of a selector. */
export interface Matcher {
  readonly label: string;
  readonly accepts: (value: string) => boolean;
}

/** What a selector names. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** Reads a node `VectorSelector` of the query. */
export function selectorOf(query: string, node: PromqlNode): Selector {
  const text = (part: PromqlNode | null | undefined) => (part ? query.slice(part.from, part.to) : "");
  return {
    metric: text(node.getChild("Identifier")),
    matchers: nodesWithin(node, "UnquotedLabelMatcher").map((matcher) => {
      const value = unquoted(text(matcher.getChild("StringLiteral")));
      const operator = text(matcher.getChild("MatchOp"));
      const matches = operator.endsWith("~")
        ? (candidate: string) => new RegExp(`^(?:${value})$`).test(candidate)
        : (candidate: string) => candidate === value;
      return {
        label: text(matcher.getChild("LabelName")),
        accepts: operator.startsWith("!") ? (candidate) => !matches(candidate) : matches,
      };
    }),
  };
}

/** What a string literal says. */
export const unquoted = (literal: string): string => literal.slice(1, -1).replaceAll(/\\(.)/g, "$1");
