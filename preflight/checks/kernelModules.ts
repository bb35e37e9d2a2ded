import { setCommand } from "../../settings/commands";
import { named, watched } from "../nodes";
import type { Check } from "./check";

/** Systems that nobody loads a module of his own into, or builds one on: read-only, without headers, modules signed. */
const sealed = /Container-Optimized OS|Bottlerocket|Talos/;

/** Drivers that have to be fetched or built for the kernel of each node, on nodes where that can't be. */
export const kernelModules: Check = (plan, { nodes }) => {
  const { driver } = plan.settings;
  // `auto` finds out itself that modern_ebpf is what works there.
  if (driver === "modern_ebpf" || driver === "auto") return [];
  const found = watched(plan, nodes).filter(({ status: { nodeInfo } }) => sealed.test(nodeInfo.osImage));
  return found.length > 0
    ? [
        {
          severity: "error",
          message: `The driver ${driver} has to be built for a node's kernel and loaded there, which these systems don't let anybody do: ${named(found, ({ osImage }) => osImage)}.`,
          repair: setCommand(["driver"], "modern_ebpf"),
        },
      ]
    : [];
};
