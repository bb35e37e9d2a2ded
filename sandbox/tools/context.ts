import type { Layout } from "../layout.ts";
import type { Platform } from "./platform.ts";

/** What getting tools needs to know, and how it tells what it does. */
export interface ToolContext {
  readonly layout: Layout;
  readonly platform: Platform;
  /** The user's PATH, searched for tools that are here already. */
  readonly path: string;
  readonly signal: AbortSignal;
  /** Log file of the commands that are run. */
  readonly log: string;
  /** Told what is being done, for progress. */
  readonly report: (text: string) => void;
  /** Told what was decided, and why. */
  readonly announce: (text: string) => void;
}
