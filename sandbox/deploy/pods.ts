import type {
  V1DaemonSet,
  V1Deployment,
  V1Node,
  V1Pod,
  V1PodTemplateSpec,
  V1StatefulSet,
} from "@kubernetes/client-node";

/** Pods of a release, counted. */
export interface ReadyCount {
  readonly ready: number;
  readonly wanted: number;
}

/** The workloads of one Helm release. */
export interface ReleaseStatus {
  readonly name: string;
  /** What its DaemonSets, Deployments and StatefulSets say. */
  readonly total: ReadyCount;
  /** What lies on each node; `""` for pods that have none yet. */
  readonly nodes: ReadonlyMap<string, ReadyCount>;
}

/** What runs on a cluster. */
export interface ClusterStatus {
  readonly nodes: readonly string[];
  readonly releases: readonly ReleaseStatus[];
  /** Whether every pod that is wanted is there, of its newest revision, and ready. */
  readonly settled: boolean;
}

/** What the API server tells. */
export interface ClusterObjects {
  readonly nodes: readonly V1Node[];
  readonly pods: readonly V1Pod[];
  readonly daemonSets: readonly V1DaemonSet[];
  readonly deployments: readonly V1Deployment[];
  readonly statefulSets: readonly V1StatefulSet[];
}

/** Counts what runs where. */
export function statusOf(objects: ClusterObjects): ClusterStatus {
  const nodes = objects.nodes.map(({ metadata }) => metadata?.name ?? "").sort();
  const workloads = workloadsOf(objects);
  const releases = [...new Set(workloads.map(({ release }) => release))].sort().map((name) => ({
    name,
    total: sum(workloads.filter(({ release }) => release === name).map(({ count }) => count)),
    nodes: podsByNode(objects.pods.filter(({ metadata }) => releaseOf(metadata?.labels) === name)),
  }));
  const allThere = ({ total, nodes: found }: ReleaseStatus) =>
    sum(nodes.map((node) => found.get(node) ?? none)).ready >= total.wanted; // controllers see a lost node late
  return { nodes, releases, settled: workloads.every(({ settled }) => settled) && releases.every(allThere) };
}

interface Workload {
  readonly release: string;
  readonly count: ReadyCount;
  readonly settled: boolean;
}

function workloadsOf({ daemonSets, deployments, statefulSets }: ClusterObjects): Workload[] {
  return [
    ...daemonSets.map(({ metadata, spec, status }) =>
      workload(spec?.template, {
        observed: status?.observedGeneration === metadata?.generation,
        ready: status?.numberReady,
        updated: status?.updatedNumberScheduled,
        wanted: status?.desiredNumberScheduled ?? 0,
      }),
    ),
    ...[...deployments, ...statefulSets].map(({ metadata, spec, status }) =>
      workload(spec?.template, {
        observed: status?.observedGeneration === metadata?.generation,
        ready: status?.readyReplicas,
        updated: status?.updatedReplicas,
        wanted: spec?.replicas ?? 1,
      }),
    ),
  ];
}

function workload(
  template: V1PodTemplateSpec | undefined,
  numbers: { observed: boolean; ready: number | undefined; updated: number | undefined; wanted: number },
): Workload {
  const { observed, ready = 0, updated = 0, wanted } = numbers;
  return {
    release: releaseOf(template?.metadata?.labels),
    count: { ready, wanted },
    settled: observed && updated >= wanted && ready >= wanted,
  };
}

/** Helm's label, which the charts put on every pod. */
const releaseOf = (labels: Record<string, string> | undefined) => labels?.["app.kubernetes.io/instance"] ?? "other";

function podsByNode(pods: readonly V1Pod[]): Map<string, ReadyCount> {
  const nodes = new Map<string, ReadyCount>();
  for (const { metadata, spec, status } of pods) {
    if (metadata?.deletionTimestamp !== undefined) continue;
    const isReady = status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True");
    const node = spec?.nodeName ?? "";
    nodes.set(node, sum([nodes.get(node) ?? none, { ready: isReady === true ? 1 : 0, wanted: 1 }]));
  }
  return nodes;
}

const none: ReadyCount = { ready: 0, wanted: 0 };

const sum = (counts: readonly ReadyCount[]): ReadyCount => ({
  ready: counts.reduce((total, { ready }) => total + ready, 0),
  wanted: counts.reduce((total, { wanted }) => total + wanted, 0),
});
