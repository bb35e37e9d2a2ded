import { spawn } from "node:child_process";

export interface CommandResult {
  readonly code: number | null;
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
    child.on("close", (code) => {
      resolve({ code, ...collected });
    });
  });

/** The same, failing with everything that the command printed when it doesn't end well. */
export const runWell = async (
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> => {
  const result = await run(command, args, options);
  if (result.code !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${String(result.code)}:\n${result.output}`);
  return result;
};
