import { autopilot } from "../../../../preflight/checks/autopilot";
import type { Check } from "../../../../preflight/checks/check";
import { containerRuntime } from "../../../../preflight/checks/containerRuntime";
import { coverage } from "../../../../preflight/checks/coverage";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, nodesOf } from "../constructed";

const fargate = { labels: { "eks.amazonaws.com/compute-type": "fargate" } };
const virtual = { labels: { type: "virtual-kubelet" } };
const windows = { operatingSystem: "windows", kernelVersion: "10.0.20348", osImage: "Windows Server 2022 Datacenter" };
const tainted = (effect = "NoSchedule") => ({ taints: [{ key: "dedicated", value: "db", effect }] });
const onFalco = { nodeSelector: { falco: { pool: "a" } } };

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
      `error: Falco of falco chart ${falco} ends on containerd 2.3 and later, which later ones mend: a (containerd://2.3.0-k3s1).\n  npx pulumi config rm --path falco:charts.falco\n  npx pulumi config set falco:metricsSource native`,
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
