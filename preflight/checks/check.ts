import type { ClusterFacts } from "../facts";
import type { Plan } from "../plan";

/** Something that the cluster has against the plan. */
export interface Result {
  /** An error would make the deployment fail, or do harm; a warning may. */
  readonly severity: "error" | "warning";
  /** Whole sentences: what is so, and what comes of it. */
  readonly message: string;
  /** Commands, one a line, that repair it; `or` before one that does it instead of those above. */
  readonly repair?: string;
}

/** Judges a plan by what is known of the cluster; of what isn't known it says nothing. */
export type Check = (plan: Plan, facts: ClusterFacts) => readonly Result[];
