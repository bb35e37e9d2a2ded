import * as pulumi from "@pulumi/pulumi";
import type { ExporterFiles } from "../components/exporterCertificates";
import type { ReleaseDescriptions } from "../components/helmRelease";
import { SettingsError, type Settings } from "../settings/settings";
import type { Ask } from "./apiServer";
import { chartRepositoryFindings, type FetchLike } from "./chartRepository";
import type { Result } from "./checks/check";
import { checks } from "./checks/checks";
import { leaving } from "./checks/leaving";
import { namespaces } from "./checks/namespaces";
import { anotherCluster } from "./anotherCluster";
import { addressOf, askCluster, ClusterUnreachable, shownCluster, type Cluster } from "./cluster";
import { exporterFiles } from "./exporterFiles";
import { noFacts, type ClusterFacts } from "./facts";
import { deployedBefore, type Deployed } from "./deployed";
import type { ProviderCluster } from "./kubeconfig";
import { addressIn, expiryWarning, lastDeployment, type DeployedTo, type LastDeployment } from "./lastDeployment";
import { releaseDescriptions } from "./losses";
import { isLent, isOwnNamespace } from "./ownership";
import { opened } from "./opened";
import { planOf, type Plan } from "./plan";
import { report, shown } from "./report";

/** What must be known of the cluster before anything is registered. */
export interface Findings {
  /** uid of the namespace kube-system. */
  readonly clusterUid: string;
  /** The same, as the kubeconfig names it. */
  readonly deployedTo: DeployedTo;
  readonly provider: ProviderCluster;
  readonly nodeAddress?: string;
  /** Namespaces that somebody else made and lends to the stack. */
  readonly existingNamespaces: readonly string[];
  /** For the exporter's Secret, where its certificate is the user's. */
  readonly exporterFiles?: ExporterFiles | undefined;
  /** Asks the cluster, where it answers. */
  readonly ask?: Ask;
  readonly releaseDescriptions: ReleaseDescriptions;
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
  const state = deployedBefore(stack);
  const last = await lastDeployment(stack);
  const plan = planOf(settings, stack, last);
  const [deployed, cluster, repository] = await Promise.all([
    state,
    askCluster(plan, last.deployedTo, state).catch(unreachable),
    settings.preflight ? chartRepository(settings, askRepository) : [],
  ]);
  const expiring = expiryWarning(last.certificatesExpire, settings.certificates.renewBeforeDays, now);
  for (const warning of [...settings.warnings, ...(expiring ? [expiring] : [])]) await pulumi.log.warn(warning);
  if (cluster instanceof ClusterUnreachable) return withoutCluster(cluster, plan, last, deployed);
  const { uid: clusterUid, access, facts, ask } = cluster;
  if (last.clusterUid !== undefined && last.clusterUid !== clusterUid)
    throw new SettingsError(anotherCluster(plan, access.deployedTo, last));
  const where = shownCluster(access.deployedTo);
  await judge(plan, where, { ...facts, now }, settings.preflight ? repository : undefined);
  const existingNamespaces = plan.namespaces.flatMap(({ name }) => (isLentNow(plan, name, facts, last) ? [name] : []));
  const nodeAddress = facts.nodes ? addressOf(facts.nodes.items, addressIn(last.uiUrl)) : addressIn(last.uiUrl);
  return {
    clusterUid,
    ...access,
    ...(nodeAddress && { nodeAddress }),
    existingNamespaces,
    exporterFiles: exporterFiles(plan, facts, deployed),
    ask,
    releaseDescriptions: releaseDescriptions(deployed, facts),
  };
}

/**
 * Whether a namespace is somebody else's, lent to the stack. Taken for its own by mistake it would go with the stack: so what
 * was lent stays so unless the namespace says otherwise, and nothing is deployed where nobody can tell.
 */
function isLentNow(plan: Plan, name: string, { namespaces }: ClusterFacts, last: LastDeployment): boolean {
  const found = namespaces[name];
  const wasLent = last.existingNamespaces.includes(name);
  if (found === undefined && !wasLent && last.clusterUid === undefined && !pulumi.runtime.isDryRun())
    throw new SettingsError(
      `The cluster doesn't say whether there is a namespace ${name}, and whose it is. Nothing was changed.\n` +
        `      kubectl auth can-i get namespaces`,
    );
  if (typeof found !== "object") return found === undefined && wasLent;
  return isLent(plan, found) || (wasLent && !isOwnNamespace(plan, found));
}

const unreachable = (error: unknown): Cluster | ClusterUnreachable => {
  if (error instanceof ClusterUnreachable) return error;
  throw error;
};

async function withoutCluster(
  { message, access }: ClusterUnreachable,
  plan: Plan,
  last: LastDeployment,
  deployed: Deployed | undefined,
): Promise<Findings> {
  if (!pulumi.runtime.isDryRun()) throw new SettingsError(`${message}. Nothing was changed.`);
  await pulumi.log.warn(`${message}. This preview goes by what the last up knew of it.`);
  const nodeAddress = addressIn(last.uiUrl);
  return {
    clusterUid: last.clusterUid ?? "unknown",
    ...access,
    ...(nodeAddress && { nodeAddress }),
    existingNamespaces: last.existingNamespaces,
    exporterFiles: exporterFiles(plan, noFacts, deployed),
    releaseDescriptions: releaseDescriptions(deployed),
  };
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

/** Warns of what is allowed, and refuses the rest. Unless the cluster is looked at, only whose its namespaces are. */
async function judge(
  plan: Plan,
  where: string,
  facts: ClusterFacts,
  repository: readonly Result[] | undefined,
): Promise<void> {
  const results = repository
    ? [...checks.flatMap((check) => check(plan, facts)), ...repository]
    : [...namespaces(plan, facts), ...leaving(plan, facts)];
  for (const result of results) if (result.severity === "warning") await pulumi.log.warn(shown(plan, result));
  const errors = results.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new SettingsError(report(plan, where, errors));
}
