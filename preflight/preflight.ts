import * as pulumi from "@pulumi/pulumi";
import { SettingsError, type Settings } from "../settings/settings";
import { askCluster, ClusterUnreachable, type Cluster } from "./cluster";
import { expiryWarning, lastDeployment } from "./lastDeployment";

/** What must be known of the cluster before anything is registered. */
export interface Findings {
  /** uid of the namespace kube-system. */
  readonly clusterUid: string;
  /** Context of the kubeconfig for the provider, where it has to be named. */
  readonly context?: string;
  readonly nodeAddress?: string;
}

/**
 * Asks the cluster and the stack's last deployment, and warns of what people should know. A preview works
 * without the cluster, with what the last `up` knew.
 * @throws SettingsError when the cluster doesn't answer and something is to be deployed, or is another than the stack's own
 */
export async function preflight(settings: Settings, stack: string, now: Date): Promise<Findings> {
  const [last, cluster] = await Promise.all([
    lastDeployment(stack),
    askCluster(settings.kubeContext).catch(unreachable),
  ]);
  const expiring = expiryWarning(last.certificatesExpire, settings.certificates.renewBeforeDays, now);
  for (const warning of [...settings.warnings, ...(expiring ? [expiring] : [])]) await pulumi.log.warn(warning);
  if (cluster instanceof ClusterUnreachable) {
    if (!pulumi.runtime.isDryRun()) throw new SettingsError(`${cluster.message}. Nothing was changed.`);
    await pulumi.log.warn(`${cluster.message}. This preview goes by what the last up knew of it.`);
    return { clusterUid: last.clusterUid ?? "unknown" };
  }
  if (last.clusterUid !== undefined && last.clusterUid !== cluster.uid)
    throw new SettingsError(
      `The kubeconfig leads to another cluster (${cluster.uid}) than the one that stack ${stack} was deployed to (${last.clusterUid}). ` +
        "Nothing was changed.\n      npx pulumi config set falco:kubeContext CONTEXT",
    );
  const { uid: clusterUid, ...rest } = cluster;
  return { clusterUid, ...rest };
}

const unreachable = (error: unknown): Cluster | ClusterUnreachable => {
  if (error instanceof ClusterUnreachable) return error;
  throw error;
};
