import { constants } from "node:os";

/** Why the work stopped: Ctrl-C, `kill`, or the terminal went away. */
export class Interruption extends Error {
  /** 128 plus the signal's number, as shells do it. */
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM" | "SIGHUP") {
    super(`interrupted by ${signal}`);
    this.name = "Interruption";
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** A signal that is aborted, with an `Interruption`, by the first SIGINT, SIGTERM or SIGHUP. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      controller.abort(new Interruption(signal));
    });
  }
  return controller.signal;
}
