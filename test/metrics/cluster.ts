import { metricsOf, type KnownMetric } from "./metric";

const { counter, gauge } = metricsOf("kube-state-metrics");

const documented = (commit: string, path: string) => ({ source: `kube-state-metrics@${commit}:docs/metrics/${path}` });
const ofDaemonSets = documented("53ec1de81ac7", "workload/daemonset-metrics.md");
const ofPods = documented("04ee634c83a9", "workload/pod-metrics.md");
const ofNodes = documented("08c753e50ba2", "cluster/node-metrics.md");

const daemonSet = ["namespace", "daemonset"];
const pod = ["namespace", "pod", "uid"];
const container = [...pod, "container"];
const condition = { condition: ["true", "false", "unknown"] };

const daemonSets = [
  ["kube_daemonset_status_desired_number_scheduled", "Nodes that should have a pod"],
  ["kube_daemonset_status_current_number_scheduled", "Nodes that have a pod and should"],
  ["kube_daemonset_status_updated_number_scheduled", "Nodes that have a pod of the newest kind"],
  ["kube_daemonset_status_number_ready", "Nodes with a ready pod"],
  ["kube_daemonset_status_number_available", "Nodes with an available pod"],
  ["kube_daemonset_status_number_unavailable", "Nodes that should have an available pod and haven't"],
  ["kube_daemonset_status_number_misscheduled", "Nodes that have a pod and shouldn't"],
  ["kube_daemonset_status_observed_generation", "Generation that its controller has seen"],
  ["kube_daemonset_metadata_generation", "Generation that it has"],
].map(([name = "", help = ""]) => gauge(name, daemonSet, help, ofDaemonSets));

const kubeStateMetrics: readonly KnownMetric[] = [
  ...daemonSets,
  gauge(
    "kube_pod_info",
    [...pod, "host_ip", "pod_ip", "node", "created_by_kind", "created_by_name", "priority_class", "host_network"],
    "Pods",
    ofPods,
  ),
  gauge("kube_pod_status_ready", [...pod, "condition"], "1 for the condition that holds", {
    values: condition,
    ...ofPods,
  }),
  gauge("kube_pod_status_phase", [...pod, "phase"], "1 for the phase that holds", {
    values: { phase: ["Pending", "Running", "Succeeded", "Failed", "Unknown"] },
    ...ofPods,
  }),
  gauge(
    "kube_pod_container_info",
    [...container, "image_spec", "image", "image_id", "container_id"],
    "Containers",
    ofPods,
  ),
  counter("kube_pod_container_status_restarts_total", container, "Restarts of a container", ofPods),
  gauge("kube_pod_container_resource_limits", [...container, "node", "resource", "unit"], "Limits of a container", {
    values: { resource: ["cpu", "memory"], unit: ["core", "byte"] },
    ...ofPods,
  }),
  gauge(
    "kube_node_info",
    [
      ...["node", "kernel_version", "os_image", "container_runtime_version", "kubelet_version", "kubeproxy_version"],
      ...["provider_id", "pod_cidr", "system_uuid", "internal_ip"],
    ],
    "Nodes",
    ofNodes,
  ),
  gauge("kube_node_status_condition", ["node", "condition", "status"], "1 for the status that holds", {
    values: { status: condition.condition },
    ...ofNodes,
  }),
];

const kubelet: readonly KnownMetric[] = [
  metricsOf("kubelet").gauge(
    "container_memory_working_set_bytes",
    ["id", "name", "image", "namespace", "pod", "container"],
    "Memory of a container, as its limit counts it",
    // The metric is cAdvisor's (v0.53.0, metrics/prometheus.go), the labels are the kubelet's.
    { source: "kubernetes@v1.34.0:pkg/kubelet/server/server.go:containerPrometheusLabelsFunc" },
  ),
];

const prometheus: readonly KnownMetric[] = [
  metricsOf("prometheus").gauge("up", [], "1 for each target that answers, 0 for each that does not", {
    source: "prometheus@v2.53.3:scrape/scrape.go:report",
  }),
];

/** What Prometheus knows of any cluster, as far as Falco's pods need it. */
export const clusterMetrics: readonly KnownMetric[] = [...kubeStateMetrics, ...kubelet, ...prometheus];

/**
 * Labels that Prometheus gives the series of its targets: under a ServiceMonitor (prometheus-operator v0.79.2,
 * pkg/prometheus/promcfg.go), of annotated Services and pods (the prometheus chart's values.yaml, scrape_configs), and
 * the stack's own `cluster` and `node`.
 */
export const targetLabels = [
  "job",
  "instance",
  "namespace",
  "service",
  "pod",
  "container",
  "endpoint",
  "node",
  "cluster",
];
