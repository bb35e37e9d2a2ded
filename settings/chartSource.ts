import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { chartNames, defaultCharts, type ChartName } from "./chartVersions";
import type { MetricsSource } from "./falcoCharts";
import type { Finding } from "./finding";

/** Where Helm gets one chart, as `helm.v3.Release` takes it. */
export interface ChartSource {
  /** Name in the repository, an `oci://` reference, or a path. */
  readonly chart: string;
  readonly version: string;
  /** URL of a classic chart repository. */
  readonly repository?: string;
  /** For a repository or registry that asks for it. */
  readonly login?: { readonly username: string; readonly password: pulumi.Input<string> };
}

/** Keys of `falco:charts` that hold the charts' versions. */
export const chartKeys = {
  falco: "falco",
  "falco-exporter": "falcoExporter",
  falcosidekick: "falcosidekick",
} as const satisfies Record<ChartName, string>;

/** Settings that say which charts are deployed, and from where. */
export interface ChartSettings {
  readonly charts: Readonly<Record<(typeof chartKeys)[ChartName] | "repository", string>>;
  readonly metricsSource: MetricsSource;
  readonly sidekick: { readonly enabled: boolean };
}

/** The charts that a stack with these settings installs. */
export const chartsDeployed = ({ metricsSource, sidekick }: Omit<ChartSettings, "charts">): ChartName[] =>
  chartNames.filter(
    (name) => name === "falco" || (name === "falco-exporter" ? metricsSource === "exporter" : sidekick.enabled),
  );

const isDirectory = (repository: string): boolean => !/^(https|oci):\/\//.test(repository);
const packed = (directory: string, chart: string) => join(directory, `${chart}.tgz`);
const unpacked = (directory: string, chart: string) => join(directory, chart);

/**
 * A chart of the stack: in a chart repository (https), an OCI registry, or a directory that holds `<name>-<version>/`
 * or `<name>-<version>.tgz`.
 */
export function chartSource(repository: string, name: ChartName, version: string): ChartSource {
  if (repository.startsWith("https://")) return { chart: name, version, repository };
  if (!isDirectory(repository)) return { chart: `${repository.replace(/\/$/, "")}/${name}`, version };
  const chart = `${name}-${version}`;
  const archive = packed(repository, chart);
  return { chart: existsSync(archive) ? archive : unpacked(repository, chart), version };
}

/** Charts that a directory lacks, or has in another version than their name says; nothing for a URL. */
export function chartDirectoryFaults(settings: ChartSettings): Finding[] {
  const { charts } = settings;
  const { repository } = charts;
  if (!isDirectory(repository)) return [];
  const lacking = chartsDeployed(settings).flatMap((name) => {
    const [key, version] = [chartKeys[name], charts[chartKeys[name]]];
    return chartFault(repository, name, version).map((fault) => ({ name, key, version, fault }));
  });
  if (lacking.length === 0) return [];
  const faults = lacking.map(({ fault }) => fault);
  const [path, url] = [["charts", "repository"], "https://falcosecurity.github.io/charts"];
  // With one chart missing, its version is as likely to be wrong as the directory.
  const [one, another] = lacking;
  const others = another === undefined ? defaultCharts.filter(({ name }) => name === one?.name) : [];
  return [
    {
      path,
      expected: `a directory with <name>-<version>/ or <name>-<version>.tgz of each chart: ${faults.join(", ")}`,
      restsOn: chartNames.map((name) => ["charts", chartKeys[name]]),
      repairs: [
        ...others
          .filter(({ name, version }) => chartFault(repository, name, version).length === 0)
          .map(({ name, version }) => ({ path: ["charts", chartKeys[name]], value: version })),
        { path, value: url },
      ],
    },
  ];
}

/** What is wrong with one chart of a directory, for instance `falco-8.0.5 is missing`. */
export function chartFault(directory: string, name: string, version: string): string[] {
  const chart = `${name}-${version}`;
  const archive = packed(directory, chart);
  if (existsSync(archive)) return statSync(archive).isFile() ? [] : [`${chart}.tgz is no file`];
  const file = join(unpacked(directory, chart), "Chart.yaml");
  if (!existsSync(file)) return [`${chart} is missing`];
  const found = readYaml(file);
  if (found === undefined) return [`${chart}/Chart.yaml can't be read`];
  const of = (key: string) => String(Reflect.get(found, key) ?? `no ${key}`);
  return of("name") === name && of("version") === version ? [] : [`${chart} holds ${of("name")} ${of("version")}`];
}

function readYaml(file: string): object | undefined {
  try {
    const found: unknown = parse(readFileSync(file, "utf8"));
    return typeof found === "object" && found !== null && !Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
