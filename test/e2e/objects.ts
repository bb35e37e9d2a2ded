import { createHash } from "node:crypto";
import type { KubernetesObject } from "@kubernetes/client-node";
import type { Cluster } from "./cluster";

/** `kind namespace/name` of an object, and what would differ if somebody touched it. */
export type Objects = Readonly<Record<string, string>>;

interface Listed extends KubernetesObject {
  readonly spec?: unknown;
  readonly data?: unknown;
  readonly rules?: unknown;
  readonly roleRef?: unknown;
  readonly subjects?: unknown;
}

/** What people or controllers declared, without what controllers report. */
const fingerprint = ({ metadata, spec, data, rules, roleRef, subjects }: Listed): string => {
  const { labels, annotations, uid } = metadata ?? {};
  const declared = JSON.stringify({ labels, annotations, spec, data, rules, roleRef, subjects });
  return `${uid ?? ""} ${createHash("sha256").update(declared).digest("hex")}`;
};

/** Every object of some namespaces, and what the cluster shares of their releases. */
export async function objectsOf(cluster: Cluster, namespaces: readonly [string, ...string[]]): Promise<Objects> {
  const { core, apps, rbac } = cluster;
  const lists: readonly { kind?: string; items: Listed[] }[] = await Promise.all([
    core.listNamespace(),
    core.listSecretForAllNamespaces(),
    core.listConfigMapForAllNamespaces(),
    core.listServiceForAllNamespaces(),
    core.listServiceAccountForAllNamespaces(),
    core.listPersistentVolumeClaimForAllNamespaces(),
    core.listPodForAllNamespaces(),
    apps.listDaemonSetForAllNamespaces(),
    apps.listDeploymentForAllNamespaces(),
    apps.listStatefulSetForAllNamespaces(),
    rbac.listRoleForAllNamespaces(),
    rbac.listRoleBindingForAllNamespaces(),
    rbac.listClusterRole(),
    rbac.listClusterRoleBinding(),
  ]);
  const belongs = ({ metadata }: Listed): boolean =>
    metadata?.namespace !== undefined
      ? namespaces.includes(metadata.namespace)
      : namespaces.includes(metadata?.name ?? "") ||
        namespaces.includes(metadata?.annotations?.["meta.helm.sh/release-namespace"] ?? "");
  return Object.fromEntries(
    lists.flatMap(({ kind = "", items }) =>
      items
        .filter(belongs)
        .map((item) => [
          `${kind.replace(/List$/, "")} ${item.metadata?.namespace ?? ""}/${item.metadata?.name ?? ""}`,
          fingerprint(item),
        ]),
    ),
  );
}
