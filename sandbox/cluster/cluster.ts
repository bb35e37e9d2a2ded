import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Layout } from "../layout.ts";
import { endProcesses, ownedProcesses, type OwnedProcess } from "../processes/owned.ts";
import { run } from "../processes/run.ts";
import { SandboxError } from "../sandboxError.ts";
import { clusterDirectory, clusterName, kwokConfig } from "./kwokConfig.ts";
import { releasePorts, reservePorts } from "./ports.ts";

const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok-controller"];

/** The components of this sandbox's cluster that run. kwokctl starts each from the cluster's own `bin`. */
export function clusterProcesses(layout: Layout): OwnedProcess[] {
  const directory = clusterDirectory(layout.kwok);
  return ownedProcesses(join(directory, "pids"), join(directory, "bin"));
}

/** Whether the whole cluster runs: all of its components. */
export function isRunning(layout: Layout): boolean {
  return existsSync(layout.kubeconfig) && clusterProcesses(layout).length === components.length;
}

/**
 * Starts a cluster without nodes and waits until its API server answers.
 * @param files - the cluster's tools, executable by name.
 * @param apiPort - port of the API server; by default a free one.
 * @throws SandboxError with the last lines of a component that ended, when the cluster doesn't come up.
 */
export async function startCluster(
  layout: Layout,
  files: ReadonlyMap<string, string>,
  { apiPort, signal }: { apiPort: number | undefined; signal: AbortSignal },
): Promise<void> {
  const config = join(layout.kwok, "kwokctl.yaml");
  await collectLogs(layout);
  await writeFile(config, kwokConfig(files, await reservePorts(layout, apiPort)));
  const options = {
    // KWOK_WORKDIR would be cut at a space. kubectl, which kwokctl calls, keeps its cache in this HOME as well.
    env: { HOME: layout.root, KWOK_WORKDIR: "" },
    log: join(layout.logs, "kwokctl.log"),
    signal,
  };
  const kwokctl = files.get("kwokctl") ?? "kwokctl";
  const create = ["create", "cluster", "--name", clusterName, "--config", config, "--kubeconfig", layout.kubeconfig];
  try {
    await run(kwokctl, [...create, "--timeout", "90s"], options);
  } catch (error) {
    signal.throwIfAborted();
    throw componentFailure(layout) ?? error;
  }
  const failure = isRunning(layout) ? undefined : componentFailure(layout); // kwokctl only logs a wait that failed
  if (failure !== undefined) throw failure;
}

/** Has the components log into the sandbox's own log directory, where they outlive the cluster. */
async function collectLogs(layout: Layout): Promise<void> {
  const directory = clusterDirectory(layout.kwok);
  await mkdir(directory, { recursive: true });
  await rm(componentLogs(layout), { recursive: true, force: true });
  await mkdir(componentLogs(layout), { recursive: true });
  await symlink(componentLogs(layout), join(directory, "logs"));
}

const componentLogs = (layout: Layout) => join(layout.logs, "cluster");

function componentFailure(layout: Layout): SandboxError | undefined {
  const alive = new Set(clusterProcesses(layout).map(({ name }) => name));
  const dead = components.find((name) => !alive.has(name));
  if (dead === undefined) return undefined;
  const log = componentLog(layout, dead);
  return existsSync(log) ? new SandboxError(`${dead} has ended`, { log, logLines: lastLines(log) }) : undefined;
}

/** A component's log file. */
export function componentLog(layout: Layout, component: string): string {
  return join(componentLogs(layout), `${component}.log`);
}

/** The last lines of a log, none when there is no such file. */
export function lastLines(log: string, count = 20): string[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-count);
}

/**
 * Ends the cluster and removes all that it and its stack left, but for the logs. Nothing is shut down gracefully: what
 * the components would save is thrown away here.
 */
export async function removeCluster(layout: Layout): Promise<void> {
  await endProcesses(clusterProcesses(layout), { signal: "SIGKILL", patience: 10_000 });
  await releasePorts(layout);
  if (!existsSync(layout.root)) return;
  const kept = new Set([layout.logs, layout.pids]);
  const names = readdirSync(layout.root).map((name) => join(layout.root, name));
  const removed = names.filter((path) => !kept.has(path));
  await Promise.all(removed.map((path) => rm(path, { recursive: true, force: true })));
}
