import { called, eventsInRange, eventsOverTime, labelsOf, orNone, orZero, topTen } from "../../../dashboards/queries";
import { grownWithBirths } from "../../../promql/counters";
import { exporterEvents, nativeEvents } from "../../../promql/eventSources";
import { findingsIn } from "../../metrics/unknown";
import { interpolated as filledIn } from "../../metrics/interpolate";
import { nodesWithin, parsePromql, selectorOf } from "../../metrics/promqlTree";
import { eachDeployment, knownOf } from "./deployments";
import { queriesOf, readEvents } from "./read";

const interpolated = (expr: string) => filledIn(expr, { seconds: 21_600, interval: 120, scrapeInterval: 30 });

describe.each(eachDeployment)("queries of %s", (_, deployed) => {
  const read = readEvents(deployed.args);
  const variables = read.templating.list.map(({ name }) => name).filter((name) => name !== "datasource");
  const known = knownOf(deployed);
  const queries = queriesOf(read);
  const found = (expr: string) => findingsIn(interpolated(expr), known);

  test.each(queries)("$refId of $title is PromQL of metrics and labels that exist", ({ expr }) => {
    expect(interpolated(expr)).not.toMatch(/\$(?!1")/); // $1 is of label_replace()
    expect(found(expr).unknown).toEqual([]);
  });

  test.each(queries)("$refId of $title names its series by labels that it keeps", ({ expr, legendFormat }) => {
    const shown = [...(legendFormat ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    expect([...found(expr).labels.names]).toEqual(expect.arrayContaining(shown));
  });

  test.each(queries)("$refId of $title runs over time for a graph, and at its end for the rest", (query) => {
    const { expr, instant, range, type, interval, format } = query;
    expect({ instant, range }).toEqual({ instant: type !== "timeseries", range: type === "timeseries" });
    expect(format).toBe(type === "table" ? "table" : undefined);
    expect(expr).not.toMatch(range ? /\$__range/ : /\$__(rate_)?interval/);
    if (/\$__interval/.test(expr)) expect(interval).toBe("2m");
  });

  test.each(queries)("$refId of $title adds up pods, whichever of them counted", ({ expr, type }) => {
    const labels = [...found(expr).labels.names].filter((name) => name === "pod" || name === "instance");
    if (type !== "table") expect(labels).toEqual([]);
  });

  test("select by every variable what has its label, in whichever panel", () => {
    const unselected = queries.flatMap(({ title, expr }) => {
      const interpolatedExpr = interpolated(expr);
      return nodesWithin(parsePromql(interpolatedExpr), "VectorSelector")
        .map((node) => selectorOf(interpolatedExpr, node))
        .filter(({ metric, matchers }) => metric !== "up" && !matchers.some(({ label }) => label === "cluster"))
        .map(({ metric }) => `${title}: ${metric}`);
    });
    expect(unselected).toEqual([]);
    for (const name of variables) {
      expect(queries.some(({ expr }) => expr.includes(`"$${name}"`) || expr.includes(`"\${${name}:pipe}"`))).toBe(true);
    }
  });

  test("of variables and annotations name what exists", () => {
    const selectors = read.templating.list.flatMap(({ query = "" }) =>
      [...query.matchAll(/^label_values\((.*), (\w+)\)$/g)].map(([, selector = "", label = ""]) => ({
        selector,
        label,
      })),
    );
    expect(selectors.length).toBeGreaterThan(1);
    for (const { selector, label } of selectors) expect(found(`sum by (${label}) (${selector})`).unknown).toEqual([]);
    for (const { expr } of read.annotations.list) expect(found(expr)).toMatchObject({ unknown: [] });
  });
});

const source = exporterEvents({ namespace: "falco" });
const selected =
  'namespace=~"falco|", priority=~"[0-7]", source!="internal", cluster=~"$cluster", hostname=~"$node", ' +
  'k8s_ns_name=~"$namespace", rule=~"$rule", priority=~"${priority:pipe}"';

test("eventsInRange adds to the increase what new series began with", () => {
  const counter = `falco_events{${selected}, tags=~".*,x,.*"}`;
  expect(eventsInRange(source, ["rule"], ['tags=~".*,x,.*"'])).toBe(
    `sum by (rule) (${grownWithBirths(counter, "$__range")})`,
  );
});

test("eventsOverTime counts each event in one interval, the first of a series too, and leaves out zeros", () => {
  const counter = `falco_events{${selected}}`;
  const rate = `rate(${counter}[$__rate_interval]) * $__interval_ms / 1000`;
  expect(eventsOverTime(source, ["rule"])).toBe(`sum by (rule) (${grownWithBirths(counter, "$__interval", rate)}) > 0`);
});

test("labelsOf leaves out what a source does not know", () => {
  expect(labelsOf(nativeEvents({ namespace: "falco" }), ["rule", "namespace", "pod", "node"])).toEqual([
    "rule_name",
    "node",
  ]);
});

test("orZero is 0 only where a target answers", () => {
  expect(orZero("sum(x)", "up or y")).toBe("sum(x) or 0 * count((up or y) == 1)");
});

test("orNone is one series of 0 with a name only where a target answers", () => {
  expect(orNone("x > 0", "up", "rule")).toBe(
    'x > 0 or on () label_replace(0 * count((up) == 1), "rule", "(no event)", "", "")',
  );
});

test("called names one value of a label, and topTen takes ten series", () => {
  expect(called("(host)", "k8s_ns_name", "<NA>", topTen("x"))).toBe(
    'label_replace(topk(10, x), "k8s_ns_name", "(host)", "k8s_ns_name", "<NA>")',
  );
});
