import { setCommand } from "../../settings/commands";
import type { ClusterNode } from "../answers";
import { unwatched } from "../nodes";
import type { PlannedPods } from "../plan";
import type { Check } from "./check";

/** Pods beside Falco's that no node would take as the nodes are: Helm waits for them, and gives up. */
export const placement: Check = (plan, { nodes }) => {
  const linux = (nodes?.items ?? []).filter((node) => !["Windows", "virtual"].includes(unwatched(plan, node) ?? ""));
  if (linux.length === 0) return [];
  return plan.pods
    .filter(
      (pods) =>
        pods.replicas !== "each node" && !linux.some((node) => isSelected(pods, node) && isTolerated(pods, node)),
    )
    .map((pods) => {
      const selected = linux.filter((node) => isSelected(pods, node));
      // Kubernetes' own (not-ready, unschedulable) come and go.
      const taints = selected
        .flatMap((node) => repelling(pods, node))
        .map(({ key }) => key)
        .sort((one, other) => Number(isPassing(one)) - Number(isPassing(other)));
      return {
        severity: "warning",
        message: `No node takes the pods of ${pods.what}: ${
          selected.length === 0
            ? `none has the labels of falco:nodeSelector.${pods.key}`
            : `the nodes for it have taints that it doesn't tolerate (${[...new Set(taints)].join(", ")})`
        }.`,
        repair:
          selected.length === 0
            ? `npx pulumi config rm --path falco:nodeSelector.${pods.key}`
            : isPassing(taints[0] ?? "")
              ? "kubectl get nodes"
              : tolerate(pods, taints[0] ?? "KEY"),
      };
    });
};

const isPassing = (taint: string): boolean => /^node\.(cloudprovider\.)?kubernetes\.io\//.test(taint);

const tolerate = ({ key, tolerations }: PlannedPods, taint: string): string =>
  [
    setCommand(["tolerations", key, tolerations.length, "key"], taint),
    setCommand(["tolerations", key, tolerations.length, "operator"], "Exists"),
  ].join("\n");

const isSelected = ({ nodeSelector }: PlannedPods, { metadata: { labels } }: ClusterNode): boolean =>
  Object.entries(nodeSelector).every(([key, value]) => labels[key] === value);

const repelling = ({ tolerations }: PlannedPods, { spec: { taints } }: ClusterNode) =>
  taints.filter(
    (taint) =>
      taint.effect !== "PreferNoSchedule" &&
      !tolerations.some(
        ({ key, operator, value, effect }) =>
          (effect === undefined || effect === taint.effect) &&
          (key === undefined || key === taint.key) &&
          (operator === "Exists" || (value ?? "") === taint.value),
      ),
  );

const isTolerated = (pods: PlannedPods, node: ClusterNode): boolean => repelling(pods, node).length === 0;
