import type { KubeConfig, V1Node } from "@kubernetes/client-node";
import { nearest } from "../settings/problems";
import { SettingsError } from "../settings/settings";

/** What the cluster says of itself. */
export interface Cluster {
  /** Of the namespace kube-system: the one thing that identifies a cluster for as long as it lives. */
  readonly uid: string;
  /** Address of a ready node, external where there is one. */
  readonly nodeAddress?: string;
}

/** The cluster gave no answer; the message says which cluster and why. */
export class ClusterUnreachable extends Error {}

/** Seconds that the cluster has for an answer. */
const patience = 5;

/**
 * Asks the cluster that `context` of the user's kubeconfig names.
 * @throws SettingsError when the context isn't clear, ClusterUnreachable when nobody answers
 */
export async function askCluster(context: string | undefined): Promise<Cluster> {
  // Loaded here: of all that the program imports it takes the longest.
  const { CoreV1Api, KubeConfig: Config } = await import("@kubernetes/client-node");
  const config = new Config();
  config.loadFromDefault();
  useContext(config, context);
  const api = config.makeApiClient(CoreV1Api);
  try {
    // Not everybody may list nodes; then uiUrl names none.
    const nodes = api.listNode({ limit: 100 }).catch(() => ({ items: [] }));
    const [system, { items }] = await within(Promise.all([api.readNamespace({ name: "kube-system" }), nodes]));
    const nodeAddress = addressOf(items);
    return { uid: system.metadata?.uid ?? "", ...(nodeAddress && { nodeAddress }) };
  } catch (error) {
    throw new ClusterUnreachable(
      `Cluster ${config.getCurrentContext()} (${config.getCurrentCluster()?.server ?? "no address"}) can't be asked for its namespace kube-system: ${reason(error)}`,
    );
  }
}

/** Selects the context, which has to be named where there are several: kubectl's own choice changes too easily. */
function useContext(config: KubeConfig, context: string | undefined): void {
  const names = config.getContexts().map(({ name }) => name);
  const set = `\n      pulumi config set falco:kubeContext ${nearest(context ?? "", names) ?? names[0] ?? "<context>"}`;
  if (context === undefined && names.length > 1)
    throw new SettingsError(
      `falco:kubeContext is missing; the kubeconfig has ${names.length} contexts: ${names.join(", ")}.${set}`,
    );
  if (context !== undefined && !names.includes(context))
    throw new SettingsError(
      `falco:kubeContext = ${JSON.stringify(context)}: expected a context of the kubeconfig: ${names.join(", ")}.${set}`,
    );
  if (context !== undefined) config.setCurrentContext(context);
}

const isReady = (node: V1Node): boolean =>
  node.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;

/** The same node each time, as long as it is ready. */
export function addressOf(nodes: readonly V1Node[]): string | undefined {
  const addresses = nodes
    .filter(isReady)
    .sort((one, other) => (one.metadata?.name ?? "").localeCompare(other.metadata?.name ?? ""))
    .flatMap(({ status }) => status?.addresses ?? []);
  const find = (kind: string) => addresses.find(({ type }) => type === kind)?.address;
  return find("ExternalIP") ?? find("InternalIP") ?? find("Hostname");
}

async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${patience} s`));
    }, patience * 1000);
  });
  return Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** The innermost cause: what fetch says itself is only "fetch failed". */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? (error.message.split("\n")[0] ?? "") : reason(error.cause);
}
