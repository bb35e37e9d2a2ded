import { lt } from "semver";
import { defaultFalcoCharts, falcoChart, falcoVersion } from "./falcoCharts";
import type { FalcoChartPlan } from "./falcoFaults";

interface GrpcPlan extends FalcoChartPlan {
  readonly images: { readonly tags: { readonly falco?: string | undefined } };
}

/** What it costs to stay with a Falco that has gRPC, in one sentence or none. */
export function grpcWarnings({ charts, metricsSource, images: { tags } }: GrpcPlan): string[] {
  const version = falcoVersion(charts.falco, tags.falco);
  if (!falcoChart(charts.falco).hasGrpc || (version !== undefined && !lt(version, "0.44.0"))) return [];
  const isExporter = metricsSource === "exporter";
  const given = isExporter ? "falco:metricsSource is exporter" : `falco:charts.falco is ${charts.falco}`;
  const way = [
    ...(isExporter ? ["with falco:metricsSource native"] : []),
    ...(charts.isFalcoSet ? ["without falco:charts.falco"] : []),
  ].join(" and ");
  return [
    `${given}: Falco 0.43 was the last with gRPC and gets no fixes. It does not run on kernel 6.19 and later, ends beside containerd 2.3 and later, and can end while it writes certain alerts as JSON. ${way.replace(/^w/, "W")} the stack has falco chart ${defaultFalcoCharts.native}, which has no gRPC.`,
  ];
}
