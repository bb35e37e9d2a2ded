import { exposition, type Scrape } from "../../metrics/expositions/exposition";
import { moments, nodes, type Day } from "../../metrics/expositions/story";
import { knownMetrics, metricsNamed } from "../../metrics/known";
import { misfits, samplesOf } from "./parsed";

const days: readonly Day[] = ["quiet", "bad"];
const times = [0, 45, 299, 301, moments.critical, 899, 900, moments.lost, 2099, 2101, 2699, 2700, 5000];
const everything = [
  "rules_counters_enabled",
  "resource_utilization_enabled",
  "state_counters_enabled",
  "kernel_event_counters_enabled",
  "kernel_event_counters_per_cpu_enabled",
  "kernel_iter_event_counters_enabled",
  "libbpf_stats_enabled",
  "jemalloc_stats_enabled",
  "plugins_metrics_enabled",
];
const fields = { metricLabels: ["proc.name", "user.name"], customFields: { cluster: "dev", "team.name": "blue" } };

type Pod = (moment: { day: Day; node: (typeof nodes)[number]; t: number }) => Scrape;
const cases: readonly (readonly [string, Pod, ReturnType<typeof knownMetrics>])[] = [
  ...["0.38.1", "0.38.2", "0.39.2", "0.41.3", "0.42.1", "0.43.1", "0.44.1"].map((version) => {
    const pod: Pod = (moment) => ({ program: "falco", version, enabled: everything, ...moment });
    const known = knownMetrics({ falco: version }).filter(({ engines }) => engines?.includes("modern_bpf") ?? true);
    return [`falco ${version}`, pod, known] as const;
  }),
  ...["0.8.0", "0.8.7"].map((version) => {
    const pod: Pod = (moment) => ({ program: "falco-exporter", version, ...moment });
    return [`falco-exporter ${version}`, pod, knownMetrics({ exporter: version })] as const;
  }),
  ...["2.29.0", "2.30.0", "2.32.0", "2.34.1"].map((version) => {
    const pod: Pod = (moment) => ({
      program: "falcosidekick",
      version,
      replica: moment.node === "worker-2" ? 1 : 0,
      ...fields,
      ...moment,
    });
    const known = knownMetrics({ sidekick: version, ...fields, customFields: Object.keys(fields.customFields) });
    return [`falcosidekick ${version}`, pod, known] as const;
  }),
  ...(["kube-state-metrics", "kubelet"] as const).map((program) => {
    const pod: Pod = (moment) => ({ program, ...moment });
    return [program, pod, knownMetrics({})] as const;
  }),
];

const moment = (day: Day, t: number, node: (typeof nodes)[number]) => ({ day, t, node });

describe.each(cases)("exposition of %s", (name, pod, known) => {
  const [program = ""] = name.split(" ");
  const answers = days.flatMap((day) =>
    nodes.map((node) => times.map((t) => exposition(pod(moment(day, t, node))) ?? "")),
  );

  it("has the table's metrics alone, with their types and labels", () => {
    expect(answers.flat().flatMap((text) => (text === "" ? [] : misfits(text, known)))).toEqual([]);
  });

  it("has all of the table's metrics", () => {
    const printed = new Set(
      answers.flat().flatMap((text) => (text === "" ? [] : samplesOf(text).map((one) => one.name))),
    );
    const rows = known.filter((metric) => metric.program === program);
    const missing = rows.filter((row) => ![...printed].some((one) => metricsNamed([row], one).length > 0));
    expect(missing.map((row) => row.name)).toEqual([]);
  });

  it("counts up, until a restart", () => {
    const restarted = (from: number, to: number) => moments.restarts.some((at) => from < at && at <= to);
    for (const node of nodes)
      for (const day of days)
        times.slice(1).forEach((t, before) => {
          const from = times[before] ?? 0;
          if (day === "bad" && node === "worker-1" && restarted(from, t)) return;
          const [early = "", late] = [from, t].map((at) => exposition(pod(moment(day, at, node))));
          if (late === undefined) return;
          const now = new Map(samplesOf(late).map(({ series, value }) => [series, value]));
          const fallen = samplesOf(early).filter(
            ({ type, series, value }) => type === "counter" && (now.get(series) ?? -1) < value,
          );
          expect(fallen.map(({ series }) => series)).toEqual([]);
        });
  });
});

describe("misfits", () => {
  const text = exposition({ program: "falco-exporter", version: "0.8.7", ...moment("quiet", 600, "worker-1") }) ?? "";
  const known = knownMetrics({ exporter: "0.8.7" });

  it.each([
    ["falco_events", "falco_event", "falco_event is unknown"],
    ["k8s_ns_name", "namespace", "falco_events lacks k8s_ns_name"],
    ["k8s_ns_name", "namespace", "falco_events has no label namespace"],
    ["falco_events counter", "falco_events gauge", "falco_events is a counter"],
    ['priority="5"', 'priority="notice"', "falco_events has no priority notice"],
  ])("of an exposition with %s instead of %s: %s", (from, to, expected) => {
    expect(misfits(text, known)).toEqual([]);
    expect(misfits(text.replaceAll(from, to), known)).toContain(expected);
  });

  it("of a series that is there twice", () => {
    expect(misfits(text + text, known)[0]).toMatch(/^falco_events\{.* is there twice$/);
  });
});
