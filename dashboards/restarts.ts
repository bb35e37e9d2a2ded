import type { Deployment, SidekickDeployment } from "../promql/deployment";
import { countingSelectors, sidekickSelectors } from "./selection";

/** Of processes with Prometheus' client for Go: the exporter and Falcosidekick. Falco has its own. */
const goStart = "process_start_time_seconds";
const falcoStart = "falcosecurity_falco_start_timestamp_nanoseconds";

/** When whoever counts events started, in seconds since 1970. */
export const startedAt = (deployment: Deployment): string =>
  deployment.metricsSource === "exporter"
    ? countingSelectors(deployment, goStart).join(" or ")
    : `(${countingSelectors(deployment, falcoStart).join(" or ")}) / 1e9`;

const changes = (selectors: readonly string[]): string =>
  selectors.map((started) => `changes(${started}[$__range])`).join(" or ");

/** How often each process that counts events started anew in the dashboard's time range. */
export const restarts = (deployment: Deployment): string =>
  changes(countingSelectors(deployment, deployment.metricsSource === "exporter" ? goStart : falcoStart));

export const sidekickRestarts = (deployment: Deployment, sidekick: SidekickDeployment): string =>
  changes(sidekickSelectors(deployment, sidekick, goStart));
