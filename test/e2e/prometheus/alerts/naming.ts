import { exporter as withExporter, native } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour, type Labels } from "./alertBehaviour";
import { event } from "./events";
import { about, exporter, falco, inFalco, sidekick } from "./scraped";

// Whether alerts still name containers and pods.

const unknown = "FalcoContainersUnknown";
const missing = one("falcosecurity_plugins_container_n_missing_container_images_total", falco(1));
const up = { [one("up", falco(1))]: "1x200" };
const fewThenMany = course(unknown, native, { ...up, [missing]: "5x100 7x30 8x70" });

const nameless = "FalcoNamespacesMissing";
const rule = "Drop and execute new binary in container";
const fired = { cluster: "prod-1", node: "node-1", rule, ...inFalco("warning") };
const host: Labels = { k8s_ns_name: "<NA>", k8s_pod_name: "<NA>" };
const exporterUp = { [one("up", exporter(1))]: "1x600" };
/** In a pod from the start, and without one from minute 420 on. */
const lost = course(nameless, withExporter, { ...exporterUp, [event()]: "3x600", [event(host)]: "_x420 1x180" });

const atSidekick = (labels: Labels) =>
  one("falcosecurity_falcosidekick_falco_events_total", {
    ...sidekick(1),
    rule,
    hostname: "node-1",
    priority_raw: "critical",
    source: "syscall",
    ...labels,
  });
const inPod = { k8s_ns_name: "shop", k8s_pod_name: "web-1" };
const sidekickUp = { [one("up", sidekick(1))]: "1x600" };

const said = {
  summary: "Drop and execute new binary in container no longer names namespaces on node node-1 (cluster prod-1)",
  description:
    "The rule Drop and execute new binary in container matched 1 time(s) within an hour without a namespace on node " +
    "node-1, where it matched in pods only until six hours ago. Unless that was a process of the node itself, Falco has lost " +
    "the container runtime, and its alerts there name no pods.",
};
const lostAtSidekick = course(nameless, native, {
  ...sidekickUp,
  [atSidekick(inPod)]: "3x600",
  [atSidekick({})]: "_x420 1x180",
});

export const namingBehaviours: readonly AlertBehaviour[] = [
  fewThenMany.isSilent(120, "for two containers in an hour"),
  fewThenMany.fires(135, "at the third", [{ ...about(falco(1)), ...inFalco("warning") }], {
    summary: "Falco on node node-1 learns nothing of containers (cluster prod-1)",
    description:
      "Within an hour Falco on node node-1 learnt nothing of 3 containers from the container runtime. Their alerts name no " +
      "image, namespace or pod, and rules about those don't match.",
  }),
  fewThenMany.resolves(161, "an hour later"),
  course(unknown, native, {
    ...up,
    [missing.replace('namespace="falco"', 'namespace="staging"')]: "5x100 50x100",
  }).isSilent(120, "about another stack's"),

  lost.isSilent(415, "while a rule matches in pods"),
  lost.fires(430, "where a rule that matched in pods alone matches without a namespace", [fired], said),
  lost.resolves(480, "an hour later"),
  course(nameless, withExporter, {
    ...exporterUp,
    [event()]: "3x600",
    [event(host)]: "1x420 2x180",
  }).isSilent(430, "for a rule that matched outside of pods before as well"),
  course(nameless, withExporter, { ...exporterUp, [event(host)]: "_x420 1x180" }).isSilent(
    430,
    "for a rule that never matched in pods",
  ),
  course(nameless, withExporter, {
    ...exporterUp,
    [event({ hostname: "node-2" })]: "3x600",
    [event(host)]: "_x420 1x180",
  }).isSilent(430, "for a rule that matched in pods of another node"),
  lostAtSidekick.isSilent(415, "while a rule matches in pods"),
  lostAtSidekick.fires(430, "by what Falcosidekick counts, as Falco's own counter knows no namespaces", [fired], said),
  lostAtSidekick.resolves(480, "an hour later"),
];
