import { z } from "zod";
import { SettingsError } from "../settings/settings";
import { apiServer, reason, type Ask } from "./apiServer";
import { essentialFacts, gatherFacts } from "./gatherFacts";
import type { Deployed } from "./deployed";
import type { ClusterFacts } from "./facts";
import { inquiry, type Unanswered } from "./inquiry";
import { chosenCluster, type ProviderCluster } from "./kubeconfig";
import type { DeployedTo } from "./lastDeployment";
import { logIn } from "./login";
import type { Plan } from "./plan";

/** By what the kubeconfig leads to a cluster. */
export interface Access {
  readonly provider: ProviderCluster;
  readonly deployedTo: DeployedTo;
}

/** Context and address, for people. */
export const shownCluster = ({ context, address }: DeployedTo): string => `${context} (${address})`;

/** What the cluster says of itself. */
export interface Cluster {
  /** Of the namespace kube-system: the one thing that identifies a cluster for as long as it lives. */
  readonly uid: string;
  readonly access: Access;
  readonly facts: ClusterFacts;
  /** For what is to be asked later. */
  readonly ask: Ask;
}

/** The cluster gave no answer; the message says which cluster and why. */
export class ClusterUnreachable extends Error {
  constructor(
    message: string,
    readonly access: Access,
  ) {
    super(message);
  }
}

/** Milliseconds that the cluster has to say which one it is. */
const patienceMs = 15_000;

const kubeSystem = z.object({ metadata: z.object({ uid: z.string() }) });
const refusal = z.object({ message: z.string() });

/**
 * Asks the cluster that the settings and the user's kubeconfig name, everything at once.
 * @throws SettingsError when the context isn't clear or nobody can log in by it, ClusterUnreachable when nobody answers
 */
export async function askCluster(
  plan: Plan,
  deployed: DeployedTo | undefined,
  state: Promise<Deployed | undefined> = Promise.resolve(undefined),
): Promise<Cluster> {
  const chosen = chosenCluster(plan.settings.kubeContext, plan.stack, deployed);
  const { context, cluster, provider } = chosen;
  const access = { provider, deployedTo: { context, address: cluster.server } };
  try {
    const ask = apiServer(cluster.server, await logIn(chosen));
    const unanswered: Unanswered[] = [];
    const gather = plan.settings.preflight ? gatherFacts : essentialFacts;
    const gathered = gather(inquiry(ask, unanswered), plan, unanswered, state);
    const { status, body } = await ask({ path: "/api/v1/namespaces/kube-system" }, patienceMs);
    if (status !== 200) throw new Error(`${status} ${refusal.safeParse(body).data?.message ?? ""}`.trim());
    return { uid: kubeSystem.parse(body).metadata.uid, access, facts: await gathered, ask };
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new ClusterUnreachable(
      `Cluster ${shownCluster(access.deployedTo)} can't be asked for its namespace kube-system: ${reason(error, patienceMs)}`,
      access,
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

/** The address that was taken last, while a ready node has it; else the first node's, external where there is one. */
export function addressOf(nodes: readonly AddressedNode[], last?: string): string | undefined {
  const addresses = nodes
    .filter(isReady)
    .sort((one, other) => (one.metadata?.name ?? "").localeCompare(other.metadata?.name ?? ""))
    .flatMap(({ status }) => status?.addresses ?? []);
  if (last !== undefined && addresses.some(({ address }) => address === last)) return last;
  const find = (kind: string) => addresses.find(({ type }) => type === kind)?.address;
  return find("ExternalIP") ?? find("InternalIP") ?? find("Hostname");
}
