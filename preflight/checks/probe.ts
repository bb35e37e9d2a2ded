import { coerce, gte, satisfies } from "semver";
import { setCommand } from "../../settings/commands";
import { falcoVersion } from "../../settings/falcoCharts";
import type { ClusterNode } from "../answers";
import { cpusOf, named, watched } from "../nodes";
import type { Check, Result } from "./check";
import { newestFalco } from "./newestFalco";

/** Nodes on which the probe (modern_ebpf) of a range of Falco's versions doesn't work. */
interface Fault {
  readonly falco: string;
  readonly severity: Result["severity"];
  readonly isMet: (node: ClusterNode) => boolean;
  readonly consequence: string;
  /** What of a node is shown. */
  readonly shown?: (info: ClusterNode["status"]["nodeInfo"]) => string;
}

const isFrom =
  (kernel: string) =>
  ({ status: { nodeInfo } }: ClusterNode): boolean =>
    gte(coerce(nodeInfo.kernelVersion) ?? "0.0.0", kernel);

const ofKernel = { severity: "error", shown: ({ kernelVersion }) => kernelVersion } as const satisfies Partial<Fault>;

const faults: readonly Fault[] = [
  {
    ...ofKernel,
    falco: "<0.44.0",
    isMet: isFrom("6.19.0"),
    // falcosecurity/falco issue 3829: seen with 0.43 on 6.19.7 and 6.19.10, mended in libs 0.25.0.
    consequence: "does not load its probe into kernel 6.19 and later and ends at once",
  },
  {
    ...ofKernel,
    falco: ">=0.44.0 <0.45.0",
    isMet: isFrom("7.0.0"),
    // falcosecurity/falco issue 3955, mended by falcosecurity/libs pull request 3086.
    consequence: "ends again and again on kernel 7.0 and later, and loses events while its pods look ready",
  },
  {
    falco: "0.44.0",
    severity: "warning",
    isMet: (node) => cpusOf(node) >= 64,
    // falcosecurity/libs issue 3010, mended by pull request 3012 in 0.44.1.
    consequence: "gets no events from the kernel on nodes with many CPUs, seen with 64 and 80",
  },
];

/** Nodes that a version of Falco doesn't work on. A module (kmod) is built for each kernel. */
export const probe: Check = (plan, { nodes }) => {
  const { charts, images, driver } = plan.settings;
  const falco = falcoVersion(charts.falco, images.tags.falco);
  if (falco === undefined || (driver !== "modern_ebpf" && driver !== "auto")) return [];
  const leaveOut = `or, to leave them out: ${setCommand(["nodeSelector", "falco", "LABEL"], "VALUE")}`;
  return faults
    .filter((fault) => satisfies(falco, fault.falco))
    .flatMap(({ severity, isMet, consequence, shown }) => {
      const found = watched(plan, nodes).filter(isMet);
      const repair = [newestFalco(plan), ...(severity === "error" ? [leaveOut] : [])].join("\n");
      return found.length > 0
        ? [{ severity, message: `Falco ${falco} ${consequence}: ${named(found, shown)}.`, repair }]
        : [];
    });
};
