import type { Deployment, SidekickDeployment } from "./deployment";
import { inNamespace, series } from "./series";

/** One kind of pods that Prometheus scrapes. */
export interface Targets {
  readonly namespace: string;
  /** Name of their Service. */
  readonly service: string;
  /** Regular expression of the pods' names. */
  readonly pods: string;
}

// Names of pods end as their controllers make them: `-x7k2p` of a DaemonSet, `-5d9c7b9f4-x7k2p` of a Deployment.
const daemonSetPods = (name: string): string => `${name}-[a-z0-9]{5}`;
const deploymentPods = (name: string): string => `${name}-[a-z0-9]+-[a-z0-9]{5}`;

export const exporterTargets = ({ namespace, names: { exporter } }: Deployment): Targets => ({
  namespace,
  service: exporter,
  pods: daemonSetPods(exporter),
});

export const falcoTargets = ({ namespace, names: { falco } }: Deployment): Targets => ({
  namespace,
  service: `${falco}-metrics`,
  pods: daemonSetPods(falco),
});

/** Whoever counts Falco's events. */
export const countingTargets = (deployment: Deployment): Targets =>
  deployment.metricsSource === "exporter" ? exporterTargets(deployment) : falcoTargets(deployment);

export const sidekickTargets = (
  { names: { sidekick } }: Pick<Deployment, "names">,
  { namespace }: SidekickDeployment,
): Targets => ({ namespace, service: sidekick, pods: deploymentPods(sidekick) });

/**
 * Selectors of a metric of these targets, however they are scraped: under a ServiceMonitor the label `job` is the name
 * of the Service; of annotated Services and pods, which share a job, `service` or `pod` tells.
 *
 * @param where - matchers besides
 */
export const targetSelectors = (
  { namespace, service, pods }: Targets,
  metric: string,
  where: readonly string[] = [],
): readonly string[] =>
  [`job="${service}"`, `service="${service}"`, `pod=~"${pods}"`].map((matcher) =>
    series(metric, [matcher, inNamespace(namespace), ...where]),
  );

/** 1 for each that answers Prometheus, 0 for each that does not. */
export const up = (targets: Targets, where: readonly string[] = []): string =>
  targetSelectors(targets, "up", where).join(" or ");
