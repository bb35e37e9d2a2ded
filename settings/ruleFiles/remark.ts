import type { Position } from "../../ruleFiles/diagnostic";

/** Why a file can't go into a ConfigMap, or not to Falco. */
export interface Refusal {
  /** None where it is about the file as a whole. */
  readonly at?: Position | undefined;
  /** Completes "expected …". */
  readonly expected: string;
  /** A clause. */
  readonly found: string;
}
