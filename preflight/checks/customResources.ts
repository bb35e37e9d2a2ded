import { setCommand } from "../../settings/commands";
import type { ClusterFacts } from "../facts";
import type { Plan } from "../plan";
import type { Check, Result } from "./check";

/** Kinds of objects that settings ask for and that the cluster doesn't know. */
export const customResources: Check = (plan, facts) => [
  ...policyReports(plan, facts),
  ...prometheusOperator(plan, facts),
];

/** The version that falcosidekick speaks (falcosidekick 2.34.1, outputs/policyreport.go). */
const policyReportApi = "wgpolicyk8s.io/v1alpha2";

const policyReports = ({ settings: { sidekick } }: Plan, { apiVersions }: ClusterFacts): Result[] =>
  sidekick.enabled && sidekick.outputs.policyreport?.enabled && apiVersions && !apiVersions.includes(policyReportApi)
    ? [
        {
          severity: "error",
          message: `falco:sidekick.outputs.policyreport writes policy reports, and the cluster doesn't know ${policyReportApi}.`,
          repair:
            "Install the CRDs of the Kubernetes policy working group (wg-policy-prototypes), or Kyverno, which brings them.\nor npx pulumi config rm --path falco:sidekick.outputs.policyreport",
        },
      ]
    : [];

/** CRDs of the Prometheus operator, of a version that every Kubernetes of today takes. */
const crds =
  "https://raw.githubusercontent.com/prometheus-operator/prometheus-operator/v0.85.0/example/prometheus-operator-crd";

const prometheusOperator = ({ settings: { monitoring } }: Plan, { operatorKinds }: ClusterFacts): Result[] => {
  if (operatorKinds === undefined) return [];
  const wanted = [
    ...(monitoring.serviceMonitor
      ? [{ kind: "ServiceMonitor", setting: ["monitoring", "serviceMonitor"], off: "false" }]
      : []),
    ...(monitoring.rules === "operator"
      ? [{ kind: "PrometheusRule", setting: ["monitoring", "rules"], off: "off" }]
      : []),
  ];
  return wanted
    .filter(({ kind }) => operatorKinds === "absent" || !operatorKinds.includes(kind))
    .map(({ kind, setting, off }) => ({
      severity: "error",
      message: `falco:${setting.join(".")} makes a ${kind}, and the cluster doesn't know that kind (monitoring.coreos.com/v1), which the Prometheus operator brings.`,
      repair: [
        "helm install kube-prometheus-stack kube-prometheus-stack --repo https://prometheus-community.github.io/helm-charts --namespace monitoring --create-namespace",
        `or kubectl apply --server-side -f ${crds}/monitoring.coreos.com_${kind.toLowerCase()}s.yaml    # the kind alone`,
        "or npm run sandbox -- up --with prometheus-crds    # in the sandbox",
        `or ${setCommand(setting, off)}`,
      ].join("\n"),
    }));
};
