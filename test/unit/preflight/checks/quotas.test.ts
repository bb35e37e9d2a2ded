import { limitRanges } from "../../../../preflight/checks/limitRanges";
import { quotas } from "../../../../preflight/checks/quotas";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, limitRange, nodesOf, quota, revision, type Row } from "../constructed";

const nodes = nodesOf({ a: {}, b: {} });
const byClass = (operator: string, values: string[] = []) => ({
  scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator, values }] },
});
const high = { priorityClass: { falco: "high", exporter: "high" } };
const tooMany = [
  "error: ResourceQuota team in namespace falco allows 3 of pods; the stack's pods need 4.\n  kubectl edit resourcequota team --namespace falco",
];
const tooManyOfFalco = [
  "error: ResourceQuota team in namespace falco allows 0 of pods; the stack's pods need 4.\n  kubectl edit resourcequota team --namespace falco",
];

const updated = { rules: { source: "registry", autoUpdate: true } } as const;

const counted = (spec: object, settings: SettingsInput, said: readonly string[]): Row => [
  `a quota of ${JSON.stringify(spec)}`,
  quotas,
  settings,
  { nodes, quotas: { falco: quota({ hard: { pods: "0" }, ...spec }) } },
  said,
];

const rows: readonly Row[] = [
  ["no quota", quotas, {}, { nodes }, []],
  [
    "quotas with room",
    quotas,
    {},
    {
      nodes,
      quotas: { falco: quota({ hard: { pods: "4", "requests.cpu": "220m", memory: "1088Mi", services: "1" } }) },
    },
    [],
  ],
  [
    "a quota without room for redis' volume",
    quotas,
    {},
    {
      nodes,
      quotas: { "falco-sidekick": quota({ hard: { persistentvolumeclaims: "0", "requests.storage": "512Mi" } }) },
    },
    [
      "error: ResourceQuota team in namespace falco-sidekick allows 0 of persistentvolumeclaims; the stack's pods need 1.\n  kubectl edit resourcequota team --namespace falco-sidekick",
      "error: ResourceQuota team in namespace falco-sidekick allows 512Mi of requests.storage; the stack's pods need 1024Mi.\n  kubectl edit resourcequota team --namespace falco-sidekick",
    ],
  ],
  [
    "a quota of what the stack has none of",
    quotas,
    {},
    { nodes, quotas: { falco: quota({ hard: { secrets: "0" } }) } },
    [],
  ],
  ["a quota that is too small", quotas, {}, { nodes, quotas: { falco: quota({ hard: { pods: "3" } }) } }, tooMany],
  [
    "quotas of which others have used too much",
    quotas,
    {},
    {
      nodes,
      quotas: {
        falco: quota({ hard: { "requests.cpu": "1", "limits.memory": "2Gi", odd: "x" } }, { "requests.cpu": "800m" }),
      },
    },
    [
      "error: ResourceQuota team in namespace falco allows 1 of requests.cpu, of which 800m are used; the stack's pods need 0.22.\n  kubectl edit resourcequota team --namespace falco",
      "error: ResourceQuota team in namespace falco allows 2Gi of limits.memory; the stack's pods need 2304Mi.\n  kubectl edit resourcequota team --namespace falco",
    ],
  ],
  [
    "a quota of which the stack itself has used most",
    quotas,
    {},
    {
      nodes,
      quotas: { falco: quota({ hard: { pods: "5" } }, { pods: "4" }) },
      helmSecrets: { falco: [revision("falco")] },
    },
    [],
  ],
  [
    "a quota of the sidekick's",
    quotas,
    {},
    { nodes, quotas: { "falco-sidekick": quota({ hard: { pods: "4" } }) } },
    [
      "error: ResourceQuota team in namespace falco-sidekick allows 4 of pods; the stack's pods need 5.\n  kubectl edit resourcequota team --namespace falco-sidekick",
    ],
  ],
  [
    "a quota of CPU limits",
    quotas,
    {},
    { nodes, quotas: { falco: quota({ hard: { "limits.cpu": "100" } }) } },
    [
      "error: ResourceQuota team in namespace falco refuses containers without a CPU limit: those of the exporter.\n  npx pulumi config set --path falco:resources.exporter.limits.cpu 1",
    ],
  ],
  [
    "a quota of CPU limits, and a LimitRange that gives one",
    quotas,
    {},
    {
      nodes,
      quotas: { falco: quota({ hard: { "limits.cpu": "100" } }) },
      limitRanges: { falco: limitRange({ type: "Container", default: { cpu: "1" } }) },
    },
    [],
  ],
  [
    "a quota of CPU limits, where all have one",
    quotas,
    { metricsSource: "native" },
    { nodes, quotas: { falco: quota({ hard: { "limits.cpu": "2" } }) } },
    [],
  ],
  counted({ scopes: ["NotTerminating", "NotBestEffort"] }, {}, tooManyOfFalco),
  counted({ scopes: ["Terminating"] }, {}, []),
  counted({ scopeSelector: { matchExpressions: [{ scopeName: "BestEffort", operator: "Exists" }] } }, {}, []),
  counted(
    { scopeSelector: { matchExpressions: [{ scopeName: "NotBestEffort", operator: "Exists" }] } },
    {},
    tooManyOfFalco,
  ),
  counted(byClass("Exists"), {}, []),
  counted(byClass("Exists"), high, tooManyOfFalco),
  counted(byClass("DoesNotExist"), {}, tooManyOfFalco),
  counted(byClass("DoesNotExist"), high, []),
  counted(byClass("In", ["high"]), high, tooManyOfFalco),
  counted(byClass("In", ["high"]), {}, []),
  counted(byClass("NotIn", ["high"]), {}, tooManyOfFalco),
  counted(byClass("NotIn", ["high"]), high, []),
  [
    "quotas of Falco with falcoctl beside it",
    quotas,
    updated,
    { nodes, quotas: { falco: quota({ hard: { "requests.cpu": "220m", "limits.memory": "2304Mi" } }) } },
    [
      "error: ResourceQuota team in namespace falco allows 220m of requests.cpu; the stack's pods need 0.24.\n  kubectl edit resourcequota team --namespace falco",
      "error: ResourceQuota team in namespace falco allows 2304Mi of limits.memory; the stack's pods need 2816Mi.\n  kubectl edit resourcequota team --namespace falco",
    ],
  ],
  [
    "LimitRanges of Falco with falcoctl beside it",
    limitRanges,
    { ...updated, metricsSource: "native" },
    {
      limitRanges: {
        falco: limitRange(
          { type: "Container", max: { cpu: "1" }, min: { cpu: "50m" } },
          { type: "Pod", max: { cpu: "1400m", memory: "2Gi" }, min: { memory: "576Mi" } },
        ),
      },
    },
    [
      "error: LimitRange team in namespace falco allows containers no less than 50m of cpu; falcoctl beside Falco has 10m.\n  npx pulumi config set --path falco:helmValues.falco.falcoctl.artifact.follow.resources.requests.cpu 50m\n  or kubectl edit limitrange team --namespace falco",
      "error: LimitRange team in namespace falco allows pods at most 1400m of cpu; Falco with falcoctl has 1.5.\n  npx pulumi config set --path falco:rules.autoUpdate false\n  or kubectl edit limitrange team --namespace falco",
    ],
  ],
  ["no LimitRange", limitRanges, {}, {}, []],
  [
    "LimitRanges with room",
    limitRanges,
    {},
    {
      limitRanges: {
        falco: limitRange(
          { type: "Container", max: { cpu: "1", memory: "1Gi" }, min: { cpu: "10m", memory: "odd" } },
          { type: "PersistentVolumeClaim", max: { storage: "1Mi" } },
        ),
      },
    },
    [],
  ],
  [
    "LimitRanges that are too small and too large",
    limitRanges,
    {},
    {
      limitRanges: {
        falco: limitRange({ type: "Container", max: { cpu: "500m" } }, { type: "Pod", min: { memory: "64Mi" } }),
      },
    },
    [
      "error: LimitRange team in namespace falco allows containers at most 500m of cpu; Falco has 1000m.\n  npx pulumi config set --path falco:resources.falco.limits.cpu 500m\n  or kubectl edit limitrange team --namespace falco",
      "error: LimitRange team in namespace falco allows pods no less than 64Mi of memory; the exporter has 32Mi.\n  npx pulumi config set --path falco:resources.exporter.requests.memory 64Mi\n  or kubectl edit limitrange team --namespace falco",
    ],
  ],
];

describe("quotas and LimitRanges", () => {
  it.each(rows)("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
