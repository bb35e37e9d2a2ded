import { coerce, lt } from "semver";
import type { ClusterNode } from "../answers";
import { isSealed, named, watched } from "../nodes";
import { setCommand } from "../../settings/commands";
import type { Check, Result } from "./check";

/** Red Hat's kernels of version 8 say 4.18 and have much of what came later. */
const isBackported = ({ status: { nodeInfo } }: ClusterNode) => /^4\.18\..*\.el8/.test(nodeInfo.kernelVersion);

/** A kernel without what modern_ebpf needs, as far as its version tells. */
export const isTooOld = ({ status: { nodeInfo } }: ClusterNode) =>
  lt(coerce(nodeInfo.kernelVersion) ?? "5.8.0", "5.8.0");

/** Kernels that are built without BTF as a rule: minikube's own image, Raspberry Pi OS, NVIDIA's boards. */
const lacksBtf = ({ status: { nodeInfo } }: ClusterNode) =>
  /^Buildroot/.test(nodeInfo.osImage) || /-v[78]l?\+|rpi|tegra/.test(nodeInfo.kernelVersion);

const kernels = (nodes: readonly ClusterNode[]): string => named(nodes, ({ kernelVersion }) => kernelVersion);

/** Kernels that the driver won't load into. What they really have can't be seen from outside. */
export const kernel: Check = (plan, { nodes }) => {
  const all = watched(plan, nodes);
  const old = all.filter((node) => isTooOld(node) && !isBackported(node));
  const backported = all.filter((node) => isTooOld(node) && isBackported(node));
  const withoutBtf = all.filter((node) => !isTooOld(node) && lacksBtf(node));
  const anotherDriver = setCommand(["driver"], all.some(isSealed) ? "auto" : "kmod");
  const leaveOut = `Upgrade the nodes.\nor, to leave them out: ${setCommand(["nodeSelector", "falco", "LABEL"], "VALUE")}`;
  const look = "ls /sys/kernel/btf/vmlinux    # on the node: there is BTF where this file is";
  const result = (severity: Result["severity"], found: readonly ClusterNode[], message: string, repair: string) =>
    found.length > 0 ? [{ severity, message, repair }] : [];
  const hopeless = result(
    "error",
    old.filter(isSealed),
    `No driver works on these nodes, whose kernel is older than 5.8 (which modern_ebpf needs) and whose system loads no kernel module of yours: ${kernels(old.filter(isSealed))}.`,
    leaveOut,
  );
  if (plan.settings.driver !== "modern_ebpf") return hopeless;
  const open = old.filter((node) => !isSealed(node));
  return [
    ...hopeless,
    ...result(
      "error",
      open,
      `The driver modern_ebpf needs kernel 5.8 or later. Older: ${kernels(open)}.`,
      `${leaveOut}\nor ${anotherDriver}`,
    ),
    ...result(
      "warning",
      backported,
      `The driver modern_ebpf needs what came with kernel 5.8, and what Red Hat has of it in kernel 4.18 can't be seen from here: ${kernels(backported)}.`,
      `${look}\nor ${anotherDriver}`,
    ),
    ...result(
      "warning",
      withoutBtf,
      `The driver modern_ebpf needs BTF, which kernels like these are often built without; it can't be seen from here: ${kernels(withoutBtf)}.`,
      `${look}\nor ${anotherDriver}`,
    ),
  ];
};
