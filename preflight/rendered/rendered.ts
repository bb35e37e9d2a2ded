import { basename, dirname, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { gt } from "semver";
import { sidekickNamespaceOf, stackNames } from "../../components/names";
import { stackValues } from "../../components/stackValues";
import { networkOf } from "../../components/stackSettings";
import { chartKeys, chartsDeployed, chartSource } from "../../settings/chartSource";
import { chartRange, type ChartName } from "../../settings/chartVersions";
import { keyOf, removeCommand, setCommand } from "../../settings/commands";
import type { SettingPath } from "../../settings/finding";
import { isMapping } from "../../settings/helmValues/leaves";
import { ownedValues } from "../../settings/helmValues/ownedValues";
import { problemReport, valueAt, type Problem } from "../../settings/problems";
import { SettingsError, type Settings } from "../../settings/settings";
import { opened } from "../opened";
import { doubledIn, withoutEnd, type Doubled } from "./doubled";

/**
 * Renders charts with the stack's values, by the Helm in Pulumi's Kubernetes plugin, and refuses what their pods would then
 * have twice: of versions newer than are known, and where `helmValues` add to lists of the chart's and the stack's. All
 * other versions were rendered before, and the start doesn't wait for them.
 * @throws SettingsError naming all of it
 */
export async function refuseDoubled(settings: Settings, provider: pulumi.ProviderResource): Promise<void> {
  if (!settings.preflight) return;
  const problems = await Promise.all(
    chartsDeployed(settings)
      .filter((chart) => isNewer(settings, chart) || additions(settings, chart).length > 0)
      .map((chart) => judged(settings, chart, provider)),
  );
  if (problems.flat().length > 0) throw new SettingsError(problemReport(pulumi.getStack(), problems.flat()));
}

const isNewer = ({ charts }: Settings, chart: ChartName): boolean =>
  gt(charts[chartKeys[chart]], chartRange[chart].newest);

/** Lists of `helmValues` that are added to the stack's own, with something in them. */
const additions = (settings: Settings, chart: ChartName): readonly (readonly [SettingPath, readonly unknown[]])[] =>
  ownedValues[chart].lists.flatMap((list) => {
    const path = ["helmValues", chartKeys[chart], ...list.split(".")];
    const given = valueAt(settings, path);
    return Array.isArray(given) && given.length > 0 ? [[path, given] as const] : [];
  });

function problemsOf(settings: Settings, chart: ChartName, objects: readonly unknown[]): Problem[] {
  return doubledIn(objects).flatMap((doubled): Problem[] => {
    const twice = `${doubled.kind} ${doubled.value}, which ${doubled.place} would have twice`;
    const [list] = additions(settings, chart).find(([, entries]) => entries.some(isOf(doubled))) ?? [];
    if (list !== undefined)
      return [{ key: keyOf(list), message: `expected no ${twice}: it is there already.`, repairs: [] }];
    return isNewer(settings, chart) ? [unfit(settings, chart, `not with ${twice}`)] : [];
  });
}

/** A version that the stack can't deploy. */
const unfit = ({ charts }: Settings, chart: ChartName, why: string): Problem => {
  const path = ["charts", chartKeys[chart]];
  return {
    key: keyOf(path),
    got: `"${charts[chartKeys[chart]]}"`,
    message: `expected a version that the stack's values fit: ${why}.`,
    repairs: [chart === "falco" ? removeCommand(path) : setCommand(path, chartRange[chart].newest)],
  };
};

const isOf =
  ({ kind, value }: Doubled) =>
  (entry: unknown): boolean => {
    if (!isMapping(entry)) return false;
    if (kind === "mount path") return withoutEnd(String(entry["mountPath"])) === value;
    // A mount has the name of its volume.
    return entry["name"] === value && !("mountPath" in entry);
  };

const answered = z.object({ result: z.array(z.unknown()) });

/** What is wrong with one chart. One that can't be fetched from here is left to its release, which says why. */
async function judged(settings: Settings, chart: ChartName, provider: pulumi.ProviderResource): Promise<Problem[]> {
  try {
    const jsonOpts = await options(settings, chart);
    const answer: unknown = await pulumi.runtime.invoke("kubernetes:helm:template", { jsonOpts }, { provider });
    const { data } = answered.safeParse(answer);
    if (data === undefined) throw new Error("the Kubernetes plugin rendered no objects");
    return problemsOf(settings, chart, data.result);
  } catch (error) {
    // Only its first line: what follows may show values.
    const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    // pulumi-kubernetes 4.34.2, provider/pkg/provider/invoke_helm_template.go.
    const [, refused] = /failed to create chart from template: (.*)/.exec(message) ?? [];
    // Without a cluster Helm takes an old version of Kubernetes for granted.
    if (refused !== undefined && isNewer(settings, chart) && !refused.includes("kubeVersion"))
      return [unfit(settings, chart, `it can't be rendered, ${refused.trim()}`)];
    await pulumi.log.warn(`The ${chart} chart could not be looked at before deploying: ${message}`);
    return [];
  }
}

/** As the plugin takes them (its HelmChartOpts). */
function options(settings: Settings, chart: ChartName): Promise<string> {
  const { repository, username, password } = settings.charts;
  const source = chartSource(repository, chart, settings.charts[chartKeys[chart]]);
  const isDirectory = source.repository === undefined && !source.chart.startsWith("oci://");
  const place = isDirectory
    ? { path: dirname(resolve(source.chart)), chart: basename(source.chart) }
    : {
        chart: source.chart,
        version: source.version,
        fetch_opts: { repo: source.repository, username, password },
      };
  const caConfigMap = settings.caBundle === undefined ? undefined : stackNames(settings.namespace).caConfigMap;
  const values = stackValues(settings, networkOf(settings, { pullSecrets: [], caConfigMap }))[chart];
  const namespace = chart === "falcosidekick" ? sidekickNamespaceOf(settings) : settings.namespace;
  return opened(pulumi.jsonStringify({ ...place, values, namespace, release_name: chart }));
}
