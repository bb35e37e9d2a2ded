import { spawn } from "node:child_process";
import { constants } from "node:os";

export interface CommandResult {
  /** As a shell gives it: 128 and the signal's number for a process that a signal ended. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with all output so far, and the process; for tests that interrupt it. */
  readonly onOutput?: (output: string, pid: number) => void;
}

/** Runs a command in a process group of its own, as a shell would, and collects what it prints. */
export const run = (command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(command, args, { cwd: options.cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const collected = { stdout: "", stderr: "", output: "" };
    const collect = (stream: "stdout" | "stderr") => (chunk: Buffer) => {
      collected[stream] += chunk.toString();
      collected.output += chunk.toString();
      if (child.pid !== undefined) options.onOutput?.(collected.output, child.pid);
    };
    child.stdout.on("data", collect("stdout"));
    child.stderr.on("data", collect("stderr"));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...collected });
    });
  });

/** The same, failing with everything that the command printed when it doesn't end well. */
export const runWell = async (
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> => {
  const result = await run(command, args, options);
  if (result.code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${result.code}:\n${result.output}`);
  return result;
};
