import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour, type Series } from "./alertBehaviour";
import { inFalco } from "./scraped";

// Labels of kube-state-metrics.
const cluster = { cluster: "prod-1" };

/** A pod of a DaemonSet, ready or not; a node's name is empty while none has taken the pod. */
const pod = (name: string, daemonSet: string, node: string, ready: string | undefined): Series => {
  const itself = { ...cluster, namespace: "falco", pod: name, uid: name };
  const owner = { created_by_kind: "DaemonSet", created_by_name: daemonSet };
  return {
    [one("kube_pod_info", { ...itself, ...owner, ...(node !== "" && { node }) })]: "1x60",
    ...(ready !== undefined && { [one("kube_pod_status_ready", { ...itself, condition: "true" })]: ready }),
  };
};

const nodes = (wanted: string, present: string): Series => {
  const labels = { ...cluster, namespace: "falco", daemonset: "falco" };
  return {
    [one("kube_daemonset_status_desired_number_scheduled", labels)]: wanted,
    [one("kube_daemonset_status_current_number_scheduled", labels)]: present,
  };
};

const alert = "FalcoNodeUnwatched";
const unready = "0x29 1x30";
const watched = { ...pod("falco-1aaaa", "falco", "node-1", "1x60"), ...nodes("2x60", "2x60") };
const series = { ...watched, ...pod("falco-2aaaa", "falco", "node-2", unready) };
const unwatched = course(alert, native, series);
const noPod = course(alert, native, { ...watched, ...nodes("5x60", "2x29 5x30") });
const homeless = course(alert, native, { ...watched, ...pod("falco-3aaaa", "falco", "", undefined) });
const exporters = course(alert, withExporter, {
  ...watched,
  ...pod("falco-exporter-2aaaa", "falco-exporter", "node-2", unready),
});

const falcoSays = (where: string) => ({
  summary: `No ready pod of falco on ${where} (cluster prod-1)`,
  description: `The DaemonSet falco has no ready pod on ${where}. What happens there is not seen.`,
});

export const nodeBehaviours: readonly AlertBehaviour[] = [
  unwatched.fires(
    15,
    "for the node whose Falco hasn't been ready for fifteen minutes",
    [{ ...cluster, daemonset: "falco", node: "node-2", ...inFalco("critical") }],
    falcoSays("node node-2"),
  ),
  course(alert, native, {
    ...series,
    [one("kube_pod_status_ready", {
      cluster: "other",
      namespace: "falco",
      pod: "falco-2aaaa",
      uid: "other",
      condition: "true",
    })]: "1x60",
  }).fires(15, "whatever pods another cluster has of that name", [
    { ...cluster, daemonset: "falco", node: "node-2", ...inFalco("critical") },
  ]),
  noPod.fires(
    15,
    "for nodes that should have a pod and have none, and says how many",
    [{ ...cluster, daemonset: "falco", ...inFalco("critical") }],
    falcoSays("3 node(s)"),
  ),
  homeless.fires(
    15,
    "for a pod that no node takes",
    [{ ...cluster, daemonset: "falco", ...inFalco("critical") }],
    falcoSays("1 node(s)"),
  ),
  unwatched.isSilent(14, "for less"),
  course(alert, native, watched).isSilent(50, "when each node has a ready pod"),
  course(alert, native, {}).isSilent(50, "without kube-state-metrics"),
  course(alert, native, pod("staging-falco-2aaaa", "staging-falco", "node-2", "0x60")).isSilent(
    50,
    "about the DaemonSet of another stack",
  ),
  course(alert, native, pod("falco-exporter-2aaaa", "falco-exporter", "node-2", "0x60")).isSilent(
    50,
    "about exporters that this stack doesn't have",
  ),
  course(alert, withThresholds(native, { unwatchedMinutes: 25 }), series).isSilent(24, "while settings allow it"),
  unwatched.resolves(30, "once it is ready"),
  noPod.resolves(30, "once they have one"),

  exporters.fires(
    15,
    "for the node whose exporter hasn't been ready",
    [{ ...cluster, daemonset: "falco-exporter", node: "node-2", ...inFalco("critical") }],
    {
      summary: "No ready pod of falco-exporter on node node-2 (cluster prod-1)",
      description: "The DaemonSet falco-exporter has no ready pod on node node-2. What happens there is not counted.",
    },
  ),
  exporters.isSilent(14, "for less"),
  exporters.resolves(30, "once it is ready"),
];
