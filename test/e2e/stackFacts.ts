import type { X509Certificate } from "node:crypto";
import { until, type Cluster, type PodFacts } from "./cluster";

/** The deployment that the tests repeat. */
export const pulumiUp = "npx pulumi up --yes --skip-preview --non-interactive --color never --stack sandbox";

const uses: Readonly<Record<string, string>> = { "1.3.6.1.5.5.7.3.1": "server", "1.3.6.1.5.5.7.3.2": "client" };

/** What a certificate may be used for. */
export const eku = ({ keyUsage }: X509Certificate): string[] => keyUsage.map((oid) => uses[oid] ?? oid);

/** The nodes that have a ready pod of a DaemonSet, one entry a pod. */
export const daemonSetCoverage = (pods: readonly PodFacts[], workload: string): string[] =>
  pods
    .filter((pod) => pod.workload === workload && pod.ready)
    .map(({ node }) => node)
    .sort();

/** Workloads of which there are pods that weren't there before, once the old ones of these have gone. */
export async function newWorkloads(cluster: Cluster, before: readonly PodFacts[]): Promise<string[]> {
  const old = new Set(before.map(({ uid }) => uid));
  const isOld = ({ uid }: PodFacts) => old.has(uid);
  const rolled = (pods: readonly PodFacts[]) =>
    pods.filter(isOld).every(({ workload }) => !pods.some((pod) => pod.workload === workload && !isOld(pod)));
  const pods = await until(
    () => cluster.pods(),
    (now) => now.every(({ ready }) => ready) && rolled(now),
  );
  return [...new Set(pods.filter((pod) => !isOld(pod)).map(({ workload }) => workload))].sort();
}

/** Adds simulated nodes until there are `count`. */
export async function addNodes(cluster: Cluster, count: number): Promise<void> {
  const { items } = await cluster.core.listNode();
  const pattern = items.find(({ spec }) => !spec?.taints?.length);
  for (let at = items.length; at < count; at++) {
    const name = `e2e-${at}`;
    await cluster.core.createNode({
      body: {
        metadata: {
          name,
          annotations: { "kwok.x-k8s.io/node": "fake" },
          labels: { ...pattern?.metadata?.labels, "kubernetes.io/hostname": name },
        },
        ...(pattern?.status && { status: pattern.status }),
      },
    });
  }
}
