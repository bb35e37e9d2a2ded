import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../processes/run.ts";
import { artifacts, builtDirectory } from "./built.ts";
import type { ToolContext } from "./context.ts";
import { isExecutable, locateOnPath, versionOf } from "./locate.ts";
import { reachable } from "./reachable.ts";
import { acceptedOnPath, installedVersion, versions } from "./versions.ts";

/** A Pulumi CLI with what it needs to run this project, in the places where `npx pulumi` looks. */
export interface PulumiInstallation {
  /** PULUMI_HOME. */
  readonly home: string;
  /** PULUMI_VERSION: the launcher behind `npx pulumi` takes `home`/versions/`version`/bin/pulumi. */
  readonly version: string;
  /** Directory for PATH with stand-ins for the tls and random plugins; undefined where Pulumi gets the real ones. */
  readonly standIns?: string | undefined;
}

const plugins = ["kubernetes", "random", "tls"];

export function pulumiExecutable({ home, version }: Pick<PulumiInstallation, "home" | "version">): string {
  return join(home, "versions", version, "bin", "pulumi");
}

/**
 * Pulumi the normal way: a good enough CLI on PATH, or the one that its launcher downloads; the CLI then downloads
 * the plugins by itself, in the first `up`.
 * @returns undefined where Pulumi's own downloads can't be reached and weren't made before.
 */
export async function officialPulumi(context: ToolContext): Promise<PulumiInstallation | undefined> {
  const { layout, signal } = context;
  const home = join(layout.cache, "pulumi");
  const version = installedVersion(layout.project, "pulumi");
  const downloaded = plugins.every((name) => existsSync(join(home, "plugins", pluginName(name, layout.project))));
  if (!downloaded && !(await downloadsReachable(context))) return undefined;
  const onPath = await locateOnPath(
    { name: "pulumi", accepts: acceptedOnPath.pulumi, versionArguments: ["version"] },
    context.path,
  );
  if (onPath !== undefined) return linkInstalled(onPath, home);
  const installation = { home, version, standIns: undefined };
  if (isExecutable(pulumiExecutable(installation))) return installation;
  context.report(`downloading Pulumi ${version}`);
  const launcher = join(layout.project, "node_modules", "pulumi", "run.js");
  const env = { PULUMI_HOME: home, PULUMI_VERSION: version, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const installed = await run(process.execPath, [launcher, "version"], { ...context, env }).then(
    () => true,
    () => false, // its host answered the probe, but not this: built instead
  );
  signal.throwIfAborted();
  return installed ? installation : undefined;
}

function pluginName(name: string, project: string): string {
  return `resource-${name}-v${installedVersion(project, `@pulumi/${name}`)}`;
}

async function downloadsReachable({ layout, platform, signal }: ToolContext): Promise<boolean> {
  const tls = installedVersion(layout.project, "@pulumi/tls");
  const answers = await Promise.all(
    ["install.sh", `releases/plugins/pulumi-resource-tls-v${tls}-${platform.os}-${platform.arch}.tar.gz`].map((path) =>
      reachable(`https://get.pulumi.com/${path}`, signal),
    ),
  );
  return answers.every(Boolean);
}

async function linkInstalled(executable: string, home: string): Promise<PulumiInstallation> {
  const installation = { home, version: await versionOf(executable, ["version"]), standIns: undefined };
  const link = pulumiExecutable(installation);
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  await symlink(executable, link);
  return installation;
}

/** Pulumi as toolchain/go.mod builds it, with stand-ins for the plugins that can't be built from Go modules. */
export function builtPulumi(context: Pick<ToolContext, "layout" | "platform">): PulumiInstallation {
  return {
    home: join(builtDirectory(context), "pulumi"),
    version: versions.pulumi,
    standIns: join(context.layout.project, "sandbox", "providers", "bin"),
  };
}

/** What `builtPulumi` consists of. */
export function pulumiPackages(context: Pick<ToolContext, "layout" | "platform">): readonly string[] {
  return artifacts(context)
    .filter(({ path }) => path.startsWith("pulumi"))
    .map(({ goPackage }) => goPackage);
}
