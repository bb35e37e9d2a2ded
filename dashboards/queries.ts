import { grownWithBirths } from "../promql/counters";
import type { EventLabel, EventSource } from "../promql/eventSources";
import { series, sumBy } from "../promql/series";
import { selectedEvents } from "./selection";

/** What a counter has grown by in the dashboard's time range; for instant queries. */
export const grownInRange = (selector: string): string => grownWithBirths(selector, "$__range");

/**
 * What a counter has grown by in each interval of a graph; for range queries. `$__rate_interval` is longer than the
 * interval, so that `increase()` would show an event in two of them.
 */
export const grownOverTime = (selector: string): string =>
  grownWithBirths(selector, "$__interval", `rate(${selector}[$__rate_interval]) * $__interval_ms / 1000`);

const selected = (source: EventSource, where: readonly string[]): string =>
  series(source.metric, [...selectedEvents(source), ...where]);

/**
 * Selected events in the dashboard's time range; for instant queries.
 *
 * @param by - labels to count by; pods of whoever counts are always added up
 * @param where - matchers besides those of the variables
 */
export const eventsInRange = (source: EventSource, by: readonly string[], where: readonly string[] = []): string =>
  sumBy(by, grownInRange(selected(source, where)));

/** Selected events in each interval of a graph, where there are any; for range queries. */
export const eventsOverTime = (source: EventSource, by: readonly string[], where: readonly string[] = []): string =>
  `${sumBy(by, grownOverTime(selected(source, where)))} > 0`;

/** What the source calls these, those left out that it does not know. */
export const labelsOf = ({ labels }: EventSource, wanted: readonly EventLabel[]): readonly string[] =>
  wanted.flatMap((one) => labels[one] ?? []);

/** The ten largest; pods, nodes and namespaces are without bound. */
export const topTen = (expr: string): string => `topk(10, ${expr})`;

/** A name for a label's value, which a legend would show as nothing or as `<NA>`. */
export const called = (name: string, label: string, value: string, expr: string): string =>
  `label_replace(${expr}, "${label}", "${name}", "${label}", "${value}")`;

// Nothing happened where nothing is counted but whoever counts answers Prometheus. Where nobody answers, the query is
// empty, and the panel says so.

const nothing = (up: string): string => `0 * count((${up}) == 1)`;

/** 0 where nothing happened. */
export const orZero = (expr: string, up: string): string => `${expr} or ${nothing(up)}`;

/** What nothing is called. */
export const noEvent = "(no event)";

/** One series of value 0 and of this name where nothing happened. */
export const orNone = (expr: string, up: string, label: string, name = noEvent): string =>
  `${expr} or on () label_replace(${nothing(up)}, "${label}", "${name}", "", "")`;
