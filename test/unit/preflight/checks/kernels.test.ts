import type { Check } from "../../../../preflight/checks/check";
import { kernel } from "../../../../preflight/checks/kernel";
import { kernelModules } from "../../../../preflight/checks/kernelModules";
import { probe } from "../../../../preflight/checks/probe";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, nodesOf } from "../constructed";

const windows = { operatingSystem: "windows", kernelVersion: "10.0.20348", osImage: "Windows Server 2022 Datacenter" };
const newKernels = { a: { kernelVersion: "6.19.7-200.fc43.x86_64" }, b: { kernelVersion: "7.0.0-14-generic" }, c: {} };
const oldBesideSealed = { a: { kernelVersion: "5.4.0-190-generic" }, b: { osImage: "Talos (v1.9.0)" } };
/** What is said of drivers and kernels: each repair has to satisfy both. */
const both: Check = (plan, facts) => [...kernel(plan, facts), ...kernelModules(plan, facts)];
const btf = "ls /sys/kernel/btf/vmlinux    # on the node: there is BTF where this file is";

type Row = readonly [
  name: string,
  check: Check,
  settings: SettingsInput,
  nodes: Parameters<typeof nodesOf>[0],
  said: readonly string[],
];

const rows: readonly Row[] = [
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
  ["the newest kernel that Falco 0.43 works on", probe, {}, { a: { kernelVersion: "6.18.12-200.fc43.x86_64" } }, []],
  ["a new kernel and kmod", probe, { driver: "kmod" }, { a: { kernelVersion: "7.0.1" } }, []],
  ["a new kernel and a tag that is no version", probe, { images: { tags: { falco: "mine" } } }, newKernels, []],
  [
    "kernel 6.19 and Falco 0.44",
    probe,
    { charts: { falco: "9.1.0" }, metricsSource: "native" },
    { a: { kernelVersion: "6.19.7-200.fc43.x86_64" } },
    [],
  ],
  ["kernels of 2026 and Falco 0.45", probe, { charts: { falco: "9.2.0" }, metricsSource: "native" }, newKernels, []],
  [
    "kernel 6.19 and later and Falco 0.43",
    probe,
    { driver: "auto" },
    newKernels,
    [
      "error: Falco 0.43.1 does not load its probe into kernel 6.19 and later and ends at once: a (6.19.7-200.fc43.x86_64), b (7.0.0-14-generic).\n  npx pulumi config set falco:metricsSource native\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE",
    ],
  ],
  [
    "kernel 7.0 and the image of Falco 0.44",
    probe,
    { metricsSource: "native", images: { tags: { falco: "0.44.1" } } },
    newKernels,
    [
      "error: Falco 0.44.1 ends again and again on kernel 7.0 and later, and loses events while its pods look ready: b (7.0.0-14-generic).\n  npx pulumi config rm --path falco:images.tags.falco\n  or, to leave them out: npx pulumi config set --path falco:nodeSelector.falco.LABEL VALUE",
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
  ...(
    [
      ["chart 9.0.0", { charts: { falco: "9.0.0" } }, "config rm --path falco:charts.falco"],
      [
        "the image of Falco 0.44.0",
        { images: { tags: { falco: "0.44.0" } } },
        "config rm --path falco:images.tags.falco",
      ],
    ] as const
  ).map(([name, settings, repair]): Row => [
    `many CPUs and ${name}`,
    probe,
    { ...settings, metricsSource: "native" },
    { a: { cpus: 63 }, b: { cpus: 64 }, c: { cpus: 80 }, d: {} },
    [
      `warning: Falco 0.44.0 gets no events from the kernel on nodes with many CPUs, seen with 64 and 80: b, c.\n  npx pulumi ${repair}`,
    ],
  ]),
  ...(
    [
      { charts: { falco: "9.1.0" } },
      { charts: { falco: "9.0.0" }, driver: "kmod" },
      { charts: { falco: "9.0.0" }, images: { tags: { falco: "0.44.1" } } },
      {},
    ] as const
  ).map((settings): Row => [
    `many CPUs and ${JSON.stringify(settings)}`,
    probe,
    { ...settings, metricsSource: "native" },
    { c: { cpus: 80 } },
    [],
  ]),
];

it.each(rows)("%s (%p)", (_, check, settings, nodes, said) => {
  expect(judged(check, settings, { nodes: nodesOf(nodes) })).toEqual(said);
});
