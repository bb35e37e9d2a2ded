import { grownAcrossRestarts } from "../promql/counters";
import { atLeast, countedEvents, type EventSource } from "../promql/eventSources";
import { inNamespace, series, sumBy } from "../promql/series";
import { priorities, type Priority } from "../settings/priorities";
import type { AlertArgs } from "./alertArgs";
import { wholeValue, type StackAlert } from "./stackAlert";

const labels = ["rule", "priority", "node", "namespace", "pod"] as const;

/** What Falco detected, where it is grave. Falco's messages about itself are no events. */
export const eventAlerts = (args: AlertArgs): readonly StackAlert[] => {
  const source = countedEvents(args);
  const threshold = args.thresholds.priority;
  const grave = series(source.metric, [...source.matchers, atLeast(source, threshold)]);
  const inStack = [inNamespace(args.namespace)];
  const startedAt =
    args.metricsSource === "exporter"
      ? series("process_start_time_seconds", inStack)
      : `${series("falcosecurity_falco_start_timestamp_nanoseconds", inStack)} / 1e9`;
  const known = labels.filter((label) => source.labels[label] !== undefined);
  return [
    {
      alert: "FalcoCriticalAlert",
      severity: "critical",
      // No minutes: it holds for ten after an event, the first of its series as well, and each has to be told.
      expr: `${sumBy(["cluster", ...known], named(source, grownAcrossRestarts(grave, 10, startedAt), threshold))} > 0`,
      summary: `{{ $labels.rule }} ({{ $labels.priority }})${onNode}`,
      description:
        `The rule {{ $labels.rule }}, priority {{ $labels.priority }}, matched ${wholeValue} time(s) within ten minutes` +
        `${onNode}${known.includes("pod") ? byPod : ""}. Falco's log on that node has the details.`,
    },
  ];
};

const onNode = "{{ with $labels.node }} on node {{ . }}{{ end }}";
/** Falco says <NA> where a process is in no pod, and nothing where the rule's output has no such field. */
const byPod =
  '{{ if eq $labels.pod "<NA>" }}, outside of pods{{ else if $labels.pod }}, in pod {{ $labels.namespace }}/{{ $labels.pod }}{{ end }}';

/** Gives events the same labels whatever their source calls them, and the priorities down to `least` their names. */
const named = ({ labels: theirs, priorities: known }: EventSource, events: string, least: Priority): string => {
  const renamed = labels.reduce((expr, label) => {
    const theirName = theirs[label] ?? label;
    return theirName === label ? expr : `label_replace(${expr}, "${label}", "$1", "${theirName}", "(.*)")`;
  }, events);
  return known
    .slice(0, priorities.indexOf(least) + 1)
    .reduce(
      (expr, { priority, value }) => `label_replace(${expr}, "priority", "${priority}", "priority", "${value}")`,
      renamed,
    );
};
