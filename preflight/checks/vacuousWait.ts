import { setCommand } from "../../settings/commands";
import { valueAt } from "../../settings/problems";
import type { SettingPath } from "../../settings/finding";
import { shown } from "../../settings/shown";
import { watched } from "../nodes";
import type { Check } from "./check";

const strategies: readonly SettingPath[] = [
  ["helmValues", "falco", "controller", "daemonset", "updateStrategy", "rollingUpdate", "maxUnavailable"],
  ["helmValues", "falcoExporter", "daemonset", "updateStrategy", "rollingUpdate", "maxUnavailable"],
];

/**
 * Pods of a DaemonSet that Helm doesn't wait for are all of them. A part of one node is that node, so that nothing could be
 * said of a single one (helm 3.18.6, pkg/kube/ready.go).
 */
export const vacuousWait: Check = (plan, { nodes }) => {
  const count = nodes === undefined || nodes.metadata.remainingItemCount > 0 ? 0 : watched(plan, nodes).length;
  return strategies.flatMap((path) => {
    const given = valueAt(plan.settings, path);
    if (given === undefined || count < 2 || unavailable(given, count) < count) return [];
    return [
      {
        severity: "error",
        message: `maxUnavailable ${shown(given)} of falco:helmValues.${String(path[1])} is as many pods as there are nodes for Falco (${count}): Helm would wait for none, and the deployment be a success although no pod is ready.`,
        repair: setCommand(path, "10%"),
      },
    ];
  });
};

const unavailable = (given: unknown, count: number): number => {
  const percent = /^(\d+)%$/.exec(String(given))?.[1];
  return percent === undefined ? Number(given) : Math.ceil((count * Number(percent)) / 100);
};
