import { coerce, gte, lt } from "semver";
import { falcoVersion, releaseOf } from "../../settings/falcoCharts";
import { setCommand } from "../../settings/commands";
import type { ClusterNode } from "../answers";
import { named, watched } from "../nodes";
import type { Plan } from "../plan";
import type { Check, Result } from "./check";
import { newestFalco } from "./newestFalco";

/** `containerd://2.3.0-k3s1` as name and version. */
const runtimeOf = ({ status: { nodeInfo } }: ClusterNode) => {
  const [name = "", version = ""] = nodeInfo.containerRuntimeVersion.split("://");
  return { name, version, number: coerce(version)?.version ?? "0.0.0" };
};

const known = ["containerd", "cri-o", "docker"];

/**
 * The container plugin of Falco 0.42 and 0.43 ends Falco on containerd 2.3 (falcosecurity/plugins issue 1353,
 * falcosecurity/falco issues 3874 and 3960; mended in plugin 0.7.1, which comes with Falco 0.44, whose own faults 0.45 mends).
 */
const crashes = ({ settings: { charts, images } }: Plan): boolean => {
  const falco = falcoVersion(charts.falco, images.tags.falco);
  return falco !== undefined && gte(falco, "0.42.0") && lt(falco, "0.44.0");
};

/** Container runtimes that Falco's way of asking them for names does not get on with. */
export const containerRuntime: Check = (plan, { nodes }) => {
  const all = watched(plan, nodes);
  const { charts, containerRuntimeSocket } = plan.settings;
  const tooNew = crashes(plan)
    ? all.filter((node) => runtimeOf(node).name === "containerd" && gte(runtimeOf(node).number, "2.3.0"))
    : [];
  const hidden =
    containerRuntimeSocket === undefined && lt(releaseOf(charts.falco), "4.22.0")
      ? all.filter((node) => /k3s|rke2/.test(runtimeOf(node).version))
      : [];
  const unknown = all.filter((node) => !known.includes(runtimeOf(node).name) && runtimeOf(node).name !== "");
  return [
    ...result(
      "error",
      tooNew,
      `Falco of falco chart ${charts.falco} ends on containerd 2.3 and later, which later ones mend`,
      newestFalco(plan),
    ),
    ...result(
      "warning",
      hidden,
      `falco chart ${charts.falco} doesn't look for the socket of k3s and RKE2, and alerts will name no containers`,
      setCommand(["containerRuntimeSocket"], "/run/k3s/containerd/containerd.sock"),
    ),
    ...result(
      "warning",
      unknown,
      "Falco knows containerd, CRI-O and cri-dockerd; with another runtime alerts may name no containers",
      setCommand(["containerRuntimeSocket"], "SOCKET"),
    ),
  ];
};

const result = (
  severity: Result["severity"],
  found: readonly ClusterNode[],
  message: string,
  repair: string,
): Result[] =>
  found.length > 0
    ? [
        {
          severity,
          message: `${message}: ${named(found, ({ containerRuntimeVersion }) => containerRuntimeVersion)}.`,
          repair,
        },
      ]
    : [];
