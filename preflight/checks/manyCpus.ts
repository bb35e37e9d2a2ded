import { falcoVersion } from "../../settings/falcoCharts";
import { cpusOf, named, watched } from "../nodes";
import type { Plan } from "../plan";
import type { Check } from "./check";
import { newestFalco } from "./newestFalco";

const isAffected = ({ settings: { charts, images } }: Plan): boolean =>
  falcoVersion(charts.falco, images.tags.falco) === "0.44.0";

/** Falco 0.44.0 on 64 and more CPUs (falcosecurity/libs issue 3010 of 64 and 80; mended by pull request 3012 in 0.44.1). */
export const manyCpus: Check = (plan, { nodes }) => {
  const { driver } = plan.settings;
  const isProbe = driver === "modern_ebpf" || driver === "auto";
  const found = isProbe && isAffected(plan) ? watched(plan, nodes).filter((node) => cpusOf(node) >= 64) : [];
  return found.length === 0
    ? []
    : [
        {
          severity: "warning",
          message: `Falco 0.44.0 gets no events from the kernel on nodes with many CPUs, seen with 64 and 80: ${named(found)}.`,
          repair: newestFalco(plan),
        },
      ];
};
