import { autopilot } from "../../../../preflight/checks/autopilot";
import type { Check } from "../../../../preflight/checks/check";
import { containerRuntime } from "../../../../preflight/checks/containerRuntime";
import { coverage } from "../../../../preflight/checks/coverage";
import { kernel } from "../../../../preflight/checks/kernel";
import { kernelModules } from "../../../../preflight/checks/kernelModules";
import { newKernel } from "../../../../preflight/checks/newKernel";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, nodesOf } from "../constructed";

const fargate = { labels: { "eks.amazonaws.com/compute-type": "fargate" } };
const virtual = { labels: { type: "virtual-kubelet" } };
const windows = { operatingSystem: "windows", kernelVersion: "10.0.20348", osImage: "Windows Server 2022 Datacenter" };
const tainted = (effect = "NoSchedule") => ({ taints: [{ key: "dedicated", value: "db", effect }] });
const onFalco = { nodeSelector: { falco: { pool: "a" } } };
const newKernels = { a: { kernelVersion: "6.19.7-200.fc43.x86_64" }, b: { kernelVersion: "7.0.0-14-generic" }, c: {} };
const oldBesideSealed = { a: { kernelVersion: "5.4.0-190-generic" }, b: { osImage: "Talos (v1.9.0)" } };
/** What is said of drivers and kernels: each repair has to satisfy both. */
const both: Check = (plan, facts) => [...kernel(plan, facts), ...kernelModules(plan, facts)];
const btf = "ls /sys/kernel/btf/vmlinux    # on the node: there is BTF where this file is";

type Nodes = Parameters<typeof nodesOf>[0];
type Row = readonly [
  name: string,
  check: Check,
  settings: SettingsInput,
  nodes: Nodes | undefined,
  said: readonly string[],
];

