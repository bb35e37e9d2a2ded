import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "../processes/run.ts";
import { builtFile } from "./built.ts";
import type { ToolContext } from "./context.ts";
import { download, publishedSha256 } from "./download.ts";
import { isExecutable, locateOnPath } from "./locate.ts";
import { reachable } from "./reachable.ts";
import type { Release, Tool } from "./tool.ts";

/** Where each tool of a list is, or that it has to be built. */
export interface Obtained {
  /** Executable by tool name. */
  readonly files: ReadonlyMap<string, string>;
  /** Tools that could be neither found nor downloaded. */
  readonly missing: readonly Tool[];
  /** Hosts that didn't give what they should. */
  readonly unreachable: readonly string[];
}

/** Finds each tool on PATH or in the cache; downloads what isn't there from where it is released, as far as reachable. */
export async function obtain(tools: readonly Tool[], context: ToolContext): Promise<Obtained> {
  const files = new Map<string, string>();
  const missing: Tool[] = [];
  const unreachable = new Set<string>();
  await Promise.all(
    tools.map(async (tool) => {
      const file = (await locate(tool, context)) ?? (await fetchRelease(tool, context));
      if (file !== undefined) files.set(tool.name, file);
      else missing.push(tool);
      const release = file === undefined ? tool.release(context.platform) : undefined;
      if (release !== undefined) unreachable.add(new URL(release.url).host);
    }),
  );
  return { files, missing, unreachable: [...unreachable].sort() };
}

/** The tool, if it is on this machine already: on PATH, downloaded or built before. */
async function locate(tool: Tool, context: ToolContext): Promise<string | undefined> {
  const cached = [releaseFile(tool, context), builtFile(tool.name, context)];
  return (await locateOnPath(tool, context.path)) ?? cached.find(isExecutable);
}

/** Where a downloaded tool is, or would be. */
export function releaseFile(
  { name, version }: Pick<Tool, "name" | "version">,
  { layout, platform }: Pick<ToolContext, "layout" | "platform">,
): string {
  return join(layout.cache, "releases", `${name}-${version}-${platform.os}-${platform.arch}`, name);
}

/** @returns undefined where no release can be had, or none that its checksum vouches for: then it is built. */
async function fetchRelease(tool: Tool, context: ToolContext): Promise<string | undefined> {
  const release = tool.release(context.platform);
  if (release === undefined || !(await reachable(release.url, context.signal))) return undefined;
  const file = releaseFile(tool, context);
  try {
    context.report(`downloading ${basename(release.url)}`);
    await unpack(release, file, context);
    return file;
  } catch (error) {
    context.signal.throwIfAborted();
    context.report(`${tool.name}: ${error instanceof Error ? error.message : String(error)}; it is built instead`);
    return undefined;
  }
}

async function unpack(release: Release, file: string, context: ToolContext): Promise<void> {
  const sha256 = await publishedSha256(release, context.signal);
  const { member } = release;
  if (member === undefined) {
    const raw = `${file}.download`;
    await download(release.url, sha256, raw, context.signal);
    await chmod(raw, 0o755);
    await rename(raw, file);
    return;
  }
  const archive = `${file}.tar.gz`;
  await download(release.url, sha256, archive, context.signal);
  const directory = await mkdtemp(`${file}-`);
  try {
    await run("tar", ["-xzf", archive, "-C", directory, member], context);
    await rename(join(directory, member), file);
  } finally {
    await rm(directory, { recursive: true, force: true });
    await rm(archive, { force: true });
  }
}
