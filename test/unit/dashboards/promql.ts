import { parser } from "@prometheus-io/lezer-promql";

/** What a query names: its selectors, and the labels it groups, matches or rewrites by. */
export interface NamedInQuery {
  readonly selectors: readonly { readonly metric: string; readonly labels: readonly string[] }[];
  readonly groupedBy: readonly string[];
  readonly rewritten: readonly string[];
}

const macros: readonly (readonly [string, string])[] = [
  ["$__rate_interval", "2m15s"],
  ["$__interval_ms", "120000"],
  ["$__interval", "2m"],
  ["$__range", "6h"],
];

/** The query as Grafana sends it, with `.*` for each of the given variables. */
export const interpolated = (expr: string, variables: readonly string[]): string =>
  [...macros, ...variables.map((name) => [`$${name}`, ".*"] as const)].reduce(
    (text, [macro, value]) => text.replaceAll(macro, value),
    expr,
  );

/** Reads a query; throws where it is no PromQL. */
export const readPromQl = (expr: string): NamedInQuery => {
  type Node = ReturnType<typeof parser.parse>["topNode"];
  const text = (node: Node) => expr.slice(node.from, node.to);
  const within = (node: Node, name: string): Node[] => {
    const found: Node[] = [];
    node.cursor().iterate((at) => {
      if (at.name === name) found.push(at.node);
    });
    return found;
  };

  const tree = parser.parse(expr).topNode;
  const [error] = within(tree, "⚠");
  if (error !== undefined) throw new SyntaxError(`no PromQL at ${error.from}: ${expr.slice(error.from)}`);

  const rewrites = within(tree, "FunctionCall").filter((call) => within(call, "LabelReplace").length > 0);
  return {
    selectors: within(tree, "VectorSelector").map((selector) => ({
      metric: within(selector, "Identifier").map(text).join(),
      labels: within(selector, "LabelName").map(text),
    })),
    groupedBy: within(tree, "GroupingLabels").flatMap((labels) => within(labels, "LabelName").map(text)),
    // label_replace(vector, label, replacement, source label, pattern)
    rewritten: rewrites.flatMap((call) => {
      const literals = call.lastChild?.getChildren("StringLiteral") ?? [];
      const [label, , source] = literals.map((literal) => text(literal).slice(1, -1));
      return [label, source].flatMap((name) => (name === undefined || name === "" ? [] : [name]));
    }),
  };
};
