import { prometheusReaders } from "../../../../preflight/prometheusAnswers";
import { selected } from "../../../../preflight/checks/selected";
import { judged, object, type Row } from "../constructed";

const monitored = { dashboard: { enabled: false }, monitoring: { serviceMonitor: true, rules: "operator" } } as const;
const reader = (spec: object, kind: "Prometheus" | "ThanosRuler" = "Prometheus") => ({
  prometheusReaders: prometheusReaders(kind).parse({
    items: [{ metadata: { name: "k8s", namespace: "monitoring" }, spec }],
  }),
});
const all = {
  serviceMonitorSelector: {},
  serviceMonitorNamespaceSelector: {},
  ruleSelector: {},
  ruleNamespaceSelector: {},
};
const release = { matchLabels: { release: "prom" } };
const monitors = "ServiceMonitor falco/falco-exporter-metrics, falco-sidekick/falcosidekick-metrics";
const labels = { labels: { release: "prom" } };
const exact = (operator: string, values?: string[]) => ({ matchExpressions: [{ key: "release", operator, values }] });

const selectedRows: readonly Row[] = [
  ["unknown Prometheuses", selected, monitored, { operatorKinds: ["ServiceMonitor"] }, []],
  ["no Prometheus, and none of its kinds", selected, monitored, { operatorKinds: "absent", prometheusReaders: [] }, []],
  [
    "no Prometheus, and its kinds",
    selected,
    { ...monitored, sidekick: { enabled: false }, monitoring: { rules: "operator" } },
    { operatorKinds: ["ServiceMonitor", "PrometheusRule"], prometheusReaders: [] },
    [
      "warning: The cluster knows the Prometheus operator's kinds, but has no Prometheus object that reads them: unless another program does, nothing comes of PrometheusRule falco/falco-alerts.\n  kubectl get prometheuses,prometheusagents,thanosrulers --all-namespaces",
    ],
  ],
  ["a Prometheus that reads all", selected, monitored, reader(all), []],
  ["a Prometheus, and nothing for it", selected, { monitoring: { rules: "configMap" } }, reader({}), []],
  [
    "a Prometheus that wants labels",
    selected,
    monitored,
    reader({ ...all, serviceMonitorSelector: release, ruleSelector: exact("In", ["prom", "other"]) }),
    [
      `warning: No Prometheus of the cluster reads ${monitors}. Prometheus monitoring/k8s selects those with release=prom.\n  npx pulumi config set --path falco:monitoring.labels.release prom`,
      "warning: No Prometheus of the cluster reads PrometheusRule falco/falco-alerts. Prometheus monitoring/k8s selects those with release In (prom, other).\n  npx pulumi config set --path falco:monitoring.labels.release prom",
    ],
  ],
  ...["In", "Exists"].map((operator): Row => [
    `a Prometheus that has its labels: ${operator}`,
    selected,
    { ...monitored, monitoring: { ...monitored.monitoring, ...labels } },
    reader({
      ...all,
      serviceMonitorSelector: release,
      ruleSelector: exact(operator, operator === "In" ? ["prom"] : []),
    }),
    [],
  ]),
  [
    "a Prometheus that reads nothing but what lies beside it",
    selected,
    monitored,
    reader({ serviceMonitorSelector: {}, ruleSelector: {}, serviceMonitorNamespaceSelector: null }),
    [
      `warning: No Prometheus of the cluster reads ${monitors}. Prometheus monitoring/k8s reads only its own namespace monitoring; the objects are in falco and falco-sidekick.\n  kubectl patch prometheus k8s --namespace monitoring --type merge --patch '{"spec":{"serviceMonitorNamespaceSelector":{}}}'`,
      "warning: No Prometheus of the cluster reads PrometheusRule falco/falco-alerts. Prometheus monitoring/k8s reads only its own namespace monitoring; the object is in falco.\n  npx pulumi config set --path falco:monitoring.namespace monitoring",
    ],
  ],
  [
    "a Prometheus without selectors of objects, and with some of namespaces",
    selected,
    { dashboard: { enabled: false }, monitoring: { rules: "operator" } },
    reader({ ...all, ruleSelector: undefined, ruleNamespaceSelector: { matchLabels: { watch: "yes" } } }),
    [
      'warning: No Prometheus of the cluster reads PrometheusRule falco/falco-alerts. Prometheus monitoring/k8s selects none and reads only namespaces with watch=yes; the object is in falco.\n  kubectl patch prometheus k8s --namespace monitoring --type merge --patch \'{"spec":{"ruleSelector":{}}}\'\n  kubectl label namespace falco watch=yes',
    ],
  ],
  [
    "namespaces by the labels that they have",
    selected,
    { dashboard: { enabled: false }, monitoring: { rules: "operator" } },
    {
      ...reader({
        ...all,
        ruleNamespaceSelector: { matchLabels: { watch: "yes", "kubernetes.io/metadata.name": "falco" } },
      }),
      namespaces: { falco: object("falco", {}, { watch: "yes" }) },
    },
    [],
  ],
  ["a ThanosRuler, which reads rules alone", selected, monitored, reader(all, "ThanosRuler"), []],
  [
    "labels that must not be there",
    selected,
    { ...monitored, monitoring: { serviceMonitor: true, ...labels } },
    reader({ ...all, serviceMonitorSelector: exact("NotIn", ["prom"]) }),
    [
      `warning: No Prometheus of the cluster reads ${monitors}. Prometheus monitoring/k8s selects those with release NotIn (prom).\n  kubectl patch prometheus k8s --namespace monitoring --type merge --patch '{"spec":{"serviceMonitorSelector":{}}}'`,
    ],
  ],
];

describe("what reads the stack's monitors and rules", () => {
  it.each(selectedRows)("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
