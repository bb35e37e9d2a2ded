import { spawn } from "node:child_process";
import { appendFileSync, createWriteStream, mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { SandboxError } from "../sandboxError.ts";

/** How a command is run. */
export interface RunOptions {
  /** Working directory; by default the caller's. */
  readonly cwd?: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** File that gets all that the command prints, appended. */
  readonly log: string;
  /** Ends the command; `run` then throws the signal's reason once it has ended. */
  readonly signal: AbortSignal;
  /** Called with each line, of stdout and stderr alike. */
  readonly onLine?: (line: string) => void;
  /** What to do when it fails, one sentence. */
  readonly repair?: string;
}

/** How long a command may take over ending gracefully, in ms, before it is asked again, and then killed. */
const patience = 10_000;
const shownLines = 20;

/**
 * Runs a command until it ends.
 * @throws SandboxError with the last lines it printed, when it can't be started or its exit code isn't 0.
 */
export async function run(file: string, commandArguments: readonly string[], options: RunOptions): Promise<void> {
  options.signal.throwIfAborted();
  mkdirSync(dirname(options.log), { recursive: true });
  appendFileSync(options.log, `$ ${[file, ...commandArguments].join(" ")}\n`);
  const log = createWriteStream(options.log, { flags: "a" });
  // A process group of its own: Ctrl-C reaches it once, through us, and not from the terminal as well.
  const child = spawn(file, commandArguments, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > shownLines) last.shift();
      options.onLine?.(line);
    });
  }
  const stopTimers = stopWhenAborted(options.signal, () => child.pid);
  const outcome = await new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", (code, signal) => {
      resolve(code === 0 ? undefined : signal === null ? `exit code ${code ?? "unknown"}` : `ended by ${signal}`);
    });
  });
  stopTimers();
  log.end();
  await finished(log);
  options.signal.throwIfAborted();
  if (outcome === undefined) return;
  throw new SandboxError(`${basename(file)} ${commandArguments[0] ?? ""} failed: ${outcome}`, {
    logLines: last.filter((line) => line.trim() !== ""),
    log: options.log,
    ...(options.repair === undefined ? {} : { repair: options.repair }),
  });
}

/** On abort: SIGINT to the command's group, again after a while (which Pulumi takes as "at once"), then SIGKILL. */
function stopWhenAborted(signal: AbortSignal, pid: () => number | undefined): () => void {
  const timers: NodeJS.Timeout[] = [];
  const kill = (name: NodeJS.Signals) => {
    const group = pid();
    if (group === undefined) return;
    try {
      process.kill(-group, name);
    } catch {
      // It has ended by itself.
    }
  };
  const stop = () => {
    kill("SIGINT");
    timers.push(
      setTimeout(() => {
        kill("SIGINT");
      }, patience),
      setTimeout(() => {
        kill("SIGKILL");
      }, 2 * patience),
    );
  };
  signal.addEventListener("abort", stop, { once: true });
  return () => {
    signal.removeEventListener("abort", stop);
    timers.forEach(clearTimeout);
  };
}
