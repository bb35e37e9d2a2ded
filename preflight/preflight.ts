import * as pulumi from "@pulumi/pulumi";
import { forStack, setCommand } from "../settings/commands";
import { SettingsError, type Settings } from "../settings/settings";
import { chartRepositoryFindings, type FetchLike } from "./chartRepository";
import type { Result } from "./checks/check";
import { checks } from "./checks/checks";
import { askCluster, ClusterUnreachable, type Cluster } from "./cluster";
import { expiryWarning, lastDeployment, type LastDeployment } from "./lastDeployment";
import { lentTo, ownerOf } from "./ownership";
import { planOf } from "./plan";
import { report, shown } from "./report";

/** What must be known of the cluster before anything is registered. */
export interface Findings {
  /** uid of the namespace kube-system. */
  readonly clusterUid: string;
  /** Context of the kubeconfig for the provider, where it has to be named. */
  readonly context?: string;
  readonly nodeAddress?: string;
  /** Namespaces that somebody else made and lends to the stack. */
  readonly existingNamespaces: readonly string[];
}

/**
 * Asks the cluster and the stack's last deployment, warns of what people should know, and refuses what would fail or do
 * harm, all of it at once. A preview works without the cluster, with what the last `up` knew.
 * @throws SettingsError when the cluster doesn't answer and something is to be deployed, is another than the stack's own, or
 * stands in the way of the settings
 */
export async function preflight(
  settings: Settings,
  stack: string,
  now: Date,
  askRepository: FetchLike = fetch,
): Promise<Findings> {
  const plan = planOf(settings, stack);
  const [last, cluster, repository] = await Promise.all([
    lastDeployment(stack),
    askCluster(plan).catch(unreachable),
    settings.preflight ? chartRepository(settings, askRepository) : [],
  ]);
  const expiring = expiryWarning(last.certificatesExpire, settings.certificates.renewBeforeDays, now);
  for (const warning of [...settings.warnings, ...(expiring ? [expiring] : [])]) await pulumi.log.warn(warning);
  if (cluster instanceof ClusterUnreachable) return withoutCluster(cluster, last);
  const { uid: clusterUid, where, context, nodeAddress, facts } = cluster;
  if (last.clusterUid !== undefined && last.clusterUid !== clusterUid)
    throw new SettingsError(
      `The kubeconfig leads to another cluster (${clusterUid}) than the one that stack ${stack} was deployed to (${last.clusterUid}). ` +
        `Nothing was changed.\n      ${forStack(plan.stack, setCommand(["kubeContext"], "CONTEXT"))}`,
    );
  if (settings.preflight)
    await judge(plan.stack, where, [
      ...checks.flatMap((check) => check(plan, { ...facts, lentBefore: last.existingNamespaces })),
      ...repository,
    ]);
  const existingNamespaces = plan.namespaces.flatMap(({ name }) => {
    const found = facts.namespaces[name];
    return typeof found === "object" && ownerOf(found) === undefined && lentTo(found) === stack ? [name] : [];
  });
  return { clusterUid, ...(context && { context }), ...(nodeAddress && { nodeAddress }), existingNamespaces };
}

const unreachable = (error: unknown): Cluster | ClusterUnreachable => {
  if (error instanceof ClusterUnreachable) return error;
  throw error;
};

async function withoutCluster({ message }: ClusterUnreachable, last: LastDeployment): Promise<Findings> {
  if (!pulumi.runtime.isDryRun()) throw new SettingsError(`${message}. Nothing was changed.`);
  await pulumi.log.warn(`${message}. This preview goes by what the last up knew of it.`);
  return { clusterUid: last.clusterUid ?? "unknown", existingNamespaces: last.existingNamespaces };
}

/** Milliseconds that the chart repository has to answer. */
const patience = 5_000;

/** Whether Helm will get in where the charts are. */
async function chartRepository(settings: Settings, ask: FetchLike): Promise<readonly Result[]> {
  const { username, password } = settings.charts;
  const login =
    username !== undefined && password !== undefined ? { username, password: await opened(password) } : undefined;
  return chartRepositoryFindings({ ...settings, login }, ask, AbortSignal.timeout(patience));
}

const opened = (secret: pulumi.Input<string>): Promise<string> =>
  new Promise((resolve) => pulumi.output(secret).apply(resolve));

/** Warns of what is allowed, and refuses the rest. */
async function judge(stack: string, where: string, results: readonly Result[]): Promise<void> {
  for (const result of results) if (result.severity === "warning") await pulumi.log.warn(shown(stack, result));
  const errors = results.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new SettingsError(report(stack, where, errors));
}
