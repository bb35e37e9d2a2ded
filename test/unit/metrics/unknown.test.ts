import { knownMetrics } from "../../metrics/known";
import { findingsIn, unknownIn } from "../../metrics/unknown";

const known = knownMetrics({
  falco: "0.43.1",
  exporter: "0.8.7",
  sidekick: "2.29.0",
  metricLabels: ["user.name"],
  customFields: ["cluster"],
});

test.each([
  ["sum by (rule) (falco_events{hostname=~'n', namespace='falco'})"],
  ['sum by (user_name) (falco_events{priority="Critical"})'],
  ['falcosecurity_falco_rules_matches_total{tag_mitre_execution="true"}'],
  ['sum by (tag_x) (falcosecurity_falco_rules_matches_total) or up{job="x"}'],
  ['sum by (x) (label_replace(up, "x", "$1", "job", "(.*)"))'],
  ["up - on (job, instance) group_left (version) falcosecurity_falco_version_info"],
  ["topk by (rule) (5, falco_events) unless on (instance) (up offset 5m == 0)"],
  ["0 * count((up) == 1)"],
])("unknownIn finds nothing in %s", (query) => {
  expect(unknownIn(query, known)).toEqual([]);
});

test.each([
  ["falco_event", "metric falco_event"],
  ["falcosecurity_falco_n_evts_total", "metric falcosecurity_falco_n_evts_total"],
  ['falco_events{rule_name="x"}', 'label rule_name, or its value, in falco_events{rule_name="x"}'],
  [
    'falco_events{tags="x", priority="Critical"}',
    'label priority, or its value, in falco_events{tags="x", priority="Critical"}',
  ],
  ['falco_events{priority="8"}', 'label priority, or its value, in falco_events{priority="8"}'],
  ["sum by (hostname) (up)", "label hostname in sum by (hostname) (up)"],
  ["sum without (rule) (up)", "label rule in sum without (rule) (up)"],
  [
    "sum by (rule) (sum by (hostname) (falco_events))",
    "label rule in sum by (rule) (sum by (hostname) (falco_events))",
  ],
  ['label_replace(up, "a", "$1", "rule", "(.*)")', 'label rule in label_replace(up, "a", "$1", "rule", "(.*)")'],
  ["up * on (rule) falco_events", "label rule in up * on (rule) falco_events"],
  [
    "up * on (job) group_left (rule) falcosecurity_falco_version_info",
    "label rule in up * on (job) group_left (rule) falcosecurity_falco_version_info",
  ],
])("unknownIn finds in %s: %s", (query, expected) => {
  expect(unknownIn(query, known)).toEqual([expected]);
});

test("unknownIn takes labels of other versions where series without them match", () => {
  const old = knownMetrics({ falco: "0.40.0" });
  expect(unknownIn('falcosecurity_scap_engine_name_info{evt_source=~"syscall|"}', old)).toEqual([]);
  expect(unknownIn('falcosecurity_scap_engine_name_info{evt_source="syscall"}', old)).toHaveLength(1);
  expect(unknownIn('falcosecurity_scap_engine_name_info{evt_sauce=~"syscall|"}', old)).toHaveLength(1);
});

test("findingsIn gives the labels of the result", () => {
  const labels = (query: string) => [...findingsIn(query, known).labels.names].sort();
  expect(labels("sum by (rule, cluster) (falco_events)")).toEqual(["cluster", "rule"]);
  expect(labels("1 - sum by (rule) (falco_events)")).toEqual(["rule"]);
  expect(labels('sum by (rule) (falco_events) or label_replace(sum(up), "rule", "x", "", "")')).toEqual(["rule"]);
});

test("unknownIn refuses what is no PromQL", () => {
  expect(() => unknownIn('sum(up{job="x"', known)).toThrow("no PromQL at 14");
  expect(() => unknownIn("rate(falco_events[$__nothing])", known)).toThrow("no PromQL");
});
