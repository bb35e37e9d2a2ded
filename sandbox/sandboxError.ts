/** A failure that the user can do something about: shown as text, never with a stack trace. */
export class SandboxError extends Error {
  /** Last lines of the log that shows what happened, oldest first. */
  readonly logLines: readonly string[];
  /** The whole log, an absolute path. */
  readonly log: string | undefined;
  /** What to do about it, one sentence. */
  readonly repair: string | undefined;

  constructor(message: string, details: { logLines?: readonly string[]; log?: string; repair?: string } = {}) {
    super(message);
    this.name = "SandboxError";
    this.logLines = details.logLines ?? [];
    this.log = details.log;
    this.repair = details.repair;
  }
}

/** Longer lines of a log are cut when shown. */
const shownWidth = 240;

/** The error as people read it: what happened, the log's last lines, where the rest is, what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof SandboxError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `error: ${error.message}`,
    ...error.logLines.map((line) => `  | ${line.length > shownWidth ? `${line.slice(0, shownWidth)}...` : line}`),
    ...(error.log === undefined ? [] : [`  whole log: ${error.log}`]),
    ...(error.repair === undefined ? [] : [error.repair]),
  ].join("\n");
}
