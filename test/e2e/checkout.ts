import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Cluster } from "./cluster";
import { run, runWell, type CommandOptions, type CommandResult } from "./command";

const root = resolve(__dirname, "../..");

const inSandbox = (commandLine: string) => `eval "$(npm run --silent sandbox -- env)" && ${commandLine}`;

/** A checkout of the project of its own, as it is now, with everything committed: what a user has after `git clone`. */
export class Checkout {
  private constructor(readonly directory: string) {}

  static async create(): Promise<Checkout> {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), "falco-stack-e2e-")));
    const { stdout } = await runWell("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
      cwd: root,
    });
    for (const file of stdout.split("\0").filter((path) => path && existsSync(join(root, path)))) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      cpSync(join(root, file), join(directory, file));
    }
    for (const modules of ["node_modules", "sandbox/node_modules"].filter((path) => existsSync(join(root, path))))
      symlinkSync(join(root, modules), join(directory, modules));
    const identity = ["-c", "user.name=e2e", "-c", "user.email=e2e@example.com"];
    await runWell("git", ["init", "--quiet"], { cwd: directory });
    // `node_modules/` in .gitignore means a directory, and here it is a link.
    await runWell("sh", ["-c", "printf 'node_modules\\n' >> .git/info/exclude"], { cwd: directory });
    await runWell("git", ["add", "--all"], { cwd: directory });
    await runWell("git", [...identity, "commit", "--quiet", "--message", "as it is"], { cwd: directory });
    return new Checkout(directory);
  }

  /** The project as it was at a commit, in a folder of the checkout that git doesn't see. */
  async addVersion(commit: string, folder: string): Promise<void> {
    const script = 'mkdir "$2" && git archive "$1" | tar -x -C "$2"';
    await runWell("sh", ["-c", script, "sh", commit, join(this.directory, folder)], { cwd: root });
    symlinkSync(join(root, "node_modules"), join(this.directory, folder, "node_modules"));
    await runWell("sh", ["-c", 'echo "$1" >> .git/info/exclude', "sh", folder], { cwd: this.directory });
  }

  /** `npm run sandbox -- <args>`. */
  sandbox(args: readonly string[], options: Partial<CommandOptions> = {}): Promise<CommandResult> {
    // Relative to where the tests were started, not to the checkout.
    const charts = process.env["FALCO_CHARTS_DIR"];
    const env = { ...options.env, ...(charts && { FALCO_CHARTS_DIR: resolve(charts) }) };
    return run("npm", ["run", "--silent", "sandbox", "--", ...args], { cwd: this.directory, ...options, env });
  }

  /** The sandbox's cluster without the stack, by `up` and more options of it. */
  async startCluster(...options: readonly string[]): Promise<Cluster> {
    const { code, output } = await this.sandbox(["up", "--no-deploy", ...options]);
    expect({ code, output }).toMatchObject({ code: 0 });
    return this.cluster();
  }

  /** The cluster that runs. */
  cluster(): Cluster {
    return new Cluster(join(this.directory, ".sandbox/kubeconfig"));
  }

  /** A command line in a shell that speaks to the sandbox, as the README says. */
  async shell(commandLine: string): Promise<CommandResult> {
    return runWell("sh", ["-c", inSandbox(commandLine)], { cwd: this.directory });
  }

  /** The same, however the command ends. */
  async shellResult(commandLine: string, onOutput?: CommandOptions["onOutput"]): Promise<CommandResult> {
    return run("sh", ["-c", inSandbox(commandLine)], { cwd: this.directory, ...(onOutput && { onOutput }) });
  }

  /** Files that git sees as changed or new. */
  async changedFiles(): Promise<string> {
    return (await runWell("git", ["status", "--porcelain"], { cwd: this.directory })).stdout;
  }

  /** Files that no commit has, ignored ones included; the dependencies are no business of the sandbox. */
  async untracked(): Promise<string> {
    const { stdout } = await runWell("git", ["status", "--porcelain", "--ignored"], { cwd: this.directory });
    return stdout
      .split("\n")
      .filter((line) => line !== "" && !line.endsWith("node_modules"))
      .join("\n");
  }

  /** Command lines of processes that name this checkout. */
  async processes(): Promise<string[]> {
    const script = `for p in /proc/[0-9]*; do if tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -q -- "$0"; then tr '\\0' ' ' < $p/cmdline; echo; fi; done`;
    const { stdout } = await run("sh", ["-c", script, this.directory], { cwd: "/" });
    return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("sh -c"));
  }

  /** Stops what runs and removes everything. */
  async remove(): Promise<void> {
    await this.sandbox(["down"]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
