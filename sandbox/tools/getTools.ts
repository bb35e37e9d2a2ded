import { build } from "./build.ts";
import { builtFile } from "./built.ts";
import type { ToolContext } from "./context.ts";
import { obtain } from "./obtain.ts";
import { builtPulumi, pulumiPackages, type PulumiInstallation } from "./pulumi.ts";
import { tools } from "./tool.ts";

/**
 * All tools but Pulumi, executable by name. What has to be built for them and for Pulumi is built at once, as most of
 * it is shared.
 * @param official - Pulumi the normal way, or undefined where it has to be built.
 */
export async function getTools(
  official: Promise<PulumiInstallation | undefined>,
  context: ToolContext,
): Promise<ReadonlyMap<string, string>> {
  const { files, missing, unreachable } = await obtain(tools, context);
  if (missing.length === 0) return files;
  const pulumi = (await official) === undefined ? pulumiPackages(context) : [];
  const hosts = pulumi.length === 0 ? unreachable : [...unreachable, "get.pulumi.com"];
  await build(new Set([...missing.map(({ goPackage }) => goPackage), ...pulumi]), hosts, context);
  return new Map([...files, ...missing.map(({ name }) => [name, builtFile(name, context)] as const)]);
}

/** Pulumi, built where it can't be had the normal way. */
export async function getPulumi(
  official: Promise<PulumiInstallation | undefined>,
  context: ToolContext,
): Promise<PulumiInstallation> {
  const found = await official;
  if (found !== undefined) return found;
  const built = builtPulumi(context);
  await build(new Set(pulumiPackages(context)), ["get.pulumi.com"], context);
  return built;
}
