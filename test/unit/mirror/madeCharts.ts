import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { create } from "tar";
import { stringify } from "yaml";

/** A chart as a test wants it. */
export interface MadeChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string;
  readonly description?: string;
  readonly dependencies?: readonly object[];
  readonly values?: object;
}

const imageOf = (repository: string, tag = "") => ({ image: { registry: "docker.io", repository, tag } });

/** As much of each chart in its default version as a list of images needs. */
export const usualCharts: readonly MadeChart[] = [
  {
    name: "falco",
    version: "8.0.5",
    appVersion: "0.43.1",
    values: {
      ...imageOf("falcosecurity/falco"),
      driver: { enabled: true, loader: { enabled: true, initContainer: imageOf("falcosecurity/falco-driver-loader") } },
      collectors: { enabled: true, containerEngine: { enabled: true, pluginRef: "ghcr.io/acme/container:1" } },
      falcoctl: {
        ...imageOf("falcosecurity/falcoctl", "0.12.2"),
        config: { artifact: { install: { refs: ["falco-rules:5"] }, follow: { refs: ["falco-rules:5"] } } },
      },
    },
  },
  { name: "falco-exporter", version: "0.12.2", values: imageOf("falcosecurity/falco-exporter", "0.8.3") },
  {
    name: "falcosidekick",
    version: "0.14.0",
    values: {
      ...imageOf("falcosecurity/falcosidekick", "2.32.0"),
      webui: {
        ...imageOf("falcosecurity/falcosidekick-ui"),
        initContainer: imageOf("redis/redis-stack"),
        redis: { enabled: true, ...imageOf("redis/redis-stack") },
      },
    },
  },
];

/** Writes a chart to `directory`, without templates. */
export function writeChart(directory: string, { values = {}, ...chart }: MadeChart): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "Chart.yaml"), stringify({ apiVersion: "v2", ...chart }));
  writeFileSync(join(directory, "values.yaml"), stringify(values));
}

/** Writes charts to `directory`/<name>-<version>/. */
export function writeCharts(directory: string, charts: readonly MadeChart[] = usualCharts): string {
  for (const chart of charts) writeChart(join(directory, `${chart.name}-${chart.version}`), chart);
  return directory;
}

/** Packs `directory`, that of a chart called as it, into an archive. */
export function packChart(directory: string, file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  create({ file, gzip: true, sync: true, cwd: dirname(directory) }, [directory.slice(dirname(directory).length + 1)]);
  return file;
}
