import type { Deployment } from "../../../promql/deployment";
import { exposition, type Scrape } from "../../metrics/expositions/exposition";
import type { Day } from "../../metrics/expositions/story";
import { podOf, sidekickPods, type Daemon } from "../../metrics/expositions/pods";
import { nodes } from "../../metrics/expositions/story";
import type { Target } from "./configuration";
import type { Expositions } from "./expositions";

/** Programs of one cluster, in their versions, and how Prometheus comes to them. */
export interface ScrapedCluster {
  readonly source: Deployment["metricsSource"];
  /** Of Falco or falco-exporter, whoever counts. */
  readonly version: string;
  /** Of Falcosidekick; undefined: none. */
  readonly sidekick: string | undefined;
  readonly metricLabels: readonly string[];
  readonly scrapedBy: "ServiceMonitor" | "annotations";
  /** How Falco gets its events. */
  readonly engine: "modern_bpf" | "kmod";
  readonly day: Day;
}

/** Name of the cluster: a label of the targets, and a field of the alerts. */
export const clusterName = "e2e-1";

/**
 * Every target of the cluster, its exposition made for the moment at which it is scraped.
 * @param prefix - of the paths that `expositions` serves them at
 * @param storySeconds - the moment of the day, given the seconds since the first scrape of any
 */
export function targetsOf(
  { source, version, sidekick, metricLabels, scrapedBy, engine, day }: ScrapedCluster,
  expositions: Expositions,
  prefix: string,
  storySeconds: (seconds: number) => number,
): Target[] {
  const daemon: Daemon = source === "exporter" ? "falco-exporter" : "falco";
  const service = source === "exporter" ? "falco-exporter" : "falco-metrics";
  const epoch = Date.now() / 1000;
  let first: number | undefined;
  const moment = () => storySeconds((Date.now() - (first ??= Date.now())) / 1000);
  const target = (pod: string, labels: Target["labels"], scrape: (t: number) => Scrape): Target => ({
    ...expositions.expose(`${prefix}/${pod}`, () => exposition(scrape(moment()))),
    labels: { instance: pod, ...labels },
    // As Prometheus' own chart has it.
    honorLabels: scrapedBy === "annotations",
  });
  /** As the Prometheus operator labels a target, and as Prometheus' own chart does. */
  const labels = (name: string, namespace: string, pod: string, node: string, port: string): Target["labels"] =>
    scrapedBy === "ServiceMonitor"
      ? { job: name, service: name, namespace, pod, node, endpoint: port, container: daemon, cluster: clusterName }
      : source === "native" && namespace === "falco"
        ? // Not every version of the chart tells the node.
          { job: "kubernetes-pods", namespace, pod }
        : { job: "kubernetes-service-endpoints", service: name, namespace, node, cluster: clusterName };
  return [
    ...nodes.map((node) => {
      const pod = podOf(daemon, node);
      return target(pod, labels(service, "falco", pod, node, "metrics"), (t) =>
        source === "exporter"
          ? { program: "falco-exporter", version, day, node, t, epoch }
          : { program: "falco", version, day, node, t, epoch, engine, enabled: enabledByChart },
      );
    }),
    ...(sidekick === undefined
      ? []
      : sidekickPods.map((pod, at) =>
          target(pod, labels("falcosidekick", "falco-sidekick", pod, nodes[0], "http"), (t) => ({
            ...{ program: "falcosidekick", version: sidekick, day, node: nodes[0], t, epoch, metricLabels },
            replica: at === 0 ? 0 : 1,
            customFields: { cluster: clusterName },
          })),
        )),
    target("kube-state-metrics", { job: "kube-state-metrics" }, (t) => ({
      ...{ program: "kube-state-metrics", day, node: nodes[0], t, epoch },
      daemons: source === "exporter" ? ["falco", "falco-exporter"] : ["falco"],
    })),
    ...nodes.map((node) =>
      target(`kubelet-${node}`, { job: "kubelet", node }, (t) => ({ program: "kubelet", day, node, t, epoch })),
    ),
  ];
}

/** What `metrics.enabled` of the chart switches on (falco chart 8.0.5, values.yaml). */
const enabledByChart = [
  "rules_counters_enabled",
  "resource_utilization_enabled",
  "state_counters_enabled",
  "kernel_event_counters_enabled",
  "libbpf_stats_enabled",
  "plugins_metrics_enabled",
];