const rows: readonly Row[] = [
  ["usual nodes", autopilot, {}, { "gke-a-1": {} }, []],
  ["unknown nodes", autopilot, {}, undefined, []],
  [
    "GKE Autopilot",
    autopilot,
    {},
    { "gk3-a-1": {}, "gk3-a-2": {} },
    [
      "error: GKE Autopilot refuses pods that want the host, as Falco's do: gk3-a-1, gk3-a-2.\n  Use a Standard cluster of GKE.\n  or, with a WorkloadAllowlist for Falco's pods in place, npx pulumi config set falco:preflight false",
    ],
  ],
  ["all nodes", coverage, {}, { a: {}, b: tainted(), arm: { architecture: "arm64" }, odd: { architecture: "" } }, []],
  ["Windows nodes beside others", coverage, {}, { a: {}, w: windows }, []],
  ["GKE Autopilot, which has a check of its own", coverage, {}, { "gk3-a-1": {} }, []],
  ["unknown nodes", coverage, {}, undefined, []],
  [
    "no node",
    coverage,
    {},
    {},
    ["warning: The cluster has no node yet: Helm waits for the pods of Falcosidekick until there is one."],
  ],
  [
    "nodes that Falco can't run on",
    coverage,
    {},
    {
      a: {},
      f1: fargate,
      f2: fargate,
      f3: fargate,
      f4: fargate,
      f5: fargate,
      v: virtual,
      s: { architecture: "s390x" },
    },
    [
      "warning: Falco will watch 1 of the 8 nodes. Left out: 5 on Fargate, where Falco can't run (f1, f2, f3 and 2 more); 1 virtual, where Falco can't run (v); 1 of an architecture that Falco has no image for (it has amd64 and arm64) (s).",
    ],
  ],
  [
    "nothing but Fargate and Windows",
    coverage,
    {},
    { f: fargate, w: windows },
    [
      "error: Falco will watch none of the 2 nodes. Left out: 1 on Fargate, where Falco can't run (f); 1 with Windows (w).",
    ],
  ],
  [
    "nodes that a selector leaves out",
    coverage,
    onFalco,
    { a: { labels: { pool: "a" } }, b: { labels: { pool: "b" } } },
    [
      "warning: Falco will watch 1 of the 2 nodes. Left out: 1 without the labels of falco:nodeSelector.falco (b).\n  npx pulumi config rm --path falco:nodeSelector.falco",
    ],
  ],
  ["kernels of today", kernel, {}, { a: {}, old: { ...windows }, odd: { kernelVersion: "" } }, []],
  ["old kernels and another driver", kernel, { driver: "kmod" }, { a: { kernelVersion: "5.4.0-190-generic" } }, []],
  [
    "old kernels",
    kernel,
    {},
    { a: { kernelVersion: "5.4.0-190-generic" }, b: { kernelVersion: "4.14.355-275.570.amzn2.x86_64" } },
    [
      "error: The driver modern_ebpf needs kernel 5.8 or later. Older: a (5.4.0-190-generic), b (4.14.355-275.570.amzn2.x86_64).\n  Upgrade the nodes.\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE\n  or npx pulumi config set falco:driver kmod",
    ],
  ],
  [
    "Red Hat's kernel",
    kernel,
    {},
    { a: { kernelVersion: "4.18.0-553.el8_10.x86_64" } },
    [
      `warning: The driver modern_ebpf needs what came with kernel 5.8, and what Red Hat has of it in kernel 4.18 can't be seen from here: a (4.18.0-553.el8_10.x86_64).\n  ${btf}\n  or npx pulumi config set falco:driver kmod`,
    ],
  ],
  [
    "kernels that seldom have BTF",
    kernel,
    {},
    {
      a: { osImage: "Buildroot 2023.02.9", kernelVersion: "5.10.207" },
      b: { kernelVersion: "6.1.21-v8+" },
      c: { kernelVersion: "5.10.104-tegra" },
    },
    [
      `warning: The driver modern_ebpf needs BTF, which kernels like these are often built without; it can't be seen from here: a (5.10.207), b (6.1.21-v8+), c (5.10.104-tegra).\n  ${btf}\n  or npx pulumi config set falco:driver kmod`,
    ],
  ],
  ...(["modern_ebpf", "kmod", "auto"] as const).map((driver): Row => [
    `an old kernel on a sealed system with ${driver}, for which no driver works`,
    both,
    { driver },
    { a: { osImage: "Container-Optimized OS from Google", kernelVersion: "5.4.49+" } },
    [
      "error: No driver works on these nodes, whose kernel is older than 5.8 (which modern_ebpf needs) and whose system loads no kernel module of yours: a (5.4.49+).\n  Upgrade the nodes.\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE",
    ],
  ]),
  ["old kernels beside sealed systems with auto", both, { driver: "auto" }, oldBesideSealed, []],
  [
    "old kernels beside sealed systems with modern_ebpf",
    both,
    {},
    oldBesideSealed,
    [
      "error: The driver modern_ebpf needs kernel 5.8 or later. Older: a (5.4.0-190-generic).\n  Upgrade the nodes.\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE\n  or npx pulumi config set falco:driver auto",
    ],
  ],
  [
    "old kernels beside sealed systems with kmod",
    both,
    { driver: "kmod" },
    oldBesideSealed,
    [
      "error: The driver kmod has to be built for a node's kernel and loaded there, which these systems don't let anybody do: b (Talos (v1.9.0)).\n  npx pulumi config set falco:driver auto",
    ],
  ],
  [
    "the newest kernel that Falco 0.43 works on",
    newKernel,
    {},
    { a: { kernelVersion: "6.18.12-200.fc43.x86_64" } },
    [],
  ],
  ["a new kernel and kmod", newKernel, { driver: "kmod" }, { a: { kernelVersion: "7.0.1" } }, []],
  ["a new kernel and a tag that is no version", newKernel, { images: { tags: { falco: "mine" } } }, newKernels, []],
  [
    "kernel 6.19 and Falco 0.44",
    newKernel,
    { charts: { falco: "9.1.0" }, metricsSource: "native" },
    { a: { kernelVersion: "6.19.7-200.fc43.x86_64" } },
    [],
  ],
  [
    "kernels of 2026 and Falco 0.45",
    newKernel,
    { charts: { falco: "9.2.0" }, metricsSource: "native" },
    newKernels,
    [],
  ],
  [
    "kernel 6.19 and later and Falco 0.43",
    newKernel,
    { driver: "auto" },
    newKernels,
    [
      "error: Falco 0.43.0 does not load its probe into kernel 6.19 and later and ends at once: a (6.19.7-200.fc43.x86_64), b (7.0.0-14-generic).\n  npx pulumi config set --path falco:charts.falco 9.2.0\n  npx pulumi config set falco:metricsSource native\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE",
    ],
  ],
  [
    "kernel 7.0 and the image of Falco 0.44",
    newKernel,
    { charts: { falco: "9.2.0" }, metricsSource: "native", images: { tags: { falco: "0.44.1" } } },
    newKernels,
    [
      "error: Falco 0.44.1 ends again and again on kernel 7.0 and later, and loses events while its pods look ready: b (7.0.0-14-generic).\n  npx pulumi config set --path falco:charts.falco 9.2.0\n  npx pulumi config rm --path falco:images.tags.falco\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE",
    ],
  ],
  ["a sealed system and modern_ebpf", kernelModules, {}, { a: { osImage: "Talos (v1.9.0)" } }, []],
  ["a sealed system and auto", kernelModules, { driver: "auto" }, { a: { osImage: "Talos (v1.9.0)" } }, []],
  ["an open system and kmod", kernelModules, { driver: "kmod" }, { a: {} }, []],
  [
    "sealed systems and kmod",
    kernelModules,
    { driver: "kmod" },
    {
      a: { osImage: "Talos (v1.9.0)" },
      b: { osImage: "Bottlerocket OS 1.30.0 (aws-k8s-1.31)" },
      c: { osImage: "Container-Optimized OS from Google" },
    },
    [
      "error: The driver kmod has to be built for a node's kernel and loaded there, which these systems don't let anybody do: a (Talos (v1.9.0)), b (Bottlerocket OS 1.30.0 (aws-k8s-1.31)), c (Container-Optimized OS from Google).\n  npx pulumi config set falco:driver modern_ebpf",
    ],
  ],
  [
    "runtimes that Falco knows",
    containerRuntime,
    {},
    {
      a: {},
      b: { containerRuntimeVersion: "cri-o://1.33.0" },
      c: { containerRuntimeVersion: "docker://28.0.1" },
      d: { containerRuntimeVersion: "containerd://2.2.0-k3s1" },
      e: { containerRuntimeVersion: "" },
      f: { containerRuntimeVersion: "containerd" },
    },
    [],
  ],
  ...(["8.0.5", "7.0.2"] as const).map((falco): Row => [
    `containerd 2.3 and falco chart ${falco}`,
    containerRuntime,
    { charts: { falco } },
    { a: { containerRuntimeVersion: "containerd://2.3.0-k3s1" }, b: {} },
    [
      `error: Falco of falco chart ${falco} ends on containerd 2.3 and later, which later ones mend: a (containerd://2.3.0-k3s1).\n  npx pulumi config set --path falco:charts.falco 9.2.0\n  npx pulumi config set falco:metricsSource native`,
    ],
  ]),
  [
    "containerd 2.3 and a Falco that is new enough",
    containerRuntime,
    { charts: { falco: "9.1.0" }, metricsSource: "native" },
    { a: { containerRuntimeVersion: "containerd://2.3.0" } },
    [],
  ],
  [
    "containerd 2.3 and a tag that is no version",
    containerRuntime,
    { images: { tags: { falco: "mine" } } },
    { a: { containerRuntimeVersion: "containerd://2.3.0" } },
    [],
  ],
  [
    "k3s and an old chart",
    containerRuntime,
    { charts: { falco: "4.21.3" } },
    { a: { containerRuntimeVersion: "containerd://2.0.5-k3s1" } },
    [
      "warning: falco chart 4.21.3 doesn't look for the socket of k3s and RKE2, and alerts will name no containers: a (containerd://2.0.5-k3s1).\n  npx pulumi config set falco:containerRuntimeSocket /run/k3s/containerd/containerd.sock",
    ],
  ],
  [
    "another runtime",
    containerRuntime,
    {},
    { a: { containerRuntimeVersion: "frakti://1.0" } },
    [
      "warning: Falco knows containerd, CRI-O and cri-dockerd; with another runtime alerts may name no containers: a (frakti://1.0).\n  npx pulumi config set falco:containerRuntimeSocket SOCKET",
    ],
  ],
];

describe("nodes", () => {
  it.each(rows)("%s (%p)", (_, check, settings, nodes, said) => {
    expect(judged(check, settings, nodes ? { nodes: nodesOf(nodes) } : {})).toEqual(said);
  });

  it("says how many nodes were looked at where there are more", () => {
    expect(judged(coverage, {}, { nodes: nodesOf({ a: {}, v: virtual }, 600) })).toEqual([
      "warning: Falco will watch 1 of the 2 nodes that were looked at, out of 602. Left out: 1 virtual, where Falco can't run (v).",
    ]);
  });
});
