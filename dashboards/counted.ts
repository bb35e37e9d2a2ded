import type { Deployment, SidekickDeployment } from "../promql/deployment";
import { countedEvents, sidekickEvents, type EventSource } from "../promql/eventSources";
import { countingUp, sidekickUp } from "./selection";
import { counting, silentSidekick } from "./wording";

/** Events of a source, and what tells its silence from nothing happening. */
export interface Counted {
  readonly source: EventSource;
  /** 1 for each target of the source that answers, 0 for each that does not. */
  readonly up: string;
  /** What panels say where none answers. */
  readonly noValue: string;
}

/** By the exporter, or by Falco itself. */
export const counted = (deployment: Deployment): Counted => ({
  source: countedEvents(deployment),
  up: countingUp(deployment),
  noValue: counting(deployment).silent,
});

export const countedBySidekick = (deployment: Deployment, sidekick: SidekickDeployment): Counted => ({
  source: sidekickEvents(sidekick),
  up: sidekickUp(deployment, sidekick),
  noValue: silentSidekick,
});

/** By whoever knows the workload. Falco itself doesn't: what Falcosidekick got from it is counted then, if it is there. */
export const countedWithPlaces = (deployment: Deployment): Counted =>
  deployment.metricsSource === "native" && deployment.sidekick
    ? countedBySidekick(deployment, deployment.sidekick)
    : counted(deployment);
