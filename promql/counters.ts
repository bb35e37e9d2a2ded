/**
 * What a counter has grown by in a window, the first value of new series included.
 *
 * A series of events is born with its first event, at 1 and not at 0, so `increase()` and `rate()` never see that one
 * (prometheus/prometheus issue 1673). Here each series that is new in the window adds what it began with, unless its
 * target only failed to answer before. After a gap in Prometheus' own data it counts too much, once.
 *
 * @param grown - how the growth of older series is counted; `increase()` over the window unless given
 */
export const grownWithBirths = (selector: string, window: string, grown = `increase(${selector}[${window}])`): string =>
  // The label `born` keeps both parts of one series apart in a sum.
  `${grown} or label_replace(min_over_time(${selector}[${window}]) unless ${selector} offset ${window}` +
  ` unless on (job, instance) (up offset ${window} == 0), "born", "true", "", "")`;

/**
 * The same, but for a counter that reads as much after a restart of its program as before: `increase()` sees no growth in
 * that. What it reads then was counted since the restart.
 *
 * @param minutes - the window
 * @param startedAt - when the program started, in seconds since 1970, of the same targets
 */
export function grownAcrossRestarts(selector: string, minutes: number, startedAt: string): string {
  const window = `${minutes}m`;
  const grown = grownWithBirths(selector, window, `(increase(${selector}[${window}]) > 0)`);
  const restarted = `on (job, instance) (${startedAt} > time() - ${minutes * 60})`;
  return `${grown} or (${selector} and ${selector} offset ${window} and ${restarted})`;
}
