import type { KubeConfig, Middleware, V1Node } from "@kubernetes/client-node";
import { nearest } from "../settings/problems";
import { SettingsError } from "../settings/settings";

/** What the cluster says of itself. */
export interface Cluster {
  /** Of the namespace kube-system: the one thing that identifies a cluster for as long as it lives. */
  readonly uid: string;
  /** Context of the kubeconfig, where the provider would not find the same one by itself. */
  readonly context?: string;
  /** Address of a ready node, external where there is one. */
  readonly nodeAddress?: string;
}

/** The cluster gave no answer; the message says which cluster and why. */
export class ClusterUnreachable extends Error {}

/** Milliseconds that the cluster has for each answer. */
const patience = 20_000;

/**
 * Asks the cluster that `context` of the user's kubeconfig names.
 * @throws SettingsError when the context isn't clear, ClusterUnreachable when nobody answers
 */
export async function askCluster(context: string | undefined): Promise<Cluster> {
  // Loaded here: of all that the program imports it takes the longest.
  const {
    CoreV1Api,
    KubeConfig: Config,
    ServerConfiguration,
    createConfiguration,
  } = await import("@kubernetes/client-node");
  const config = new Config();
  try {
    config.loadFromDefault();
  } catch (error) {
    // The first line alone: a parser's message goes on with lines of the file, keys and tokens included.
    const lines = (error instanceof Error ? error.message : String(error)).split("\n");
    const why = lines.find((line) => line.trim() !== "") ?? "";
    throw new SettingsError(`The kubeconfig can't be read: ${why}\n      kubectl config view`);
  }
  const chosen = chosenContext(config, context);
  try {
    const server = config.getCurrentCluster()?.server;
    if (server === undefined) throw new Error("the kubeconfig has no cluster for this context");
    const baseServer = new ServerConfiguration(server, {});
    const api = new CoreV1Api(
      createConfiguration({ baseServer, authMethods: { default: config }, promiseMiddleware: [impatience] }),
    );
    const system = await api.readNamespace({ name: "kube-system" });
    // Not everybody may list nodes; then uiUrl names none.
    const nodes = await api.listNode({ limit: 100 }).catch(() => ({ items: [] }));
    const nodeAddress = addressOf(nodes.items);
    return { uid: system.metadata?.uid ?? "", ...chosen, ...(nodeAddress && { nodeAddress }) };
  } catch (error) {
    const where = `${config.getCurrentContext()} (${config.getCurrentCluster()?.server ?? "no address"})`;
    throw new ClusterUnreachable(`Cluster ${where} can't be asked for its namespace kube-system: ${reason(error)}`);
  }
}

/** Selects the context, which has to be named where there are several: kubectl's own choice changes too easily. */
function chosenContext(config: KubeConfig, context: string | undefined): Pick<Cluster, "context"> {
  const names = config.getContexts().map(({ name }) => name);
  const set = `\n      npx pulumi config set falco:kubeContext ${nearest(context ?? "", names) ?? names[0] ?? "CONTEXT"}`;
  const [only, another] = names;
  if (context === undefined && another !== undefined)
    throw new SettingsError(
      `falco:kubeContext is missing; the kubeconfig has ${names.length} contexts: ${names.join(", ")}.${set}`,
    );
  if (context !== undefined && !names.includes(context))
    throw new SettingsError(
      `falco:kubeContext = ${JSON.stringify(context)}: expected a context of the kubeconfig: ${names.join(", ")}.${set}`,
    );
  const chosen = context ?? (config.getCurrentContext() ? undefined : only);
  if (chosen === undefined) return {};
  config.setCurrentContext(chosen);
  return { context: chosen };
}

/** Gives each request up after a while: one that is only left waiting would keep the process from ending. */
const impatience: Middleware = {
  pre: (request) => {
    request.setSignal(AbortSignal.timeout(patience));
    return Promise.resolve(request);
  },
  post: (response) => Promise.resolve(response),
};

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

/** The innermost cause: what fetch says itself is only "fetch failed". Exec plugins begin with blank lines. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError" || error.name === "TimeoutError") return `no answer within ${patience / 1000} s`;
  if (error.cause !== undefined) return reason(error.cause);
  const lines = error.message.split("\n").filter((line) => line.trim() !== "");
  // The API's own errors go on with headers and body; a plugin's last line is the one that counts.
  return (error.message.startsWith("HTTP-Code") ? lines[0] : lines.at(-1)) ?? error.name;
}
