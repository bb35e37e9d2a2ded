import { existsSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { download, fetchText } from "../tools/download.ts";

/** A chart in one exact version. */
export interface ChartVersion {
  readonly name: string;
  readonly version: string;
}

/** The upstream chart repository. */
export const upstreamRepository = "https://falcosecurity.github.io/charts";

const indexSchema = z.object({
  entries: z.record(
    z.string(),
    z.array(z.object({ version: z.string(), digest: z.string(), urls: z.array(z.string()).min(1) })),
  ),
});

/**
 * Downloads charts into `directory`/<name>-<version>.tgz, unless they are there, each checked by the digest in the
 * repository's index.
 * @throws Error naming the chart or the URL that can't be had.
 */
export async function downloadCharts(
  charts: readonly ChartVersion[],
  directory: string,
  signal: AbortSignal,
  repository = upstreamRepository,
): Promise<void> {
  const missing = charts.filter((chart) => !existsSync(join(directory, archiveName(chart))));
  if (missing.length === 0) return;
  const index = indexSchema.parse(parse(await fetchText(`${repository}/index.yaml`, signal)));
  await Promise.all(
    missing.map(async (chart) => {
      const entry = index.entries[chart.name]?.find(({ version }) => version === chart.version);
      const url = entry?.urls[0];
      if (entry === undefined || url === undefined) {
        throw new Error(`${repository} has no chart ${chart.name} ${chart.version}`);
      }
      const absolute = new URL(url, `${repository}/`).href;
      await download(absolute, entry.digest, join(directory, archiveName(chart)), signal);
    }),
  );
}

/** Links charts of one directory into another one that holds nothing else. */
export async function linkCharts(charts: readonly ChartVersion[], from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await Promise.all(charts.map((chart) => symlink(join(from, archiveName(chart)), join(to, archiveName(chart)))));
}

const archiveName = ({ name, version }: ChartVersion) => `${name}-${version}.tgz`;
