import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, endProcesses, ownedProcesses, recordProcess } from "../../../sandbox/processes/owned";
import { temporaryDirectory } from "./temporary";

/** A process that doesn't end by itself; `trap` is what its shell does on SIGTERM. */
async function start(trap: string): Promise<{ pid: number; ended: Promise<unknown> }> {
  const child = spawn("sh", [
    "-c",
    `trap '${trap}' TERM; echo ready; while :; do sleep 0.05; done # unit-test-process`,
  ]);
  await once(child.stdout, "data");
  return { pid: child.pid ?? 0, ended: once(child, "exit") };
}

describe("ownedProcesses", () => {
  it("finds those that run and carry the mark, by their pid files", async () => {
    const directory = temporaryDirectory();
    const { pid, ended } = await start("exit");
    recordProcess(directory, { name: "ours", pid });
    recordProcess(directory, { name: "reused", pid: process.pid });
    recordProcess(directory, { name: "gone", pid: 2 ** 22 + 1 });
    writeFileSync(join(directory, "broken.pid"), "no number");
    writeFileSync(join(directory, "other.txt"), String(pid));
    expect(ownedProcesses(directory, "unit-test-process")).toEqual([{ name: "ours", pid }]);
    await endProcesses([{ name: "ours", pid }], { signal: "SIGTERM", patience: 5000 });
    await ended;
    expect(ownedProcesses(directory, "unit-test-process")).toEqual([]);
  });

  it("is empty where nothing was ever started", () => {
    expect(ownedProcesses(join(temporaryDirectory(), "none"), "")).toEqual([]);
  });
});

describe("recordProcess", () => {
  it("can be taken back", () => {
    const directory = temporaryDirectory();
    const forget = recordProcess(directory, { name: "me", pid: process.pid });
    expect(ownedProcesses(directory, "")).toHaveLength(1);
    forget();
    expect(ownedProcesses(directory, "")).toEqual([]);
  });
});

describe("endProcesses", () => {
  it.each([
    ["ends by itself", "exit 7", 7, null],
    ["ignores SIGTERM", "", null, "SIGKILL"],
  ])("waits for the end of one that %s", async (_, trap, code, signal) => {
    const { pid, ended } = await start(trap);
    await endProcesses([{ name: "child", pid }], { signal: "SIGTERM", patience: 400 });
    expect(commandLine(pid)).toBe("");
    expect(await ended).toEqual([code, signal]);
  });
});
