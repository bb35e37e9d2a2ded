import { coerce, gte } from "semver";
import { setCommand } from "../../settings/commands";
import type { SettingPath } from "../../settings/finding";
import { releaseOf } from "../../settings/falcoCharts";
import { isMapping } from "../../settings/helmValues/leaves";
import type { ClusterNode } from "../answers";
import { cpusOf, named, watched } from "../nodes";
import type { Plan } from "../plan";
import { amount, numberOf } from "../quantities";
import type { Check } from "./check";

const mebi = 1024 ** 2;
/** Bytes of a buffer (falco 0.43.1, app/actions/configure_syscall_buffer_size.cpp). */
const sizeOf = (preset: number): number => 2 ** (preset - 1) * mebi;

/** One for so many CPUs that are online, or for all of them (falcosecurity/libs, libpman/src/configuration.c). */
const buffersOf = (node: ClusterNode, cpusForEach: number): number =>
  cpusForEach === 0 ? 1 : Math.ceil(cpusOf(node) / cpusForEach);

/** From 5.11 on a pod's limit counts what eBPF takes. */
const isCounted = ({ status: { nodeInfo } }: ClusterNode): boolean =>
  gte(coerce(nodeInfo.kernelVersion) ?? "0.0.0", "5.11.0");

/** Where a chart has size and number of the buffers, which are 4 and 2 unless set in all of them (values.yaml). */
function bufferValues({ settings: { charts, helmValues } }: Plan) {
  const isOld = releaseOf(charts.falco).startsWith("3.");
  const preset = isOld ? ["falco", "syscall_buf_size_preset"] : ["driver", "modernEbpf", "bufSizePreset"];
  const cpusForEach = isOld
    ? ["falco", "modern_bpf", "cpus_for_each_syscall_buffer"]
    : ["driver", "modernEbpf", "cpusForEachBuffer"];
  const given = (path: readonly string[], otherwise: number): number => {
    const value = path.reduce<unknown>((at, key) => (isMapping(at) ? at[key] : undefined), helmValues.falco);
    return typeof value === "number" ? value : otherwise;
  };
  const presetPath: SettingPath = ["helmValues", "falco", ...preset];
  return { presetPath, preset: given(preset, 4), cpusForEach: given(cpusForEach, 2) };
}

/** Buffers of modern_ebpf that leave Falco nothing of its memory, on nodes with many CPUs. */
export const ringBuffers: Check = (plan, { nodes }) => {
  const { driver, resources } = plan.settings;
  const limit = resources.falco.limits.memory;
  const most = numberOf(limit);
  if (most === undefined || (driver !== "modern_ebpf" && driver !== "auto")) return [];
  const { presetPath, preset, cpusForEach } = bufferValues(plan);
  const taken = (node: ClusterNode) => buffersOf(node, cpusForEach) * sizeOf(preset);
  const found = watched(plan, nodes).filter((node) => isCounted(node) && taken(node) >= most);
  const largest = found.toSorted((one, other) => cpusOf(other) - cpusOf(one))[0];
  if (largest === undefined) return [];
  const own = numberOf(resources.falco.requests.memory) ?? 0;
  const fitting = [...Array(preset - 1).keys()]
    .map((at) => preset - 1 - at)
    .find((smaller) => buffersOf(largest, cpusForEach) * sizeOf(smaller) + own <= most);
  const size = amount("memory", sizeOf(preset));
  return [
    {
      severity: "warning",
      message: `The buffers of the driver modern_ebpf take all the memory that falco:resources.falco.limits.memory (${limit}) lets Falco have: ${buffersOf(largest, cpusForEach)} of ${size} are ${amount("memory", taken(largest))} on a node with ${cpusOf(largest)} CPUs, which leaves Falco itself nothing. Nodes: ${named(found)}.`,
      repair: [
        setCommand(["resources", "falco", "limits", "memory"], amount("memory", taken(largest) + own)),
        ...(fitting === undefined ? [] : [`or, with smaller buffers: ${setCommand(presetPath, String(fitting))}`]),
      ].join("\n"),
    },
  ];
};
