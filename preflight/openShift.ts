import { falcoChart } from "../settings/falcoCharts";
import type { Plan } from "./plan";

/** A service account of the stack, and built-in security context constraints that its pods need on OpenShift. */
export interface SccNeed {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly scc: "privileged" | "nonroot-v2";
}

/**
 * What OpenShift has to allow beyond the constraints that charts make. The falco chart's own allow no capability (falco chart
 * 8.0.5, templates/securitycontextconstraints.yaml), so least privilege needs `privileged`; Falcosidekick's fixed uid 1234
 * needs `nonroot-v2`.
 */
export const sccNeeds = ({ settings: { charts, driver }, names, pods }: Plan): readonly SccNeed[] => {
  const needs = pods.flatMap(({ key, namespace, serviceAccount }): SccNeed[] => {
    if (key === "exporter") return [];
    if (key !== "falco") return [{ namespace, serviceAccount, scc: "nonroot-v2" }];
    return falcoChart(charts.falco).leastPrivileged[driver]
      ? [{ namespace, serviceAccount: names.falco, scc: "privileged" }]
      : [];
  });
  return needs.filter(
    ({ serviceAccount }, at) => needs.findIndex((need) => need.serviceAccount === serviceAccount) === at,
  );
};
