import type { ClusterNode } from "../answers";
import { named, unwatched, watched, type Unwatched } from "../nodes";
import type { Check } from "./check";

const reasons: Readonly<Record<Exclude<Unwatched, "Windows" | "GKE Autopilot">, string>> = {
  Fargate: "on Fargate, where Falco can't run",
  virtual: "virtual, where Falco can't run",
  "not selected": "without the labels of falco:nodeSelector.falco",
  "without an image": "of an architecture that Falco has no image for (it has amd64 and arm64)",
};

/** How many nodes Falco leaves unwatched, and why. Windows is no surprise, and Autopilot has a check of its own. */
export const coverage: Check = (plan, { nodes }) => {
  if (nodes === undefined) return [];
  const { items } = nodes;
  if (items.length === 0)
    return [
      {
        severity: "warning",
        message: "The cluster has no node yet: Helm waits for the pods of Falcosidekick until there is one.",
      },
    ];
  const of = (reason: Unwatched): ClusterNode[] => items.filter((node) => unwatched(plan, node) === reason);
  const left = Object.entries(reasons).flatMap(([reason, why]) => {
    const found = items.filter((node) => unwatched(plan, node) === reason);
    return found.length > 0 ? [`${found.length} ${why} (${named(found)})`] : [];
  });
  const seen = watched(plan, nodes).length;
  if (left.length === 0 && (seen > 0 || of("GKE Autopilot").length > 0)) return [];
  const windows = of("Windows");
  const why = [...left, ...(windows.length > 0 ? [`${windows.length} with Windows (${named(windows)})`] : [])].join(
    "; ",
  );
  const repair =
    of("not selected").length > 0 ? { repair: "npx pulumi config rm --path falco:nodeSelector.falco" } : {};
  const { remainingItemCount: more } = nodes.metadata;
  const looked = more > 0 ? ` that were looked at, out of ${items.length + more}` : "";
  return [
    {
      severity: seen === 0 && more === 0 ? "error" : "warning",
      message: `Falco will watch ${seen === 0 ? "none" : seen} of the ${items.length} nodes${looked}. Left out: ${why}.`,
      ...repair,
    },
  ];
};
