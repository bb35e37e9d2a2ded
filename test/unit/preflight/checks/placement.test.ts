import { placement } from "../../../../preflight/checks/placement";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, nodesOf } from "../constructed";

const virtual = { labels: { type: "virtual-kubelet" } };
const windows = { operatingSystem: "windows" };
const tainted = (effect = "NoSchedule") => ({ taints: [{ key: "dedicated", value: "db", effect }] });

type Nodes = Parameters<typeof nodesOf>[0];
type Row = readonly [name: string, settings: SettingsInput, nodes: Nodes | undefined, said: readonly string[]];

const rows: readonly Row[] = [
  ["room for all pods", {}, { a: {}, b: tainted() }, []],
  ["a taint that only puts off", {}, { a: tainted("PreferNoSchedule") }, []],
  ["no node at all", {}, { w: windows, v: virtual }, []],
  ["unknown nodes", {}, undefined, []],
  [
    "taints that all pods tolerate",
    {
      ui: { enabled: false },
      tolerations: { sidekick: [{ key: "dedicated", value: "db", effect: "NoSchedule" }] },
    },
    { a: tainted() },
    [],
  ],
  [
    "taints that nobody tolerates",
    {
      tolerations: {
        sidekick: [{ operator: "Exists" }],
        ui: [
          { key: "dedicated", value: "web" },
          { key: "other", operator: "Exists" },
        ],
        redis: [{ key: "dedicated", operator: "Exists", effect: "NoExecute" }],
      },
    },
    { a: tainted() },
    [
      `warning: No node takes the pods of the UI: the nodes for it have taints that it doesn't tolerate (dedicated).\n  npx pulumi config set --path 'falco:tolerations.ui[2].key' dedicated\n  npx pulumi config set --path 'falco:tolerations.ui[2].operator' Exists`,
      `warning: No node takes the pods of redis: the nodes for it have taints that it doesn't tolerate (dedicated).\n  npx pulumi config set --path 'falco:tolerations.redis[1].key' dedicated\n  npx pulumi config set --path 'falco:tolerations.redis[1].operator' Exists`,
    ],
  ],
  [
    "a toleration without a value",
    { ui: { enabled: false }, tolerations: { sidekick: [{ key: "dedicated" }] } },
    { a: { taints: [{ key: "dedicated", effect: "NoSchedule" }] } },
    [],
  ],
  [
    "labels that no node has",
    { ui: { enabled: false }, nodeSelector: { sidekick: { pool: "a" } } },
    { a: {} },
    [
      "warning: No node takes the pods of Falcosidekick: none has the labels of falco:nodeSelector.sidekick.\n  npx pulumi config rm --path falco:nodeSelector.sidekick",
    ],
  ],
];

describe("placement", () => {
  it.each(rows)("%s", (_, settings, nodes, said) => {
    expect(judged(placement, settings, nodes ? { nodes: nodesOf(nodes) } : {})).toEqual(said);
  });
});
