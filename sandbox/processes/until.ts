import { setTimeout as sleep } from "node:timers/promises";
import { SandboxError } from "../sandboxError.ts";

/** What is waited for, and how long. */
export interface Wait {
  /** Asked again and again. `true` ends the wait; text says what is missing still. An error counts as its message. */
  readonly ask: () => Promise<true | string>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told what is missing, each time it is asked. */
  readonly onMissing?: (missing: string) => void;
  /** Last lines of what explains a failure, read when the time is over. */
  readonly logLines?: () => readonly string[];
}

const pollMs = 150;

/** @throws SandboxError that says what was still missing when the time was over. */
export async function until({ ask, timeoutMs, signal, onMissing, logLines }: Wait): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (answer === true) return;
    onMissing?.(answer);
    if (Date.now() > deadline) {
      throw new SandboxError(`after ${timeoutMs / 1000} s still: ${answer}`, { logLines: logLines?.() ?? [] });
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined); // an abort is thrown above
  }
}
