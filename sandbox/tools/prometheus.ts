import { mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import semver from "semver";
import { run } from "../processes/run.ts";
import { SandboxError } from "../sandboxError.ts";
import type { ToolContext } from "./context.ts";
import { cachedPackage, unpackPackage, type UnpackedPackage } from "./debianPackage.ts";
import { download, publishedSha256 } from "./download.ts";
import { isExecutable, locateOnPath, versionIn, versionOf } from "./locate.ts";
import { withLock } from "./lock.ts";
import { releaseFile } from "./obtain.ts";
import type { Platform } from "./platform.ts";
import { reachable } from "./reachable.ts";
import type { Release } from "./tool.ts";
import { acceptedOnPath, versions } from "./versions.ts";

/** A Prometheus that can be run here; the sandbox itself doesn't need one. */
export interface PrometheusTools {
  /** Executable. */
  readonly prometheus: string;
  /** Executable. */
  readonly promtool: string;
  /** Version and origin, for people. */
  readonly description: string;
}

const accepts = acceptedOnPath.prometheus;
const programs = ["prometheus", "promtool"];
const versionArguments = ["--version"];

function officialRelease({ os, arch }: Platform): Release {
  const base = `https://github.com/prometheus/prometheus/releases/download/v${versions.prometheus}`;
  const name = `prometheus-${versions.prometheus}.${os}-${arch}`;
  return {
    url: `${base}/${name}.tar.gz`,
    checksum: { url: `${base}/sha256sums.txt`, format: "text" },
    member: name,
  };
}

/**
 * Prometheus and promtool: those on PATH, if they are good enough, the official release where it can be reached, else
 * Debian's package.
 * @param release - its `member` is the directory that holds both.
 * @throws SandboxError when there is no way to get them.
 */
export async function getPrometheus(
  context: ToolContext,
  release = officialRelease(context.platform),
): Promise<PrometheusTools> {
  const here = async () => (await onPath(context)) ?? cachedRelease(context) ?? (await cachedDebian(context));
  const get = async () => (await downloadRelease(release, context)) ?? (await getDebian(release, context));
  const onWait = () => {
    context.report("waiting for another one that gets Prometheus");
  };
  const lock = join(context.layout.cache, "prometheus.lock");
  return (await here()) ?? withLock(lock, { signal: context.signal, onWait }, async () => (await here()) ?? get());
}

async function onPath({ path }: ToolContext): Promise<PrometheusTools | undefined> {
  const [prometheus, promtool] = await Promise.all(
    programs.map((name) => locateOnPath({ name, accepts, versionArguments }, path)),
  );
  if (prometheus === undefined || promtool === undefined) return undefined;
  const version = await versionOf(prometheus, versionArguments);
  return { prometheus, promtool, description: `Prometheus ${version} from PATH` };
}

const inDirectory = (directory: string, description: string): PrometheusTools => ({
  prometheus: join(directory, "prometheus"),
  promtool: join(directory, "promtool"),
  description,
});

const releaseDirectory = (context: ToolContext) =>
  dirname(releaseFile({ name: "prometheus", version: versions.prometheus }, context));

function cachedRelease(context: ToolContext): PrometheusTools | undefined {
  const tools = inDirectory(releaseDirectory(context), `Prometheus ${versions.prometheus} as released`);
  return isExecutable(tools.prometheus) && isExecutable(tools.promtool) ? tools : undefined;
}

/** @returns undefined where the release can't be had, or its checksum doesn't vouch for it. */
async function downloadRelease(release: Release, context: ToolContext): Promise<PrometheusTools | undefined> {
  const { signal, report } = context;
  if (!(await reachable(release.url, signal))) return undefined;
  const directory = releaseDirectory(context);
  const archive = join(directory, basename(release.url));
  try {
    report(`downloading ${basename(release.url)}`);
    await download(release.url, await publishedSha256(release, signal), archive, signal);
    await unpack(archive, release.member ?? "", directory, context);
    return cachedRelease(context);
  } catch (error) {
    signal.throwIfAborted();
    report(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function unpack(archive: string, member: string, directory: string, context: ToolContext): Promise<void> {
  const unpacked = await mkdtemp(join(directory, "unpacking-"));
  try {
    const members = programs.map((program) => `${member}/${program}`);
    await run("tar", ["-xzf", archive, "-C", unpacked, ...members], context);
    for (const program of programs) await rename(join(unpacked, member, program), join(directory, program));
  } finally {
    await rm(unpacked, { recursive: true, force: true });
    await rm(archive, { force: true });
  }
}

const isGoodEnough = ({ version }: UnpackedPackage) => semver.satisfies(versionIn(version) ?? "0.0.0", accepts);

const describe = ({ version, directory }: UnpackedPackage) =>
  inDirectory(directory, `Prometheus ${version} of Debian's package`);

async function cachedDebian(context: ToolContext): Promise<PrometheusTools | undefined> {
  const found = await cachedPackage("prometheus", programs, context);
  return found !== undefined && isGoodEnough(found) ? describe(found) : undefined;
}

async function getDebian(release: Release, context: ToolContext): Promise<PrometheusTools> {
  try {
    const found = await unpackPackage("prometheus", programs, context);
    if (isGoodEnough(found)) return describe(found);
    throw new SandboxError(`it is ${found.version}`);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof SandboxError)) throw error;
    const { logLines, log } = error;
    throw new SandboxError(
      `Prometheus ${accepts} is not on PATH, ${new URL(release.url).host} gives none that can be verified, and ` +
        `Debian's package can't be had: ${error.message}`,
      {
        logLines,
        ...(log !== undefined && { log }),
        repair: "Install Prometheus (https://prometheus.io/download): `prometheus` and `promtool` have to be on PATH.",
      },
    );
  }
}
