/** Labels that tell one target of a namespace from all others. */
const sameTarget = "on (namespace, job, instance, pod)";

/**
 * What a counter has grown by in a window, the first value of new series included; for graphs and totals.
 *
 * A series of events is born with its first event, at 1 and not at 0, so `increase()` and `rate()` never see that one
 * (prometheus/prometheus issue 1673). Here each series that is new in the window adds what it began with, unless its
 * target only failed to answer before. After a gap in Prometheus' own data it counts too much, once; and where a counter
 * reads as much after a restart as before, or more, it misses what it had before.
 *
 * @param grown - how the growth of older series is counted; `increase()` over the window unless given
 */
export const grownWithBirths = (selector: string, window: string, grown = `increase(${selector}[${window}])`): string =>
  // The label `born` keeps both parts of one series apart in a sum.
  `${grown} or label_replace(min_over_time(${selector}[${window}]) unless ${selector} offset ${window}` +
  ` unless ${sameTarget} (up offset ${window} == 0), "born", "true", "", "")`;

/**
 * What a counter has counted within the last minutes; for alerts. Nothing is missed: neither the first value of a new
 * series, nor what comes while its target doesn't answer, nor what brings it after a restart to just what it was before.
 *
 * It compares with what the target said at the window's start; where none answered then, with the last that the same
 * process said within the hour before. Series under new labels count as new ones.
 *
 * @param startedAt - when the counter last began at 0, in seconds since 1970, of the same targets
 */
export function countedWithin(selector: string, minutes: number, startedAt: string): string {
  const window = `${minutes}m`;
  const beganWithin = (seconds: number) => `${sameTarget} (${startedAt} > time() - ${seconds})`;
  const now = `last_over_time(${selector}[${window}])`;
  const before =
    `(${selector} offset ${window} or last_over_time(${selector}[1h] offset ${window})` +
    ` unless ${sameTarget} (up offset ${window} == 1) unless ${beganWithin(minutes * 60 + 3600)})`;
  return (
    `${now} - ${before} > 0 or ${now} unless ${now} - ${before} >= 0` +
    ` or ${selector} and ${beganWithin(minutes * 60)}`
  );
}
