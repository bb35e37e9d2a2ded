import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { chartFault } from "../../settings/chartSource.ts";
import { defaultCharts } from "../../settings/chartVersions.ts";
import { defaultFalcoCharts } from "../../settings/falcoCharts.ts";
import type { Layout } from "../layout.ts";
import { SandboxError } from "../sandboxError.ts";
import { stageStandInCharts } from "../standInCharts.ts";
import { reachable } from "../tools/reachable.ts";
import { downloadCharts, linkCharts, upstreamRepository } from "./upstreamCharts.ts";

/** Where a sandbox's charts come from. */
export interface ChartSource {
  readonly kind: "given" | "upstream" | "stand-in";
  /** One line for people. */
  readonly description: string;
}

/**
 * Makes `.sandbox/charts` hold the charts: those of a directory that the user names, the upstream ones where they can
 * be downloaded, stand-ins elsewhere.
 */
export async function stageCharts(
  layout: Layout,
  given: string | undefined,
  signal: AbortSignal,
): Promise<ChartSource> {
  if (given !== undefined) {
    await link(given, layout);
    return { kind: "given", description: `charts of ${given}` };
  }
  if (await stageUpstream(layout, signal)) return { kind: "upstream", description: `charts of ${upstreamRepository}` };
  await rm(layout.standInCharts, { recursive: true, force: true });
  await mkdir(layout.standInCharts, { recursive: true });
  await stageStandInCharts(layout.standInCharts);
  await link(layout.standInCharts, layout);
  return {
    kind: "stand-in",
    description: `stand-in charts, because ${upstreamRepository} can't be reached; --charts DIR takes real ones`,
  };
}

/**
 * Of Falco's charts only the one that the sandbox's stack installs unless told otherwise.
 * @throws SandboxError when a directory of the user's lacks a chart.
 */
export function checkCharts(directory: string): void {
  const faults = defaultCharts
    .filter(({ version }) => version !== defaultFalcoCharts.native)
    .flatMap(({ name, version }) => chartFault(directory, name, version));
  if (faults.length === 0) return;
  throw new SandboxError(`${directory}: ${faults.join(", ")}`, {
    repair: "Each chart has to be there as <name>-<version>.tgz or as the directory <name>-<version>/.",
  });
}

async function stageUpstream(layout: Layout, signal: AbortSignal): Promise<boolean> {
  const cache = join(layout.cache, "charts");
  const staged = join(layout.root, "upstream-charts");
  try {
    if (!(await reachable(`${upstreamRepository}/index.yaml`, signal))) return false;
    await downloadCharts(defaultCharts, cache, signal);
  } catch {
    signal.throwIfAborted();
    return false; // it answered the probe, but the charts can't be had: stand-ins, which the summary names as such
  }
  await rm(staged, { recursive: true, force: true });
  await linkCharts(defaultCharts, cache, staged);
  await link(staged, layout);
  return true;
}

async function link(directory: string, { charts: target }: Layout): Promise<void> {
  await rm(target, { force: true });
  await symlink(directory, target);
}
