import type { DashboardArgs } from "../../dashboards/dashboardArgs";
import { labelOfField } from "../../promql/deployment";
import { Expositions } from "../../test/e2e/prometheus/expositions";
import { Prometheus } from "../../test/e2e/prometheus/prometheus";
import { targetsOf } from "../../test/e2e/prometheus/scraped";

/** How much faster than it happens the day is told, so that the shortest interval of graphs is three scrapes. */
export const speed = 40;

/** How much of the bad day is told: an attack, restarts and a failing output, but before an exporter goes down. */
export const daySeconds = 2640;

const metricLabels = ["proc.name", "user.name", "container.image.repository"];
const sidekick = "2.32.0";

/** The stack whose dashboard is drawn. */
export const args: DashboardArgs = {
  namespace: "falco",
  names: { falco: "falco", exporter: "falco-exporter", sidekick: "falcosidekick" },
  metricsSource: "exporter",
  sidekick: {
    namespace: "falco-sidekick",
    version: sidekick,
    eventLabels: metricLabels.map(labelOfField),
    destinations: ["webui", "elasticsearch", "awss3", "slack", "pagerduty"],
  },
  uid: "falco-events",
  title: "Falco events",
  uiUrl: undefined,
  thresholds: { kernelDropsPercent: 2, kernelDropsCriticalPercent: 10 },
  logs: undefined,
};

/**
 * Lets a Prometheus scrape the day, and asks it.
 * @param ask - is given when the day began, in seconds since 1970
 */
export async function afterTheDay<T>(ask: (prometheus: Prometheus, began: number) => Promise<T>): Promise<T> {
  let began = 0;
  const expositions = await Expositions.start();
  const targets = targetsOf(
    {
      source: args.metricsSource,
      version: "0.8.7",
      sidekick,
      metricLabels,
      scrapedBy: "ServiceMonitor",
      engine: "modern_bpf",
      day: "bad",
    },
    expositions,
    "picture",
    (seconds) => {
      if (began === 0) began = Date.now() / 1000;
      return Math.min(seconds * speed, daySeconds);
    },
  );
  let prometheus: Prometheus | undefined;
  try {
    prometheus = await Prometheus.start(targets);
    await prometheus.scrapes(daySeconds / speed + 2);
    return await ask(prometheus, began);
  } finally {
    await prometheus?.stop();
    await expositions.stop();
  }
}
