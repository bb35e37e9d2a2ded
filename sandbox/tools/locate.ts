import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import type { Tool } from "./tool.ts";

/**
 * PATH as the user has it: without what npm adds for scripts (Pulumi's launcher is there, and looks like a CLI) and
 * without the sandbox's own directories, which `env` may have added.
 */
export function userPath(path: string | undefined, project: string): string {
  return (path ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "" && !directory.endsWith(join("node_modules", ".bin")))
    .filter((directory) => directory !== project && !directory.startsWith(project + sep))
    .join(delimiter);
}

/** The first executable of that name in a PATH, or undefined. */
export function which(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first version number in a text, such as `1.33.13` in `Client Version: v1.33.13`. */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/**
 * The version that a tool reports.
 * @throws Error when it doesn't run or prints none.
 */
export async function versionOf(file: string, versionArguments: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(file, versionArguments, { timeout: 5000 });
  const version = versionIn(stdout + stderr);
  if (version === undefined) throw new Error(`${file} ${versionArguments.join(" ")} prints no version`);
  return version;
}

/** The tool on PATH, if its version is good enough. */
export async function locateOnPath(
  { name, accepts, versionArguments }: Pick<Tool, "name" | "accepts" | "versionArguments">,
  path: string,
): Promise<string | undefined> {
  const file = which(name, path);
  if (file === undefined) return undefined;
  const version = await versionOf(file, versionArguments).catch(() => "0.0.0"); // not one that can be used here
  return semver.satisfies(version, accepts) ? file : undefined;
}
