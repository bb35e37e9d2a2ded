import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../../../sandbox/processes/owned";
import { run } from "../../../sandbox/processes/run";
import { SandboxError } from "../../../sandbox/sandboxError";
import { temporaryDirectory } from "./temporary";

const log = () => join(temporaryDirectory(), "logs", "run.log");
const signal = new AbortController().signal;

describe("run", () => {
  it("reports each line of both streams and logs the command with all it prints", async () => {
    const file = log();
    const lines: string[] = [];
    await run("sh", ["-c", "echo out; echo $WORD >&2"], {
      log: file,
      signal,
      env: { WORD: "err" },
      onLine: (line) => lines.push(line),
    });
    expect(lines.sort()).toEqual(["err", "out"]);
    expect(readFileSync(file, "utf8").split("\n").sort()).toEqual([
      "",
      "$ sh -c echo out; echo $WORD >&2",
      "err",
      "out",
    ]);
  });

  it("throws the exit code with the last lines, the log and what to do", async () => {
    const file = log();
    const failing = run("sh", ["-c", "for n in $(seq 30); do echo $n; done; exit 3"], {
      log: file,
      signal,
      repair: "Mend it.",
    });
    const error: unknown = await failing.catch((error: unknown) => error);
    expect(error).toMatchObject({ message: "sh -c failed: exit code 3", log: file, repair: "Mend it." });
    expect(error instanceof SandboxError && error.logLines).toEqual(
      Array.from({ length: 20 }, (_, n) => String(n + 11)),
    );
  });

  it("throws when there is no such command", async () => {
    await expect(run("no-such-command", [], { log: log(), signal })).rejects.toThrow(/no-such-command .*ENOENT/);
  });

  it("ends the command and its children when aborted, and throws the reason", async () => {
    const controller = new AbortController();
    const reason = new Error("stop it");
    let child = 0;
    const parent = 'console.log(require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }).pid)';
    const running = run(process.execPath, ["-e", parent], {
      log: log(),
      signal: controller.signal,
      onLine: (line) => {
        child = Number(line);
        controller.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
    expect(child).toBeGreaterThan(1);
    expect(commandLine(child)).not.toContain("sleep 60");
  });

  it("starts nothing when already aborted", async () => {
    const file = log();
    await expect(run("touch", [`${file}.started`], { log: file, signal: AbortSignal.abort() })).rejects.toThrow(
      "abort",
    );
    expect(() => readFileSync(`${file}.started`)).toThrow();
  });
});
