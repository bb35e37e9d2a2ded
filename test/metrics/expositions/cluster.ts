import { knownMetrics } from "../known";
import { familiesOf, type Moment, type Values } from "./moment";
import { podOf, type Daemon } from "./pods";
import { isDown, memoryOf, moments, nodes, type Day, type Node } from "./story";
import { goText, type Series } from "./text";

/** kube-state-metrics knows all nodes, a kubelet its own. */
export interface ClusterMoment extends Moment {
  /** Falco's; `falco` unless given. */
  readonly namespace?: string;
  /** What runs on each node; Falco and its exporter unless given. */
  readonly daemons?: readonly Daemon[];
}

const daemonsOf = ({ daemons = ["falco", "falco-exporter"] }: ClusterMoment) => daemons;
const isReady = (day: Day, node: Node, t: number) => !isDown(day, node, t);

const perDaemon = (
  { namespace = "falco", ...moment }: ClusterMoment,
  value: (ready: number) => number,
): readonly Series[] => {
  const ready = nodes.filter((node) => isReady(moment.day, node, moment.t)).length;
  return daemonsOf(moment).map((daemonset) => ({ labels: { namespace, daemonset }, value: value(ready) }));
};

const pods = ({ namespace = "falco", ...moment }: ClusterMoment) =>
  daemonsOf(moment).flatMap((daemon) =>
    nodes.map((node) => {
      const pod = podOf(daemon, node);
      return {
        daemon,
        node,
        labels: { namespace, pod, uid: `00000000-0000-4000-8000-${pod.slice(-5).padStart(12, "0")}` },
      };
    }),
  );

const oneOf = (all: readonly string[], label: string, holds: string) =>
  all.map((each) => ({ extra: { [label]: each }, value: each === holds ? 1 : 0 }));

const perPod = (moment: ClusterMoment, of: (node: Node) => ReturnType<typeof oneOf>): readonly Series[] =>
  pods(moment).flatMap(({ node, labels }) =>
    of(node).map(({ extra, value }) => ({ labels: { ...labels, ...extra }, value })),
  );

const restarts = ({ day, t }: Moment, node: Node) =>
  day === "bad" && node === "worker-1" ? moments.restarts.filter((restart) => restart <= t).length : 0;

const ipOf = (node: Node) => `10.0.0.${node.slice(-1)}`;

const values: Values<ClusterMoment> = {
  kube_daemonset_status_desired_number_scheduled: (moment) => perDaemon(moment, () => nodes.length),
  kube_daemonset_status_current_number_scheduled: (moment) => perDaemon(moment, () => nodes.length),
  kube_daemonset_status_updated_number_scheduled: (moment) => perDaemon(moment, () => nodes.length),
  kube_daemonset_status_number_ready: (moment) => perDaemon(moment, (ready) => ready),
  kube_daemonset_status_number_available: (moment) => perDaemon(moment, (ready) => ready),
  kube_daemonset_status_number_unavailable: (moment) => perDaemon(moment, (ready) => nodes.length - ready),
  kube_daemonset_status_number_misscheduled: (moment) => perDaemon(moment, () => 0),
  kube_daemonset_status_observed_generation: (moment) => perDaemon(moment, () => 1),
  kube_daemonset_metadata_generation: (moment) => perDaemon(moment, () => 1),
  kube_pod_info: (moment) =>
    pods(moment).map(({ daemon, node, labels }) => ({
      labels: {
        ...labels,
        host_ip: ipOf(node),
        pod_ip: `10.1.${node.slice(-1)}.7`,
        node,
        created_by_kind: "DaemonSet",
        created_by_name: daemon,
        priority_class: "",
        host_network: "false",
      },
      value: 1,
    })),
  kube_pod_status_ready: (moment) =>
    perPod(moment, (node) =>
      oneOf(["true", "false", "unknown"], "condition", String(isReady(moment.day, node, moment.t))),
    ),
  kube_pod_status_phase: (moment) =>
    perPod(moment, () => oneOf(["Pending", "Succeeded", "Failed", "Unknown", "Running"], "phase", "Running")),
  kube_pod_container_info: (moment) =>
    pods(moment).map(({ daemon, node, labels }) => {
      // worker-3 wasn't updated on the bad day.
      const tag = moment.day === "bad" && node === "worker-3" ? "before" : "newest";
      const image = `docker.io/falcosecurity/${daemon}:${tag}`;
      const ids = { image_id: `${image}@sha256:0`, container_id: `containerd://${labels.pod}` };
      return { labels: { ...labels, container: daemon, image_spec: image, image, ...ids }, value: 1 };
    }),
  kube_pod_container_status_restarts_total: (moment) =>
    pods(moment).map(({ daemon, node, labels }) => ({
      labels: { ...labels, container: daemon },
      value: restarts(moment, node),
    })),
  kube_pod_container_resource_limits: (moment) =>
    pods(moment).flatMap(({ daemon, node, labels }) => [
      { labels: { ...labels, container: daemon, node, resource: "memory", unit: "byte" }, value: 2 ** 30 },
      { labels: { ...labels, container: daemon, node, resource: "cpu", unit: "core" }, value: 1 },
    ]),
  kube_node_info: () =>
    nodes.map((node) => ({
      labels: {
        node,
        kernel_version: "6.8.0-63-generic",
        os_image: "Ubuntu 24.04.2 LTS",
        container_runtime_version: "containerd://2.0.5",
        kubelet_version: "v1.34.0",
        kubeproxy_version: "deprecated",
        provider_id: "",
        pod_cidr: `10.1.${node.slice(-1)}.0/24`,
        system_uuid: "",
        internal_ip: ipOf(node),
      },
      value: 1,
    })),
  kube_node_status_condition: () =>
    nodes.flatMap((node) =>
      oneOf(["true", "false", "unknown"], "status", "true").map(({ extra, value }) => ({
        labels: { node, condition: "Ready", ...extra },
        value,
      })),
    ),
  container_memory_working_set_bytes: ({ namespace = "falco", ...moment }) =>
    daemonsOf(moment).flatMap((daemon) => {
      const value = daemon === "falco" ? memoryOf(moment.day, moment.node, moment.t) : 24 * 2 ** 20;
      const labels = { namespace, pod: podOf(daemon, moment.node) };
      const image = `docker.io/falcosecurity/${daemon}:latest`;
      return [
        {
          labels: { ...labels, container: daemon, id: `/kubepods/${labels.pod}/${daemon}`, name: daemon, image },
          value,
        },
        // The pod as a whole, beside its containers.
        { labels: { ...labels, container: "", id: `/kubepods/${labels.pod}`, name: "", image: "" }, value },
      ];
    }),
};

/** What kube-state-metrics, or the kubelet of a node, answers. */
export const clusterExposition = (program: "kube-state-metrics" | "kubelet", moment: ClusterMoment): string =>
  goText(
    familiesOf(
      knownMetrics({}).filter((metric) => metric.program === program),
      values,
      moment,
    ),
  );
