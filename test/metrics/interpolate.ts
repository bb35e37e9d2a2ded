/** A range of time as Grafana fills it into a query. */
export interface Range {
  /** Seconds of the time range, and between two points of a graph. */
  readonly seconds: number;
  readonly interval: number;
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number;
}

/** Variables of the dashboard that readers choose by. */
const chosen = ["cluster", "namespace", "node", "rule", "priority"] as const;

/** The query as Grafana sends it, with "All" chosen in each of the dashboard's variables. */
export const interpolated = (query: string, { seconds, interval, scrapeInterval }: Range): string =>
  [
    ["$__rate_interval", `${Math.max(interval + scrapeInterval, 4 * scrapeInterval)}s`],
    ["$__interval_ms", String(interval * 1000)],
    ["$__interval", `${interval}s`],
    ["$__range", `${seconds}s`],
    ["${priority:pipe}", ".+"],
    ...chosen.map((name) => [`$${name}`, name === "priority" ? ".+" : ".*"] as const),
  ].reduce((text, [name = "", value = ""]) => text.replaceAll(name, value), query);
