import type { DashboardArgs } from "../../../dashboards/dashboardArgs";
import type { SidekickDeployment } from "../../../promql/deployment";
import { knownMetrics, type Scraped } from "../../metrics/known";

/** A stack, and the programs that Prometheus scrapes of it. */
export interface Deployed {
  readonly args: DashboardArgs;
  readonly scraped: Scraped;
}

const stack = {
  namespace: "falco",
  names: { falco: "falco", exporter: "falco-exporter", sidekick: "falcosidekick" },
  uid: "falco-events",
  title: "Falco events",
  uiUrl: undefined,
  thresholds: { kernelDropsPercent: 2, kernelDropsCriticalPercent: 10 },
  logs: undefined,
} as const;

const metricLabels = ["user.name", "proc.name", "container.image.repository"];

const sidekick: SidekickDeployment = {
  namespace: "falco-sidekick",
  version: "2.32.0",
  eventLabels: metricLabels.map((field) => field.replaceAll(".", "_")),
  destinations: ["webui", "slack"],
};

const scrapedSidekick = { sidekick: sidekick.version, metricLabels, customFields: ["cluster"] };

/** Every source of events, with and without what else differs between stacks. */
export const deployments = {
  exporter: {
    args: { ...stack, metricsSource: "exporter", sidekick },
    scraped: { exporter: "0.8.7", ...scrapedSidekick },
  },
  exporterAlone: {
    args: { ...stack, metricsSource: "exporter", sidekick: undefined },
    scraped: { exporter: "0.8.7" },
  },
  exporterAndOldSidekick: {
    args: { ...stack, metricsSource: "exporter", sidekick: { ...sidekick, version: "2.29.0" } },
    scraped: { exporter: "0.8.7", ...scrapedSidekick, sidekick: "2.29.0" },
  },
  native: {
    args: {
      ...stack,
      metricsSource: "native",
      sidekick,
      uiUrl: "http://localhost:2802",
      logs: { uid: "falco-alerts" },
    },
    scraped: { falco: "0.43.1", ...scrapedSidekick },
  },
  nativeAlone: { args: { ...stack, metricsSource: "native", sidekick: undefined }, scraped: { falco: "0.44.0" } },
  oldestNative: {
    args: { ...stack, metricsSource: "native", sidekick: { ...sidekick, version: "2.29.0", eventLabels: [] } },
    scraped: { falco: "0.39.0", ...scrapedSidekick, sidekick: "2.29.0", metricLabels: [] },
  },
} satisfies Record<string, Deployed>;

/** All of them by name. */
export const eachDeployment: readonly (readonly [name: string, deployed: Deployed])[] = Object.entries(deployments);

/** What Prometheus can have of a stack. */
export const knownOf = ({ scraped }: Deployed) => knownMetrics(scraped);
