import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Layout } from "../layout.ts";
import { commandLine } from "../processes/owned.ts";
import { run } from "../processes/run.ts";
import { SandboxError } from "../sandboxError.ts";
import { pulumiExecutable, type PulumiInstallation } from "../tools/pulumi.ts";
import { stackName } from "./environment.ts";
import { describeProgress, diagnostics, nextProgress, nothingYet } from "./upProgress.ts";

/** How the sandbox calls Pulumi. */
export interface PulumiContext {
  readonly layout: Layout;
  readonly installation: PulumiInstallation;
  readonly environment: Record<string, string>;
  readonly signal: AbortSignal;
}

async function pulumi(
  commandArguments: readonly string[],
  context: PulumiContext,
  log: string,
  more: { onLine?: (line: string) => void; repair?: string } = {},
): Promise<void> {
  const { layout, installation, environment, signal } = context;
  const options = { cwd: layout.project, env: environment, log, signal, ...more };
  await run(pulumiExecutable(installation), [...commandArguments, "--non-interactive", "--color", "never"], options);
}

/** Creates the stack in the sandbox's own backend. Pulumi.sandbox.yaml has its salt already, so Pulumi leaves it alone. */
export async function ensureStack(context: PulumiContext): Promise<void> {
  const { layout } = context;
  const log = join(layout.logs, "stack.log");
  await mkdir(layout.state, { recursive: true });
  await pulumi(["stack", "select", stackName, "--create"], context, log);
  if (await hasStaleLock(layout)) await pulumi(["cancel", "--yes", "--stack", stackName], context, log);
}

const lockSchema = z.object({ pid: z.number() });

/** Whether an update that was killed has left its lock: Pulumi writes the process's id into it. */
async function hasStaleLock(layout: Layout): Promise<boolean> {
  const directory = join(layout.state, ".pulumi", "locks");
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  const locks = names.filter((name) => name.endsWith(".json"));
  const pids = await Promise.all(
    locks.map(async (name) => lockSchema.parse(JSON.parse(await readFile(join(directory, name), "utf8"))).pid),
  );
  return pids.some((pid) => !commandLine(pid).includes("pulumi"));
}

const repair =
  "Correct what it says and run `npm run sandbox` again, or start afresh: `npm run sandbox -- down`, then `npm run sandbox`.";

/** `pulumi up`, its whole output in `.sandbox/logs/up.log`. */
export async function deploy(context: PulumiContext, report: (text: string) => void): Promise<void> {
  const log = join(context.layout.logs, "up.log");
  await rm(log, { force: true });
  let progress = nothingYet;
  const onLine = (line: string) => {
    const next = nextProgress(progress, line);
    if (next !== progress) report(describeProgress(next));
    progress = next;
  };
  report("starting the engine");
  const up = pulumi(["up", "--yes", "--skip-preview", "--stack", stackName], context, log, { onLine, repair });
  await up.catch(async (error: unknown) => {
    throw error instanceof SandboxError ? withDiagnostics(error, await readFile(log, "utf8")) : error;
  });
}

/** Pulumi's last lines are about outputs and counts; what went wrong is said before them. */
function withDiagnostics({ message, log, repair }: SandboxError, output: string): SandboxError {
  const details = { logLines: diagnostics(output), ...(log && { log }), ...(repair && { repair }) };
  return new SandboxError(message, details);
}
