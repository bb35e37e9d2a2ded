import { eventsInRange, eventsOverTime, exporterUp, ofPods, orZero, withNamedHosts } from "../../../dashboards/queries";
import { interpolated, readPromQl } from "./promql";
import { dataPanels, panelTitled, read } from "./read";

const variables = read.templating.list.map(({ name }) => name).filter((name) => name !== "datasource");

const ofTarget = ["job", "instance", "service", "pod", "node"];
const eventLabels = ["rule", "priority", "hostname", "source", "k8s_ns_name", "k8s_pod_name", "tags"];

/** falco-exporter 0.8.7, pkg/exporter/exporter.go; the others carry what the scrape adds. */
const known: Readonly<Record<string, readonly string[]>> = {
  falco_events: eventLabels,
  up: ofTarget,
  process_start_time_seconds: ofTarget,
};

const queries = dataPanels.flatMap(({ title, type, interval, targets }) =>
  targets.map((target) => ({ title, type, interval, ...target })),
);

describe.each(queries)("query $refId of $title", ({ expr, legendFormat, instant, range, type, interval, format }) => {
  const named = () => readPromQl(interpolated(expr, variables));

  test("is PromQL once Grafana has filled in what it knows", () => {
    expect(interpolated(expr, variables)).not.toContain("$");
    expect(named().selectors).not.toHaveLength(0);
  });

  test("reads metrics and labels that exist", () => {
    for (const { metric, labels } of named().selectors) expect(known[metric]).toEqual(expect.arrayContaining(labels));
    expect([...eventLabels, ...ofTarget]).toEqual(expect.arrayContaining([...named().groupedBy]));
    expect([...eventLabels, "born"]).toEqual(expect.arrayContaining([...named().rewritten]));
  });

  test("names its series by labels that it keeps", () => {
    const shown = [...(legendFormat ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    expect(named().groupedBy).toEqual(expect.arrayContaining(shown));
  });

  test("selects events by every variable", () => {
    const events = named().selectors.filter(({ metric }) => metric === "falco_events");
    for (const { labels } of events) {
      expect(labels).toEqual(expect.arrayContaining(["hostname", "k8s_ns_name", "rule", "priority"]));
    }
    for (const name of variables) expect(expr.split(`=~"$${name}"`)).toHaveLength(events.length + 1);
  });

  test("runs over time for graphs with the graph's windows, and at the end for the rest with the whole range", () => {
    expect({ instant, range }).toEqual({ instant: type !== "timeseries", range: type === "timeseries" });
    expect(format).toBe(type === "table" ? "table" : undefined);
    expect(expr).not.toMatch(range ? /\$__range/ : /\$__(rate_)?interval/);
    if (expr.includes("$__rate_interval")) expect(interval).toBe("2m");
  });
});

test("every variable selects something", () => {
  for (const name of variables) expect(queries.some(({ expr }) => expr.includes(`"$${name}"`))).toBe(true);
});

test("readPromQl refuses what is none", () => {
  expect(() => readPromQl('sum(up{job="x"')).toThrow("no PromQL at 14");
  expect(() => readPromQl("rate(falco_events[$__nothing])")).toThrow("no PromQL");
});

const selected = 'hostname=~"$node", k8s_ns_name=~"$namespace", rule=~"$rule", priority=~"$priority"';

test("eventsInRange adds to the increase what new series began with, unless their target was down before", () => {
  expect(eventsInRange({ by: ["rule", "priority"], where: ['source="syscall"'] })).toBe(
    `sum by (rule, priority) (increase(falco_events{${selected}, source="syscall"}[$__range]) or label_replace(` +
      `min_over_time(falco_events{${selected}, source="syscall"}[$__range])` +
      ` unless falco_events{${selected}, source="syscall"} offset $__range` +
      ` unless on (job, instance) (up offset $__range == 0), "born", "true", "", ""))`,
  );
});

test("eventsOverTime counts each event in one interval, the first of a series too, and leaves out zeros", () => {
  expect(eventsOverTime({ by: ["rule"] })).toBe(
    `sum by (rule) (rate(falco_events{${selected}}[$__rate_interval]) * $__interval_ms / 1000 or label_replace(` +
      `min_over_time(falco_events{${selected}}[$__interval])` +
      ` unless falco_events{${selected}} offset $__interval` +
      ` unless on (job, instance) (up offset $__interval == 0), "born", "true", "", "")) > 0`,
  );
});

test("Critical and worse counts Critical, Alert and Emergency alone", () => {
  const [query] = panelTitled("Critical and worse").targets;
  const [, counted = ""] = /priority=~"\$priority", priority=~"([^"]*)"/.exec(query?.expr ?? "") ?? [];
  expect("01234567".match(new RegExp(counted, "g"))).toEqual(["0", "1", "2"]);
});

test("ofPods leaves out host processes and events that name no pod", () => {
  const [, refused = "missing"] = /^k8s_pod_name!~"(.*)"$/.exec(ofPods) ?? [];
  expect(["", "<NA>", "web-1"].filter((pod) => !new RegExp(`^(?:${refused})$`).test(pod))).toEqual(["web-1"]);
});

test("withNamedHosts gives the two namespaces that are none names that no namespace can have", () => {
  expect(withNamedHosts("x")).toBe(
    'label_replace(label_replace(x, "k8s_ns_name", "(host)", "k8s_ns_name", "<NA>"),' +
      ' "k8s_ns_name", "(not in the event)", "k8s_ns_name", "")',
  );
});

test("exporterUp finds exporters behind a ServiceMonitor, an annotated Service and annotated pods", () => {
  expect(exporterUp).toBe(
    'up{job=~"(.+-)?falco-exporter"} or up{service=~"(.+-)?falco-exporter"} or up{pod=~"(.+-)?falco-exporter-.+"}',
  );
});

test("orZero is 0 only where an exporter is scraped", () => {
  expect(orZero("sum(x)")).toBe(`sum(x) or 0 * sum(${exporterUp})`);
});
