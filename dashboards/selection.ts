import type { Deployment, SidekickDeployment } from "../promql/deployment";
import type { EventSource } from "../promql/eventSources";
import { inNamespace, series } from "../promql/series";
import { countingTargets, sidekickTargets, targetSelectors, up } from "../promql/targets";

// What the dashboard's variables select. "All" is `.*`, which matches series without the label too.

/** Of Falco's, its exporter's and Falcosidekick's series: their targets may have the label `cluster`. */
export const inCluster = 'cluster=~"$cluster"';

/** Of series that others make, which may be without the label although the stack's have it. */
const perhapsInCluster = 'cluster=~"$cluster|"';

const variables = {
  node: '"$node"',
  namespace: '"$namespace"',
  rule: '"$rule"',
  priority: '"${priority:pipe}"',
} as const;

/** Matchers for selected events, as far as the source knows of what. */
export const selectedEvents = ({ matchers, labels }: EventSource): readonly string[] => [
  ...matchers,
  inCluster,
  ...(["node", "namespace", "rule", "priority"] as const).flatMap((of) =>
    labels[of] === undefined ? [] : [`${labels[of]}=~${variables[of]}`],
  ),
];

/** What falls to a node only where Falco itself is scraped: `node` of an exporter's target needn't be events' `hostname`. */
const onNode = ({ metricsSource }: Deployment): readonly string[] =>
  metricsSource === "native" ? [`node=~${variables.node}`] : [];

const ofCounting = (deployment: Deployment): readonly string[] => [inCluster, ...onNode(deployment)];

/** 1 for each counting target that answers, 0 for each that does not. */
export const countingUp = (deployment: Deployment): string => up(countingTargets(deployment), ofCounting(deployment));

/** Selectors of a metric of the counting targets. */
export const countingSelectors = (deployment: Deployment, metric: string): readonly string[] =>
  targetSelectors(countingTargets(deployment), metric, ofCounting(deployment));

/** A metric of Falco itself. */
export const falcoSeries = (deployment: Deployment, metric: string, where: readonly string[] = []): string =>
  series(metric, [inNamespace(deployment.namespace), ...ofCounting(deployment), ...where]);

/** Rules files of each Falco; every one from 0.39 on has some. Before, it names these and its counters otherwise. */
export const rulesFiles = (deployment: Deployment): string =>
  falcoSeries(deployment, "falcosecurity_falco_sha256_rules_files_info");

/** A metric of Falcosidekick. */
export const sidekickSeries = (
  { namespace }: SidekickDeployment,
  metric: string,
  where: readonly string[] = [],
): string => series(metric, [inNamespace(namespace), inCluster, ...where]);

/** 1 for each Falcosidekick that answers, 0 for each that does not. */
export const sidekickUp = (deployment: Deployment, sidekick: SidekickDeployment): string =>
  up(sidekickTargets(deployment, sidekick), [inCluster]);

/** Selectors of a metric of Falcosidekick's targets. */
export const sidekickSelectors = (
  deployment: Deployment,
  sidekick: SidekickDeployment,
  metric: string,
): readonly string[] => targetSelectors(sidekickTargets(deployment, sidekick), metric, [inCluster]);

/** A metric of kube-state-metrics about objects in Falco's namespace. */
export const kubeSeries = ({ namespace }: Deployment, metric: string, where: readonly string[]): string =>
  series(metric, [`namespace="${namespace}"`, perhapsInCluster, ...where]);
