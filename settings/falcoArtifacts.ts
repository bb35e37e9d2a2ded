import { gte, lt } from "semver";
import { falcoChart, releaseOf } from "./falcoCharts";

/** What falcoctl fetches, by complete OCI references. */
export interface FalcoArtifacts {
  /** Holds falco_rules.yaml. */
  readonly rules: string;
  /** The container plugin; undefined in charts that have none. */
  readonly containerPlugin: string | undefined;
}

/** Tag of falco-rules that a chart asks for (values.yaml, falcoctl.config.artifact.install.refs). */
const rulesTags = [
  ["3.0.0", "0"],
  ["3.2.0", "1"],
  ["3.7.0", "2"],
  ["4.0.0", "3"],
  ["4.22.0", "4"],
  ["7.0.0", "5"],
] as const;

/** Tag of the container plugin that a chart asks for (values.yaml, collectors.containerEngine.pluginRef). */
const containerPluginTags = [
  ["4.22.0", "0.2.4"],
  ["5.0.2", "0.2.5"],
  ["5.0.3", "0.2.6"],
  ["6.0.1", "0.3.0"],
  ["6.0.2", "0.3.1"],
  ["6.2.0", "0.3.2"],
  ["6.2.1", "0.3.3"],
  ["6.2.2", "0.3.5"],
  ["6.2.4", "0.3.6"],
  ["7.0.0", "0.4.0"],
  ["7.0.1", "0.4.1"],
  ["8.0.0", "0.6.1"],
  ["8.0.2", "0.6.3"],
  ["9.0.0", "0.7.1"],
  ["9.2.0", "0.7.4"], // falcosecurity/falco pull request 3984
] as const;

const tagAt = (tags: readonly (readonly [since: string, tag: string])[], version: string): string | undefined =>
  tags.findLast(([since]) => gte(releaseOf(version), since))?.[1];

/** The newest rules that a version of Falco reads, by the chart that is the first with both; undefined for one newer than 0.45, the newest known. */
export const newestRules = (falco: string): string | undefined =>
  lt(falco, "0.46.0") ? rulesTags.findLast(([since]) => gte(falco, `${falcoChart(since).falco}.0`))?.[1] : undefined;

/** Where upstream publishes rules and plugins. */
const upstream = "ghcr.io";
const rulesPath = "falcosecurity/rules";
const pluginPath = "falcosecurity/plugins/plugin/container";

/** Host of the registry that a reference or a mirror begins with, as container runtimes read it. */
const hostIn = (ref: string): string | undefined => {
  const [first, ...rest] = ref.split("/");
  return rest.length > 0 && first !== undefined && /[.:]|^localhost$/.test(first) ? first : undefined;
};

/**
 * What falcoctl has to fetch where it must not ask upstream's index for places: with a mirror, or a reference to another
 * registry than upstream's. Undefined where the chart's own references do.
 *
 * @param ref - `rules.registryRef`
 * @param mirror - `images.registry`: rules and plugin have the same names in it as upstream
 */
export function mirroredArtifacts(
  chartVersion: string,
  ref: string | undefined,
  mirror: string | undefined,
): FalcoArtifacts | undefined {
  const host = ref === undefined ? undefined : hostIn(ref);
  const isUpstream = host === undefined || host === upstream;
  const plugin = tagAt(containerPluginTags, chartVersion);
  const pluginIn = (base: string) => plugin && `${base}/${pluginPath}:${plugin}`;
  if (mirror !== undefined) {
    const named = ref ?? `falco-rules:${tagAt(rulesTags, chartVersion) ?? "latest"}`;
    const path = host === upstream ? named.slice(upstream.length + 1) : named;
    const inMirror = `${mirror}/${path.includes("/") ? path : `${rulesPath}/${path}`}`;
    return { rules: isUpstream ? inMirror : named, containerPlugin: pluginIn(mirror) };
  }
  if (ref === undefined || isUpstream) return undefined;
  const [base = "", inMirror] = ref.split(`/${rulesPath}/`);
  // A registry of rules alone is no mirror: the plugin stays where the chart has it.
  return { rules: ref, containerPlugin: inMirror === undefined ? undefined : pluginIn(base) };
}

/** Host of the registry that falcoctl fetches rules from. */
export function rulesRegistry(ref: string | undefined, mirror: string | undefined): string {
  const host = ref === undefined ? undefined : hostIn(ref);
  return host !== undefined && host !== upstream ? host : (mirror?.split("/")[0] ?? upstream);
}
