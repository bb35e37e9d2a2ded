import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "../processes/run.ts";
import { SandboxError } from "../sandboxError.ts";
import type { ToolContext } from "./context.ts";
import { isExecutable, which } from "./locate.ts";

/** A package unpacked into the cache: only what was asked for of it. */
export interface UnpackedPackage {
  /** As Debian writes it, such as `2.42.0+ds-5+b6`. */
  readonly version: string;
  /** Holds the programs that were asked for. */
  readonly directory: string;
}

/** Packages lie there as `<name>_<version>_<architecture>`, which is how Debian names its files. */
const packages = ({ layout }: Pick<ToolContext, "layout">) => join(layout.cache, "debian");

/** A package that was unpacked before. */
export async function cachedPackage(
  name: string,
  programs: readonly string[],
  context: Pick<ToolContext, "layout">,
): Promise<UnpackedPackage | undefined> {
  const names = await readdir(packages(context)).catch(() => []);
  return names
    .filter((directory) => directory.startsWith(`${name}_`))
    .map((directory) => ({ version: versionOfFile(directory), directory: join(packages(context), directory) }))
    .find(({ directory }) => programs.every((program) => isExecutable(join(directory, program))));
}

const versionOfFile = (file: string) => decodeURIComponent(file.split("_")[1] ?? "");

/**
 * Downloads a package from where this system gets its packages, verified by apt as ever, and unpacks programs of it
 * into the cache. Nothing is installed, and root isn't needed: apt keeps its lists in a directory of ours.
 * @throws SandboxError when there is no apt-get, or it doesn't get the package.
 */
export async function unpackPackage(
  name: string,
  programs: readonly string[],
  context: ToolContext,
): Promise<UnpackedPackage> {
  const { log, path, report, signal } = context;
  const apt = which("apt-get", path);
  const dpkg = which("dpkg-deb", path);
  if (apt === undefined || dpkg === undefined) throw new SandboxError("there is no apt-get and dpkg-deb on PATH");
  await mkdir(packages(context), { recursive: true });
  const directory = await mkdtemp(join(packages(context), "unpacking-"));
  try {
    const settings = join(directory, "apt.conf");
    await Promise.all(
      ["lists/partial", "cache/archives/partial"].map((part) => mkdir(join(directory, part), { recursive: true })),
    );
    await writeFile(settings, aptSettings(directory));
    report("asking apt for its packages");
    await run(apt, ["update", "-c", settings], { cwd: directory, log, signal });
    report(`downloading the package ${name}`);
    await run(apt, ["download", name, "-c", settings], { cwd: directory, log, signal });
    const archive = (await readdir(directory)).find((file) => file.endsWith(".deb"));
    if (archive === undefined) throw new SandboxError(`apt-get download ${name} left no package`, { log });
    const files = join(directory, "files");
    await run(dpkg, ["-x", join(directory, archive), files], { log, signal });
    const target = join(packages(context), basename(archive, ".deb"));
    await mkdir(target, { recursive: true });
    await Promise.all(programs.map((program) => rename(join(files, "usr", "bin", program), join(target, program))));
    return { version: versionOfFile(archive), directory: target };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Read after the system's own configuration, whose sources, keys and proxies hold; what would write elsewhere doesn't. */
const aptSettings = (directory: string) => `
Dir::State "${directory}";
Dir::State::lists "${directory}/lists";
Dir::Cache "${directory}/cache";
Dir::Cache::archives "${directory}/cache/archives";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "0";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
`;
