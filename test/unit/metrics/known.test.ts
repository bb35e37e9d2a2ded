import { hasLabel, knownMetrics, metricsNamed } from "../../metrics/known";

const falcos = ["0.38.0", "0.38.1", "0.38.2", "0.39.2", "0.40.0", "0.41.3", "0.42.1", "0.43.1", "0.44.1"];
const sidekicks = ["2.29.0", "2.30.0", "2.31.1", "2.32.0", "2.33.0", "2.34.1"];
const fields = {
  metricLabels: ["proc.name", "user.name"],
  customFields: ["cluster"],
  templatedFields: ["severity"],
};

describe.each([
  ...falcos.map((falco) => ({ falco })),
  ...sidekicks.map((sidekick) => ({ sidekick, ...fields })),
  { exporter: "0.8.0" },
  { exporter: "0.8.7" },
  {},
])("knownMetrics of %j", (scraped) => {
  const known = knownMetrics(scraped);

  it("say where the upstream source has them", () => {
    expect(known.filter(({ source }) => !/^[a-z_-]+@v?[\w.]+:\S+\.(cpp|c|go|md)(:\S+)?$/.test(source))).toEqual([]);
  });

  it("have names that Prometheus takes", () => {
    expect(known.filter(({ name, names }) => names === undefined && !/^[a-z_][a-z0-9_]*$/.test(name))).toEqual([]);
    expect(known.flatMap(({ labels }) => labels).filter((label) => !/^[a-z_][a-z0-9_]*$/.test(label))).toEqual([]);
  });

  it("have one row for each metric of a program", () => {
    const rows = known.map(({ program, name }) => `${program} ${name}`);
    expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([]);
  });

  it("know the labels of which they tell all values", () => {
    expect(
      known.filter((metric) => Object.keys(metric.values ?? {}).some((label) => !hasLabel(metric, label))),
    ).toEqual([]);
  });
});

describe("knownMetrics", () => {
  const namesOf = (scraped: Parameters<typeof knownMetrics>[0]) => knownMetrics(scraped).map(({ name }) => name);

  it.each([
    ["falcosecurity_scap_n_evts_total", "0.38.2", false],
    ["falcosecurity_falco_n_evts_total", "0.38.2", true],
    ["falcosecurity_scap_n_evts_total", "0.39.0", true],
    ["falcosecurity_falco_n_evts_total", "0.39.0", false],
    ["falcosecurity_falco_rules_counters_total", "0.38.1", false],
    ["falcosecurity_falco_rules_counters_total", "0.38.2", true],
    ["falcosecurity_falco_rules_matches_total", "0.38.2", false],
    ["falcosecurity_falco_rules_matches_total", "0.39.0", true],
    ["falcosecurity_falco_reload_timestamp_nanoseconds", "0.40.0", false],
    ["falcosecurity_falco_reload_timestamp_nanoseconds", "0.41.0", true],
    ["falcosecurity_scap_n_evts_task_total", "0.43.1", false],
    ["falcosecurity_scap_n_evts_task_total", "0.44.0", true],
    ["falcosecurity_falco_n_evts_total", "0.44.1", false],
  ])("%s of Falco %s: %s", (name, falco, expected) => {
    expect(namesOf({ falco }).includes(name)).toBe(expected);
  });

  it.each([
    ["2.29.0", "falco_events", ["hostname", "rule", "priority"], ["cluster"]],
    [
      "2.30.0",
      "falcosecurity_falcosidekick_falco_events_total",
      ["hostname", "rule", "priority", "priority_raw"],
      ["cluster"],
    ],
    [
      "2.31.0",
      "falcosecurity_falcosidekick_falco_events_total",
      ["hostname", "rule", "priority", "priority_raw"],
      ["cluster", "severity"],
    ],
  ])("Falcosidekick %s counts %s with labels of its own and those of fields", (sidekick, name, first, added) => {
    const [metric] = metricsNamed(knownMetrics({ sidekick, ...fields }), name);
    expect(metric?.labels).toEqual([
      ...first,
      "source",
      "k8s_ns_name",
      "k8s_pod_name",
      ...added,
      "proc_name",
      "user_name",
    ]);
  });

  it("have Falco's tags as labels", () => {
    const [metric] = metricsNamed(knownMetrics({ falco: "0.43.1" }), "falcosecurity_falco_rules_matches_total");
    expect(metric && ["tag_T1059", "rule_name", "tags"].map((label) => hasLabel(metric, label))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("have a name of many metrics by each of them, and not the sum's", () => {
    const known = knownMetrics({ falco: "0.38.1" });
    const counted = (name: string) => metricsNamed(known, name).map(({ labels }) => labels.length);
    expect(counted("falcosecurity_falco_rules_Terminal_shell_in_container_total")).toEqual([4]);
    expect(counted("falcosecurity_falco_rules_matches_total")).toEqual([0]);
  });

  it("have only what is scraped, and the cluster's", () => {
    expect(new Set(knownMetrics({}).map(({ program }) => program))).toEqual(
      new Set(["kube-state-metrics", "kubelet", "prometheus"]),
    );
    expect(metricsNamed(knownMetrics({ exporter: "0.8.7", sidekick: "2.29.0" }), "falco_events")).toHaveLength(2);
  });
});
