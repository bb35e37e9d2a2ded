import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings/settings";
import { settingsWarnings } from "../settings/warnings";
import { askCluster, ClusterUnreachable, type Cluster } from "./cluster";
import { expiryWarning, lastDeployment } from "./lastDeployment";

/** What must be known of the cluster before anything is registered. */
export interface Findings {
  /** uid of the namespace kube-system. */
  readonly clusterUid: string;
  readonly nodeAddress?: string;
}

/**
 * Asks the cluster and the stack's last deployment, and warns of what people should know. A preview works
 * without the cluster, with what the last `up` knew.
 * @throws RunError when the cluster doesn't answer and something is to be deployed
 */
export async function preflight(settings: Settings, stack: string, now: Date): Promise<Findings> {
  const [last, cluster] = await Promise.all([
    lastDeployment(stack),
    askCluster(settings.kubeContext).catch(unreachable),
  ]);
  const expiring = expiryWarning(last.certificatesExpire, settings.certificates.renewBeforeDays, now);
  for (const warning of [...settingsWarnings(settings), ...(expiring ? [expiring] : [])])
    await pulumi.log.warn(warning);
  if (cluster instanceof ClusterUnreachable) {
    if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(`${cluster.message}. Nothing was changed.`);
    await pulumi.log.warn(`${cluster.message}. This preview goes by what the last up knew of it.`);
    return { clusterUid: last.clusterUid ?? "unknown" };
  }
  return { clusterUid: cluster.uid, ...(cluster.nodeAddress && { nodeAddress: cluster.nodeAddress }) };
}

const unreachable = (error: unknown): Cluster | ClusterUnreachable => {
  if (error instanceof ClusterUnreachable) return error;
  throw error;
};
