import { setCommand } from "../../settings/commands";
import { isSealed, named, watched } from "../nodes";
import type { Check } from "./check";
import { isTooOld } from "./kernel";

/** Drivers that have to be fetched or built for the kernel of each node, on nodes where that can't be. */
export const kernelModules: Check = (plan, { nodes }) => {
  const { driver } = plan.settings;
  // `auto` finds out itself that modern_ebpf is what works there.
  if (driver === "modern_ebpf" || driver === "auto") return [];
  const all = watched(plan, nodes);
  // For those with an old kernel no driver works at all: the check of kernels says so.
  const found = all.filter((node) => isSealed(node) && !isTooOld(node));
  return found.length > 0
    ? [
        {
          severity: "error",
          message: `The driver ${driver} has to be built for a node's kernel and loaded there, which these systems don't let anybody do: ${named(found, ({ osImage }) => osImage)}.`,
          repair: setCommand(
            ["driver"],
            all.some((node) => isTooOld(node) && !isSealed(node)) ? "auto" : "modern_ebpf",
          ),
        },
      ]
    : [];
};
