import type { Check, Result } from "./check";

/** PriorityClasses that settings name and that don't exist: Kubernetes refuses such pods. */
export const priorityClasses: Check = ({ pods }, facts) =>
  pods.flatMap(({ what, key, priorityClass }): Result[] =>
    priorityClass !== undefined && facts.priorityClasses[priorityClass] === "absent"
      ? [
          {
            severity: "error",
            message: `There is no PriorityClass ${priorityClass}, which falco:priorityClass.${key} names for ${what}.`,
            repair: `npx pulumi config rm --path falco:priorityClass.${key}`,
          },
        ]
      : [],
  );
