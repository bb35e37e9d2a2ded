import { named, unwatched, watched } from "../nodes";
import type { Check } from "./check";

/** GKE Autopilot, which refuses pods that want the host, unless Google has put them on a list. */
export const autopilot: Check = (plan, { nodes }) => {
  const found = (nodes?.items ?? []).filter((node) => unwatched(plan, node) === "GKE Autopilot");
  return found.length > 0
    ? [
        {
          severity: watched(plan, nodes).length > 0 ? "warning" : "error",
          message: `GKE Autopilot refuses pods that want the host, as Falco's do: ${named(found)}.`,
          repair:
            "Use a Standard cluster of GKE.\nor, with a WorkloadAllowlist for Falco's pods in place, npx pulumi config set falco:preflight false",
        },
      ]
    : [];
};
