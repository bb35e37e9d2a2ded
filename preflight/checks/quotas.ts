import { setCommand } from "../../settings/commands";
import type { Quota } from "../answers";
import type { ClusterFacts } from "../facts";
import { watched } from "../nodes";
import { releasesIn } from "../ownership";
import type { Plan, PlannedPods } from "../plan";
import { amount, numberOf, total } from "../quantities";
import type { Check, Result } from "./check";

/** ResourceQuotas that our pods don't fit into, or that refuse containers without a limit. */
export const quotas: Check = (plan, facts) =>
  plan.namespaces.flatMap(({ name }) =>
    (facts.quotas[name] ?? []).flatMap((quota) => {
      const pods = plan.pods.filter((kind) => kind.namespace === name && isCounted(quota, kind));
      return [...withoutLimit(facts, name, quota, pods), ...tooMuch(plan, facts, name, quota, pods)];
    }),
  );

/** Ours ask for resources and run for ever. */
const ourScopes = ["NotBestEffort", "NotTerminating"];

function isCounted({ spec }: Quota, { priorityClass }: PlannedPods): boolean {
  const byClass = spec.scopeSelector.matchExpressions.map(({ scopeName, operator, values }) => {
    if (scopeName !== "PriorityClass") return ourScopes.includes(scopeName);
    if (operator === "Exists") return priorityClass !== undefined;
    if (operator === "DoesNotExist") return priorityClass === undefined;
    return values.includes(priorityClass ?? "") === (operator === "In");
  });
  return spec.scopes.every((scope) => ourScopes.includes(scope)) && byClass.every(Boolean);
}

/** A quota of CPU limits refuses every container that has none, unless a LimitRange gives it one. */
function withoutLimit(facts: ClusterFacts, namespace: string, quota: Quota, pods: readonly PlannedPods[]): Result[] {
  const hasDefault = (facts.limitRanges[namespace] ?? []).some(({ spec }) =>
    spec.limits.some((limit) => limit.type === "Container" && "cpu" in limit.default),
  );
  if (!("limits.cpu" in quota.spec.hard) || hasDefault) return [];
  const unlimited = pods.filter(({ resources }) => resources.limits["cpu"] === undefined);
  return unlimited.length > 0
    ? [
        {
          severity: "error",
          message: `ResourceQuota ${quota.metadata.name} in namespace ${namespace} refuses containers without a CPU limit: those of ${unlimited.map(({ what }) => what).join(", ")}.`,
          repair: unlimited.map(({ key }) => setCommand(["resources", key, "limits", "cpu"], "1")).join("\n"),
        },
      ]
    : [];
}

/** What all pods of these kinds take of each resource that quotas count. */
function taken(plan: Plan, facts: ClusterFacts, pods: readonly PlannedPods[]): Readonly<Record<string, number>> {
  const nodes = watched(plan, facts.nodes).length;
  const { storage } = plan.settings.ui;
  const sum = (of: (resources: PlannedPods["resources"]) => string | undefined) =>
    pods.reduce((all, { resources, sidecars, replicas }) => {
      const each = total([resources, ...sidecars.map((sidecar) => sidecar.resources)].map(of)) ?? 0;
      return all + each * (replicas === "each node" ? nodes : replicas);
    }, 0);
  const [cpu, memory] = [sum(({ requests }) => requests["cpu"]), sum(({ requests }) => requests["memory"])];
  return {
    pods: pods.reduce((all, { replicas }) => all + (replicas === "each node" ? nodes : replicas), 0),
    cpu,
    memory,
    "requests.cpu": cpu,
    "requests.memory": memory,
    "limits.cpu": sum(({ limits }) => limits["cpu"]),
    "limits.memory": sum(({ limits }) => limits["memory"]),
    ...(storage.enabled &&
      pods.some(({ key }) => key === "redis") && {
        persistentvolumeclaims: 1,
        "requests.storage": numberOf(storage.size) ?? 0,
      }),
  };
}

function tooMuch(
  plan: Plan,
  facts: ClusterFacts,
  namespace: string,
  { metadata, spec, status }: Quota,
  pods: readonly PlannedPods[],
): Result[] {
  // Once ours are there, what is used is theirs too, and there is no telling how much of it.
  const isDeployed = releasesIn(facts, namespace).length > 0;
  const needs = taken(plan, facts, pods);
  return Object.entries(spec.hard).flatMap(([resource, hard]): Result[] => {
    const need = needs[resource];
    if (need === undefined) return [];
    const used = isDeployed ? 0 : (numberOf(status.used[resource] ?? "0") ?? 0);
    const room = numberOf(hard);
    if (room === undefined || need + used <= room) return [];
    return [
      {
        severity: "error",
        message: `ResourceQuota ${metadata.name} in namespace ${namespace} allows ${hard} of ${resource}${used > 0 ? `, of which ${status.used[resource] ?? ""} are used` : ""}; the stack's pods need ${amount(resource, need)}.`,
        repair: `kubectl edit resourcequota ${metadata.name} --namespace ${namespace}`,
      },
    ];
  });
}
