import { hasLabel, metricsNamed, targetLabels, type KnownMetric } from "./known";
import { parsePromql, partsOf, selectorOf, unquoted, type PromqlNode } from "./promqlTree";

/** Labels of the series that an expression gives. */
interface Labels {
  readonly names: ReadonlySet<string>;
  /** More labels begin so. */
  readonly prefixes: ReadonlySet<string>;
}

/** What a query gives, and what it names that there isn't. */
export interface QueryFindings {
  readonly labels: Labels;
  readonly unknown: readonly string[];
}

/**
 * Metrics and labels in a query that none of these metrics has, each as a sentence. A matcher has to accept one of the
 * label's values where all of them are known; one that accepts series without the label may name what any metric has.
 * Throws where the query is no PromQL.
 */
export const unknownIn = (query: string, known: readonly KnownMetric[]): readonly string[] =>
  findingsIn(query, known).unknown;

/** The same, with the labels of what the query gives. */
export function findingsIn(query: string, known: readonly KnownMetric[]): QueryFindings {
  const unknown = new Set<string>();
  const text = (node: PromqlNode) => query.slice(node.from, node.to);

  const labelsIn = (node: PromqlNode): Labels => {
    switch (node.name) {
      case "VectorSelector":
        return selected(node);
      case "AggregateExpr":
        return aggregated(node);
      case "FunctionCall":
        return called(node);
      case "BinaryExpr":
        return combined(node);
      default:
        return partsOf(node).reduce((labels, part) => union(labels, labelsIn(part)), none);
    }
  };

  const expect = (label: string, { names, prefixes }: Labels, where: PromqlNode) => {
    const there = names.has(label) || [...prefixes].some((prefix) => label.startsWith(prefix));
    if (!there) unknown.add(`label ${label} in ${text(where)}`);
  };

  const selected = (node: PromqlNode): Labels => {
    const { metric, matchers } = selectorOf(query, node);
    const metrics = metricsNamed(known, metric);
    if (metrics.length === 0) unknown.add(`metric ${metric}`);
    const wrongOf = (one: KnownMetric) =>
      matchers.filter(({ label, accepts }) => {
        if (targetLabels.includes(label)) return false;
        if (accepts("") && known.some((other) => hasLabel(other, label))) return false;
        const values = one.values?.[label];
        return !hasLabel(one, label) || (values !== undefined && !values.some(accepts));
      });
    // Programs share names of metrics: those are meant that all matchers fit.
    const meant = metrics.filter((one) => wrongOf(one).length === 0);
    if (metrics[0] && meant.length === 0)
      for (const { label } of wrongOf(metrics[0])) unknown.add(`label ${label}, or its value, in ${text(node)}`);
    return {
      names: new Set([...targetLabels, ...meant.flatMap(({ labels }) => labels)]),
      prefixes: new Set(meant.flatMap(({ labelPrefix }) => labelPrefix ?? [])),
    };
  };

  const grouping = (node: PromqlNode | null | undefined): readonly string[] =>
    node?.getChildren("LabelName").map(text) ?? [];

  const aggregated = (node: PromqlNode): Labels => {
    const body = node.getChild("FunctionCallBody");
    const inner = body ? labelsIn(body) : none;
    const modifier = node.getChild("AggregateModifier");
    const names = grouping(modifier?.getChild("GroupingLabels"));
    for (const name of names) expect(name, inner, node);
    if (/^(topk|bottomk)\b/.test(text(node))) return inner;
    return modifier?.getChild("Without")
      ? { ...inner, names: new Set([...inner.names].filter((name) => !names.includes(name))) }
      : { names: new Set(names), prefixes: new Set() };
  };

  const called = (node: PromqlNode): Labels => {
    const body = node.getChild("FunctionCallBody");
    const inner = body ? labelsIn(body) : none;
    if (!text(node).startsWith("label_replace")) return inner;
    // label_replace(series, label, replacement, source label, pattern)
    const [label = "", , source = ""] =
      body?.getChildren("StringLiteral").map((literal) => unquoted(text(literal))) ?? [];
    if (source !== "") expect(source, inner, node);
    return { ...inner, names: new Set([...inner.names, label]) };
  };

  const combined = (node: PromqlNode): Labels => {
    const matching = node.getChild("MatchingModifierClause");
    const [left = none, right = none] = [node.firstChild, node.lastChild].map((side) => (side ? labelsIn(side) : none));
    const [on, carried] = matching?.getChildren("GroupingLabels").map(grouping) ?? [];
    const sides = matching?.getChild("On") ? [left, right] : [union(left, right)];
    for (const name of on ?? []) for (const side of sides) expect(name, side, node);
    for (const name of carried ?? []) expect(name, right, node);
    if (node.getChild("Or")) return union(left, right);
    // A number has no labels, so those of the other side stay.
    return left.names.size === 0 ? right : { ...left, names: new Set([...left.names, ...(carried ?? [])]) };
  };

  return { labels: labelsIn(parsePromql(query)), unknown: [...unknown] };
}

const none: Labels = { names: new Set(), prefixes: new Set() };

const union = (a: Labels, b: Labels): Labels => ({
  names: new Set([...a.names, ...b.names]),
  prefixes: new Set([...a.prefixes, ...b.prefixes]),
});
