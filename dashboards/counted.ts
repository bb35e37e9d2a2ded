import type { Deployment, SidekickDeployment } from "../promql/deployment";
import { countedEvents, sidekickEvents, type EventSource } from "../promql/eventSources";
import { countingUp, rulesFiles, sidekickUp } from "./selection";
import { counting, silentSidekick } from "./wording";

/** Events of a source, and what tells its silence from nothing happening. */
export interface Counted {
  readonly source: EventSource;
  /** Has the value 1 where a target of the source answers and counts by the source's names, and only there. */
  readonly up: string;
  /** What panels say where none answers. */
  readonly noValue: string;
  /** Who counts, after "Events in the time range", where it isn't who counts everywhere else. */
  readonly by: string;
}

/** By the exporter, or by Falco itself. */
export const counted = (deployment: Deployment): Counted => ({
  source: countedEvents(deployment),
  up: deployment.metricsSource === "exporter" ? countingUp(deployment) : rulesFiles(deployment),
  noValue: counting(deployment).silent,
  by: "",
});

export const countedBySidekick = (deployment: Deployment, sidekick: SidekickDeployment): Counted => ({
  source: sidekickEvents(sidekick),
  up: sidekickUp(deployment, sidekick),
  noValue: silentSidekick,
  by: " that Falcosidekick got",
});

/** By whoever knows the workload. Falco itself doesn't: what Falcosidekick got from it is counted then, if it is there. */
export const countedWithPlaces = (deployment: Deployment): Counted =>
  deployment.metricsSource === "native" && deployment.sidekick
    ? countedBySidekick(deployment, deployment.sidekick)
    : counted(deployment);
