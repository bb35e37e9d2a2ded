import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { AnnotationQuery } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Deployment } from "../promql/deployment";
import { dataSource, overTime } from "./promqlQuery";
import { startedAt } from "./restarts";

/**
 * Marks when pods that count events started, as on a deploy: Grafana makes one mark of what follows within a step. The
 * builder for annotations would hide their switch in a menu.
 */
export const deploys = (deployment: Deployment): Builder<AnnotationQuery> => {
  const expr = `count by (cluster) ((time() - (${startedAt(deployment)})) < 120)`;
  const step = "60s";
  return {
    build: () => ({
      name: "Falco starts",
      datasource: dataSource,
      enable: true,
      iconColor: "purple",
      // Grafana 9 and 10 read the query here, later ones from the target; some of those from nowhere else.
      expr,
      step,
      target: overTime(expr, "", "Anno").interval(step).build(),
      titleFormat: deployment.metricsSource === "exporter" ? "Exporters started" : "Falco started",
      tagKeys: "cluster",
    }),
  };
};
