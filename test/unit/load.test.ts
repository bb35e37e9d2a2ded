import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const pulumiHome = mkdtempSync(join(tmpdir(), "falco-stack-load-"));
afterAll(() => {
  rmSync(pulumiHome, { recursive: true });
});

/** A program as Pulumi starts it, which loads TypeScript and what asks for a home. */
const run = (env: NodeJS.ProcessEnv, uid?: number) => {
  const program = `require("./preflight/errorCode.ts"); const { homedir, tmpdir } = require("node:os");
    homedir(); require("node:fs").realpathSync(tmpdir()); console.log("loaded")`;
  const args = ["--require", "./scripts/load.js", "--eval", program];
  const { PATH } = process.env;
  const options = { cwd: root, env: { PATH, ...env }, encoding: "utf8" as const, ...(uid && { uid, gid: uid }) };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
};
const well = { status: 0, stdout: "loaded", stderr: "" };
/** No user can make a directory there. */
const nowhere = "/dev/null/x";

describe("load.js", () => {
  it("loads the program without a home and without temporary files", () => {
    expect(run({ HOME: nowhere, TMPDIR: nowhere, PULUMI_HOME: pulumiHome })).toEqual(well);
  }, 30_000);

  it("says which variable to set where there is no directory to write to", () => {
    expect(run({ HOME: nowhere, TMPDIR: nowhere })).toEqual({
      status: 1,
      stdout: "",
      stderr: `The program can't be loaded: it needs a directory of yours that it can write to, and ${nowhere}, ${nowhere}/.pulumi and ${nowhere} aren't.\n      export TMPDIR=DIR`,
    });
  }, 30_000);

  // Only root can start a process for somebody else.
  (process.getuid?.() === 0 ? it : it.skip)(
    "loads the program for a uid without an entry in /etc/passwd",
    () => {
      chownSync(pulumiHome, 12345, 12345);
      expect(run({ TMPDIR: nowhere, PULUMI_HOME: pulumiHome }, 12345)).toEqual(well);
    },
    30_000,
  );
});
