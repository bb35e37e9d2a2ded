/** A selector of series. */
export const series = (metric: string, matchers: readonly string[]): string => `${metric}{${matchers.join(", ")}}`;

/**
 * Series of targets in a namespace. Prometheus' usual configurations give every target the label `namespace`; where it
 * is missing, series are taken as they are.
 */
export const inNamespace = (namespace: string): string => `namespace=~"${namespace}|"`;

/** `sum by (…)`, of all where nothing is named. */
export const sumBy = (labels: readonly string[], expr: string): string => `sum by (${labels.join(", ")}) (${expr})`;
