import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour, type Labels } from "./alertBehaviour";
import { annotatedExporter, annotatedFalco, exporter, falco } from "./scraped";

const alert = "FalcoCriticalAlert";

export const event = (labels: Labels = {}) =>
  one("falco_events", {
    ...exporter(1),
    rule: "Drop and execute new binary in container",
    priority: "2",
    hostname: "node-1",
    source: "syscall",
    k8s_ns_name: "shop",
    k8s_pod_name: "web-1",
    tags: ",mitre_execution,",
    ...labels,
  });
export const fired = {
  cluster: "prod-1",
  rule: "Drop and execute new binary in container",
  priority: "critical",
  node: "node-1",
  namespace: "shop",
  pod: "web-1",
  severity: "critical",
};
const says = (where: string, priority = "critical", ofCluster = " (cluster prod-1)") => ({
  summary: `Drop and execute new binary in container (${priority}) on node node-1${ofCluster}`,
  description:
    `The rule Drop and execute new binary in container, priority ${priority}, matched 1 time(s) within ten minutes on ` +
    `node node-1${where}. Falco's log there has the details.`,
});

// A series is born at 1, with its first event.
export const first = "_x20 1x60";
const up = { [one("up", exporter(1))]: "1x90" };
const single = course(alert, withExporter, { ...up, [event()]: first });
const again = course(alert, withExporter, { ...up, [event()]: "1x39 2x40" });
const unseen = course(alert, withExporter, { [one("up", exporter(1))]: "1x19 0x9 1x60", [event()]: "1x19 _x10 1x60" });

export const match = (priority: string, labels: Labels = {}) =>
  one("falcosecurity_falco_rules_matches_total", {
    ...falco(1),
    rule_name: "Drop and execute new binary in container",
    priority,
    source: "syscall",
    tag_mitre_execution: "true",
    ...labels,
  });
const withoutNode = (n: number): Labels => ({ ...annotatedFalco(n), cluster: "", node: "" });
const nativeUp = { [one("up", falco(1))]: "1x90" };
const nativeSingle = course(alert, native, { ...nativeUp, [match("2")]: first });
const { cluster, rule, priority, node, severity } = fired;
const ofNoPod = { cluster, rule, priority, node, severity };
export const nativeFired = { ...ofNoPod, instance: "10.0.0.1:8765", namespace: "falco" };

export const eventBehaviours: readonly AlertBehaviour[] = [
  single.fires(20, "at a single critical event, the first of its kind", [fired], says(", in pod shop/web-1")),
  single.resolves(30, "ten minutes after it"),
  single.isSilent(19, "before"),
  again.fires(40, "at another event of the same kind", [fired]),
  again.resolves(50, "ten minutes after it"),
  course(alert, withExporter, {
    ...up,
    [event({ k8s_ns_name: "<NA>", k8s_pod_name: "<NA>" })]: first,
  }).fires(
    20,
    "for a process outside of pods",
    [{ ...fired, namespace: "<NA>", pod: "<NA>" }],
    says(", outside of pods"),
  ),
  course(alert, withExporter, { ...up, [event({ k8s_ns_name: "", k8s_pod_name: "" })]: first }).fires(
    20,
    "for a rule whose output names no pod, without naming the exporter's",
    [ofNoPod],
    says(""),
  ),
  course(alert, withExporter, {
    [one("up", annotatedExporter(1))]: "1x90",
    [event({ ...annotatedExporter(1), cluster: "" })]: first,
  }).fires(
    20,
    "without a cluster where none is named",
    [Object.fromEntries(Object.entries(fired).filter(([label]) => label !== "cluster"))],
    says(", in pod shop/web-1", "critical", ""),
  ),
  course(alert, withExporter, { ...up, [event({ priority: "0" })]: first }).fires(20, "for an emergency, by its name", [
    { ...fired, priority: "emergency" },
  ]),
  course(alert, withExporter, { ...up, [event({ priority: "3" })]: first }).isSilent(20, "for an error"),
  course(alert, withExporter, { ...up, [event({ source: "internal" })]: first }).isSilent(
    20,
    "for Falco's messages about itself",
  ),
  course(alert, withThresholds(withExporter, { priority: "warning" }), {
    ...up,
    [event({ priority: "4" })]: first,
  }).isSilent(20, "for a warning, whatever settings say"),
  course(alert, withThresholds(withExporter, { priority: "alert" }), { ...up, [event()]: first }).isSilent(
    20,
    "for a critical event where settings ask for graver ones",
  ),
  unseen.isSilent(35, "for old events of a target that didn't answer for a while"),
  course(alert, withExporter, { ...up, [event({ namespace: "staging" })]: first }).isSilent(
    20,
    "about another stack's",
  ),

  nativeSingle.fires(20, "at a single critical event, the first of its rule", [nativeFired], says("")),
  nativeSingle.resolves(30, "ten minutes after it"),
  nativeSingle.isSilent(19, "before"),
  course(alert, native, { ...nativeUp, [match("3")]: first }).isSilent(20, "for an error"),
  course(alert, native, {
    [one("up", withoutNode(1))]: "1x90",
    [match("2", withoutNode(1))]: first,
    [one("up", withoutNode(2))]: "1x90",
    [match("2", withoutNode(2))]: first,
  }).fires(
    20,
    "once for each Falco where scraping doesn't tell the node",
    [1, 2].map((n) => ({ rule, priority, severity, namespace: "falco", instance: `10.0.0.${n}:8765` })),
  ),
];
