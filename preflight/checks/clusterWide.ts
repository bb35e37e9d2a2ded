import { setCommand } from "../../settings/commands";
import { releaseOf } from "../ownership";
import type { Check, Result } from "./check";

/** Objects of the charts outside of all namespaces that are there already, and somebody else's: Helm won't touch them. */
export const clusterWide: Check = (plan, { clusterWide: found }) =>
  found.flatMap(({ kind, name, release, object }): Result[] => {
    if (typeof object !== "object") return [];
    const holder = releaseOf(object);
    const wanted = `${release.namespace}/${release.name}`;
    if (holder === wanted) return [];
    if (holder !== undefined && plan.leaving.some((left) => holder.startsWith(`${left}/`)))
      return [
        {
          severity: "error",
          message: `${kind} ${name}, which the ${release.name} chart makes too, belongs to this stack's release ${holder} until the end of an \`up\`.`,
          repair: [
            setCommand(["sidekick", "outputs", "policyreport", "enabled"], "false"),
            "npx pulumi up",
            setCommand(["sidekick", "outputs", "policyreport", "enabled"], "true"),
          ].join("\n"),
        },
      ];
    const another = setCommand(["namespace"], `${plan.settings.namespace}-2`);
    if (holder !== undefined)
      return [
        {
          severity: "error",
          message: `${kind} ${name}, which the ${release.name} chart makes too, belongs to the Helm release ${holder}.`,
          repair: another,
        },
      ];
    const target = `${kind.toLowerCase()} ${name}`;
    return [
      {
        severity: "error",
        message: `${kind} ${name}, which the ${release.name} chart makes too, was made by somebody else. Handed over, it becomes what the chart says.`,
        repair: [
          `kubectl label ${target} app.kubernetes.io/managed-by=Helm`,
          `kubectl annotate ${target} meta.helm.sh/release-name=${release.name} meta.helm.sh/release-namespace=${release.namespace}`,
          `or ${another}`,
        ].join("\n"),
      },
    ];
  });
