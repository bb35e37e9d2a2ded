import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SandboxError } from "../sandboxError.ts";

/** A process that a sandbox started, found again by its pid file. */
export interface OwnedProcess {
  /** The pid file's name without `.pid`, such as `kube-apiserver`. */
  readonly name: string;
  readonly pid: number;
}

/**
 * The processes named by the pid files of a directory that still run. A pid file outlives its process, and pids are
 * used again: only a process whose command line contains `mark` is ours.
 */
export function ownedProcesses(pidDirectory: string, mark: string): OwnedProcess[] {
  return pidFiles(pidDirectory).flatMap((file) => {
    const pid = Number(readFileSync(join(pidDirectory, file), "utf8").trim());
    const ours = Number.isInteger(pid) && pid > 1 && commandLine(pid).includes(mark);
    return ours ? [{ name: basename(file, ".pid"), pid }] : [];
  });
}

function pidFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith(".pid"));
  } catch {
    return []; // nothing was ever started
  }
}

/** Records a process as this sandbox's; returns a function that takes the record back. */
export function recordProcess(pidDirectory: string, { name, pid }: OwnedProcess): () => void {
  const file = join(pidDirectory, `${name}.pid`);
  mkdirSync(pidDirectory, { recursive: true });
  writeFileSync(file, String(pid));
  return () => {
    rmSync(file, { force: true });
  };
}

/** A process's command line with its arguments, or `""` if there is no such process. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/**
 * Ends processes and waits until they are gone: `signal` first, SIGKILL after `patience` ms.
 * @throws SandboxError when one survives that.
 */
export async function endProcesses(
  processes: readonly OwnedProcess[],
  { signal, patience }: { signal: NodeJS.Signals; patience: number },
): Promise<void> {
  for (const name of [signal, "SIGKILL"] as const) {
    processes.filter(isAlive).forEach(({ pid }) => {
      send(pid, name);
    });
    const deadline = Date.now() + patience;
    while (Date.now() < deadline && processes.some(isAlive)) await sleep(20);
  }
  const left = processes.filter(isAlive);
  if (left.length === 0) return;
  throw new SandboxError(`can't end ${left.map(({ name, pid }) => `${name} (pid ${pid})`).join(", ")}`);
}

function isAlive({ pid }: OwnedProcess): boolean {
  return commandLine(pid) !== ""; // a zombie has none
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
