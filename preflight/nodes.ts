import type { ClusterNode, ClusterNodes } from "./answers";
import type { Plan } from "./plan";
import { numberOf } from "./quantities";

type NodeInfo = ClusterNode["status"]["nodeInfo"];

/** Why a node of the cluster is not watched. */
export type Unwatched = "Windows" | "Fargate" | "virtual" | "GKE Autopilot" | "without an image" | "not selected";

export const hasLabels = ({ metadata: { labels } }: ClusterNode, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

const isWindows = ({ metadata: { labels }, status: { nodeInfo } }: ClusterNode) =>
  (labels["kubernetes.io/os"] ?? nodeInfo.operatingSystem) === "windows";
const isFargate = ({ metadata: { labels } }: ClusterNode) => labels["eks.amazonaws.com/compute-type"] === "fargate";
const isVirtual = ({ metadata: { labels } }: ClusterNode) => labels["type"] === "virtual-kubelet";
/** Its nodes are the only ones whose names begin so; others of Google's begin with `gke-`. */
const isAutopilot = ({ metadata: { name } }: ClusterNode) => name.startsWith("gk3-");

/** Architectures of which there are images of Falco (falco.org, Install on Kubernetes: x86_64 and aarch64). */
const architectures = ["amd64", "arm64"];

/** Why Falco can't or won't run on a node, undefined where it does. The order is that of the reasons' weight. */
export function unwatched(plan: Plan, node: ClusterNode): Unwatched | undefined {
  if (isWindows(node)) return "Windows";
  if (isFargate(node)) return "Fargate";
  if (isVirtual(node)) return "virtual";
  if (isAutopilot(node)) return "GKE Autopilot";
  if (!hasLabels(node, plan.settings.nodeSelector.falco)) return "not selected";
  const { architecture } = node.status.nodeInfo;
  return architecture === "" || architectures.includes(architecture) ? undefined : "without an image";
}

/** Nodes that Falco will run on. */
export const watched = (plan: Plan, nodes: ClusterNodes | undefined): readonly ClusterNode[] =>
  (nodes?.items ?? []).filter((node) => unwatched(plan, node) === undefined);

/** 0 where a node doesn't say. */
export const cpusOf = ({ status }: ClusterNode): number => numberOf(status.capacity["cpu"] ?? "") ?? 0;

/** Whether a node's system lets nobody build or load a kernel module: read-only, without headers, modules signed. */
export const isSealed = ({ status: { nodeInfo } }: ClusterNode): boolean =>
  /Container-Optimized OS|Bottlerocket|Talos/.test(nodeInfo.osImage);

/** "a, b, c and 5 more", each with what `detail` says of it in brackets. */
export const named = (nodes: readonly ClusterNode[], detail?: (info: NodeInfo) => string): string => {
  const names = nodes.map(({ metadata, status }) => `${metadata.name}${detail ? ` (${detail(status.nodeInfo)})` : ""}`);
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
};
