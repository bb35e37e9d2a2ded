import { AppsV1Api, CoreV1Api, type KubeConfig } from "@kubernetes/client-node";
import { until } from "../processes/until.ts";
import { statusOf, type ClusterStatus } from "./pods.ts";

/** Reads what runs where. */
export async function clusterStatus(config: KubeConfig): Promise<ClusterStatus> {
  const core = config.makeApiClient(CoreV1Api);
  const apps = config.makeApiClient(AppsV1Api);
  const [nodes, pods, daemonSets, deployments, statefulSets] = await Promise.all([
    core.listNode(),
    core.listPodForAllNamespaces(),
    apps.listDaemonSetForAllNamespaces(),
    apps.listDeploymentForAllNamespaces(),
    apps.listStatefulSetForAllNamespaces(),
  ]);
  return statusOf({
    nodes: nodes.items,
    pods: pods.items,
    daemonSets: daemonSets.items,
    deployments: deployments.items,
    statefulSets: statefulSets.items,
  });
}

/** @throws SandboxError naming how many pods of each release are ready when the time is over. */
export async function untilPodsReady(
  config: KubeConfig,
  { timeoutMs, signal, report }: { timeoutMs: number; signal: AbortSignal; report: (text: string) => void },
): Promise<void> {
  await until({
    ask: async () => {
      const { releases, settled } = await clusterStatus(config);
      const counts = releases.map(({ name, total }) => `${name} ${total.ready}/${total.wanted}`).join(", ");
      return settled ? true : `pods ready: ${counts}`;
    },
    timeoutMs,
    signal,
    onMissing: report,
  });
}
