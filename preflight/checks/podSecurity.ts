import { isUsable } from "../ownership";
import type { Plan } from "../plan";
import type { Check, Result } from "./check";

const label = "pod-security.kubernetes.io/enforce";

/** Which pods a namespace has to let in, and what they would be refused under. */
const demands = ({ settings, namespaces: [falco, sidekick] }: Plan) => [
  {
    namespace: falco?.name ?? "",
    needs: "privileged",
    refusedBy: ["baseline", "restricted"],
    pods: "Falco's pods, which need the host",
  },
  // Without redis all of them are fit for `restricted`.
  ...(sidekick && settings.ui.enabled
    ? [
        {
          namespace: sidekick.name,
          needs: "baseline",
          refusedBy: ["restricted"],
          pods: "redis, whose image wants root",
        },
      ]
    : []),
];

/** Namespaces of the stack whose pod security was changed: the stack itself does not see it. */
export const podSecurity: Check = (plan, { namespaces }) =>
  demands(plan).flatMap(({ namespace, needs, refusedBy, pods }): Result[] => {
    const found = namespaces[namespace];
    if (typeof found !== "object" || !isUsable(plan, found)) return [];
    const level = found.labels[label] ?? "";
    return refusedBy.includes(level)
      ? [
          {
            severity: "error",
            message: `Namespace ${namespace} enforces pod security ${level}, which refuses ${pods}.`,
            repair: `kubectl label namespace ${namespace} ${label}=${needs} --overwrite`,
          },
        ]
      : [];
  });
