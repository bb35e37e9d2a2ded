import { satisfies } from "semver";
import { clusterMetrics } from "./cluster";
import { exporterMetrics } from "./exporter";
import { falcoItself, filesBefore39, ruleMatches } from "./falco";
import { falcoEvents } from "./falcoEvents";
import { falcoResources } from "./falcoResources";
import { goProcess } from "./goProcess";
import type { KnownMetric } from "./metric";
import { sidekickMetrics } from "./sidekick";

export { targetLabels } from "./cluster";
export type { KnownMetric } from "./metric";

/** Which programs Prometheus scrapes, in which versions. */
export interface Scraped {
  /** Falco itself. */
  readonly falco?: string;
  readonly exporter?: string;
  readonly sidekick?: string;
  /** `prometheus.extralabels` of Falcosidekick, by the names of the fields. */
  readonly metricLabels?: readonly string[];
  readonly customFields?: readonly string[];
  readonly templatedFields?: readonly string[];
}

/** What these programs expose, each in its version, and what Prometheus knows of any cluster. */
export function knownMetrics({
  falco,
  exporter,
  sidekick,
  metricLabels = [],
  customFields = [],
  templatedFields = [],
}: Scraped): readonly KnownMetric[] {
  const at = (version: string | undefined, metrics: readonly KnownMetric[]) =>
    version === undefined ? [] : metrics.filter(({ versions = "*" }) => satisfies(version, versions));
  return [
    ...at(falco, [...falcoItself, ...ruleMatches, ...filesBefore39, ...falcoEvents, ...falcoResources]),
    ...at(exporter, [...exporterMetrics, ...goProcess("falco-exporter")]),
    ...at(sidekick, [
      ...sidekickMetrics({ metricLabels, customFields, templatedFields }),
      ...goProcess("falcosidekick"),
    ]),
    ...clusterMetrics,
  ];
}

/** The metrics of a name; programs share some. */
export const metricsNamed = (known: readonly KnownMetric[], name: string): readonly KnownMetric[] =>
  known.filter((metric) => metric.names?.test(name) ?? metric.name === name);

/** Whether series of a metric can have a label, those that the scrape adds left out. */
export const hasLabel = ({ labels, labelPrefix }: KnownMetric, label: string): boolean =>
  labels.includes(label) || (labelPrefix !== undefined && label.startsWith(labelPrefix));
