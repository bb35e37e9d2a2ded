import { coerce, gte, satisfies } from "semver";
import { setCommand } from "../../settings/commands";
import { falcoVersion } from "../../settings/falcoCharts";
import type { ClusterNode } from "../answers";
import { named, watched } from "../nodes";
import type { Check } from "./check";
import { newestFalco } from "./newestFalco";

/** Kernels from which on a range of Falco's versions doesn't work with modern_ebpf. */
const faults = [
  {
    falco: "<0.44.0",
    kernel: "6.19.0",
    // falcosecurity/falco issue 3829: seen with 0.43 on 6.19.7 and 6.19.10, mended in libs 0.25.0.
    consequence: "does not load its probe into kernel 6.19 and later and ends at once",
  },
  {
    falco: ">=0.44.0 <0.45.0",
    kernel: "7.0.0",
    // falcosecurity/falco issue 3955, mended by falcosecurity/libs pull request 3086.
    consequence: "ends again and again on kernel 7.0 and later, and loses events while its pods look ready",
  },
] as const;

const isFrom =
  (kernel: string) =>
  ({ status: { nodeInfo } }: ClusterNode): boolean =>
    gte(coerce(nodeInfo.kernelVersion) ?? "0.0.0", kernel);

/** Kernels that are newer than what a version of Falco works on. A module (kmod) is built for each kernel. */
export const newKernel: Check = (plan, { nodes }) => {
  const { charts, images, driver } = plan.settings;
  const falco = falcoVersion(charts.falco, images.tags.falco);
  if (falco === undefined || (driver !== "modern_ebpf" && driver !== "auto")) return [];
  return faults
    .filter((fault) => satisfies(falco, fault.falco))
    .flatMap(({ kernel, consequence }) => {
      const found = watched(plan, nodes).filter(isFrom(kernel));
      return found.length > 0
        ? [
            {
              severity: "error",
              message: `Falco ${falco} ${consequence}: ${named(found, ({ kernelVersion }) => kernelVersion)}.`,
              repair: `${newestFalco(plan)}\nor, to leave them out: ${setCommand(["nodeSelector", "falco", "LABEL"], "VALUE")}`,
            },
          ]
        : [];
    });
};
