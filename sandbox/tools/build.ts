import { mkdir, mkdtemp, readdir, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { elapsed } from "../elapsed.ts";
import { run } from "../processes/run.ts";
import { artifacts, builtDirectory, linkerFlags, toolchainDirectory, type Artifact } from "./built.ts";
import type { ToolContext } from "./context.ts";
import { findGo, goEnvironment } from "./go.ts";
import { isExecutable } from "./locate.ts";
import { withLock } from "./lock.ts";

const temporary = "building-";

/**
 * Builds Go packages of toolchain/go.mod into the cache, all in one go: they share most of what they import. A binary
 * appears in its place only when it is whole.
 * @param unreachable - hosts from which the tools could not be downloaded, for errors.
 * @throws SandboxError when Go is missing or too old, or the build fails.
 */
export async function build(
  goPackages: ReadonlySet<string>,
  unreachable: readonly string[],
  context: ToolContext,
): Promise<void> {
  const directory = builtDirectory(context);
  const lack = () =>
    artifacts(context).filter(
      ({ goPackage, path }) => goPackages.has(goPackage) && !isExecutable(join(directory, path)),
    );
  if (lack().length === 0) return;
  const go = await findGo(context.path, unreachable);
  const why = unreachable.length === 0 ? "" : `: no release that can be verified from ${unreachable.join(", ")}`;
  context.announce(`Tools: compiling them with Go, once${why}`);
  const onWait = () => {
    context.report("waiting for another sandbox, which is building the same tools");
  };
  await withLock(join(directory, "lock"), { signal: context.signal, onWait }, async () => {
    await removeLeftovers(directory);
    if (lack().length > 0) await buildInto(directory, lack(), go, context);
  });
}

/** What a build that was killed left behind; under the lock, nobody else is building. */
async function removeLeftovers(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(temporary));
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })));
}

async function buildInto(directory: string, wanted: readonly Artifact[], go: string, context: ToolContext) {
  const output = await mkdtemp(join(directory, temporary));
  try {
    const packages = wanted.map(({ goPackage }) => goPackage);
    const total = await countPackages(go, packages, context);
    await compile(go, packages, total, output, context);
    for (const { output: name, path, links } of wanted) {
      const target = join(directory, path);
      await mkdir(dirname(target), { recursive: true });
      await rename(join(output, name), target);
      await Promise.all(links.map((link) => linkOnce(name, join(dirname(target), link))));
    }
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function linkOnce(target: string, link: string): Promise<void> {
  await rm(link, { force: true });
  await symlink(target, link);
}

const repair =
  "Go downloads modules through GOPROXY (`go env GOPROXY`) and keeps them for the next time: check that it can be reached.";

/** Lists all packages that take part, which downloads the modules they are in. */
async function countPackages(go: string, packages: readonly string[], context: ToolContext): Promise<number> {
  const start = Date.now();
  let packageCount = 0;
  let moduleCount = 0;
  context.report("downloading Go modules");
  await goRun(go, ["list", "-deps", ...packages], context, (line) => {
    if (!line.startsWith("go: downloading")) packageCount++;
    else context.report(`downloading Go modules: ${++moduleCount} (${elapsed(start)})`);
  });
  return packageCount;
}

async function compile(
  go: string,
  packages: readonly string[],
  total: number,
  output: string,
  context: ToolContext,
): Promise<void> {
  const start = Date.now();
  let compiled = 0;
  // Without inlining and debugging information the compiler needs a third less time.
  const flags = [
    "-v",
    "-trimpath",
    "-buildvcs=false",
    "-gcflags=all=-l -dwarf=false -c=1",
    `-ldflags=${linkerFlags(context.layout.project)}`,
  ];
  context.report("compiling");
  await goRun(go, ["build", ...flags, "-o", `${output}/`, ...packages], context, (line) => {
    context.report(`compiled ${++compiled} of at most ${total} packages: ${line} (${elapsed(start)})`);
  });
}

async function goRun(
  go: string,
  commandArguments: readonly string[],
  context: ToolContext,
  onLine: (line: string) => void,
): Promise<void> {
  const { log, signal, layout } = context;
  const cwd = toolchainDirectory(layout.project);
  await run(go, commandArguments, { log, signal, cwd, env: goEnvironment, onLine, repair });
}
