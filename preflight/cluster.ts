import { z } from "zod";
import { apiServer, reason } from "./apiServer";
import { essentialFacts, gatherFacts } from "./gatherFacts";
import type { ClusterFacts } from "./facts";
import { inquiry, type Unanswered } from "./inquiry";
import { chosenCluster } from "./kubeconfig";
import type { Plan } from "./plan";

/** What the cluster says of itself. */
export interface Cluster {
  /** Of the namespace kube-system: the one thing that identifies a cluster for as long as it lives. */
  readonly uid: string;
  /** Context and address, for people. */
  readonly where: string;
  /** Context of the kubeconfig, where the provider would not find the same one by itself. */
  readonly context?: string;
  /** Address of a ready node, external where there is one. */
  readonly nodeAddress?: string;
  readonly facts: ClusterFacts;
}

/** The cluster gave no answer; the message says which cluster and why. */
export class ClusterUnreachable extends Error {
  constructor(
    message: string,
    /** Context of the kubeconfig that was asked. */
    readonly context: string | undefined,
  ) {
    super(message);
  }
}

/** Milliseconds that the cluster has to say which one it is. */
const patienceMs = 20_000;

const kubeSystem = z.object({ metadata: z.object({ uid: z.string() }) });
const refusal = z.object({ message: z.string() });

/**
 * Asks the cluster that the settings and the user's kubeconfig name, everything at once.
 * @throws SettingsError when the context isn't clear, ClusterUnreachable when nobody answers
 */
export async function askCluster(plan: Plan): Promise<Cluster> {
  const { config, ...chosen } = await chosenCluster(plan.settings.kubeContext, plan.stack);
  const where = `${config.getCurrentContext()} (${config.getCurrentCluster()?.server ?? "no address"})`;
  try {
    const ask = await apiServer(config);
    const unanswered: Unanswered[] = [];
    const gather = plan.settings.preflight ? gatherFacts : essentialFacts;
    const gathered = gather(inquiry(ask, unanswered), plan, unanswered);
    const { status, body } = await ask({ path: "/api/v1/namespaces/kube-system" }, patienceMs);
    if (status !== 200) throw new Error(`${status} ${refusal.safeParse(body).data?.message ?? ""}`.trim());
    const facts = await gathered;
    const nodeAddress = addressOf(facts.nodes?.items ?? []);
    return { uid: kubeSystem.parse(body).metadata.uid, where, ...chosen, ...(nodeAddress && { nodeAddress }), facts };
  } catch (error) {
    throw new ClusterUnreachable(
      `Cluster ${where} can't be asked for its namespace kube-system: ${reason(error, patienceMs)}`,
      chosen.context,
    );
  }
}

/** A node as far as its address is concerned. */
export interface AddressedNode {
  readonly metadata?: { readonly name?: string };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
  };
}

const isReady = ({ status }: AddressedNode): boolean =>
  status?.conditions?.some(({ type, status: state }) => type === "Ready" && state === "True") ?? false;

/** The same node each time, as long as it is ready. */
export function addressOf(nodes: readonly AddressedNode[]): string | undefined {
  const addresses = nodes
    .filter(isReady)
    .sort((one, other) => (one.metadata?.name ?? "").localeCompare(other.metadata?.name ?? ""))
    .flatMap(({ status }) => status?.addresses ?? []);
  const find = (kind: string) => addresses.find(({ type }) => type === kind)?.address;
  return find("ExternalIP") ?? find("InternalIP") ?? find("Hostname");
}
