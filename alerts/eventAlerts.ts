import { countedWithin } from "../promql/counters";
import { countedEvents, ofPriorities, type EventSource } from "../promql/eventSources";
import { series, sumBy } from "../promql/series";
import { falcoStartedAt, goStartedAt } from "../promql/startedAt";
import { priorities, type Priority } from "../ruleFiles/priorities";
import type { AlertArgs } from "./alertArgs";
import { wholeValue, type StackAlert } from "./stackAlert";

/** What Falco detected, where it is grave. Falco's messages about itself are no events. */
export const eventAlerts = (args: AlertArgs): readonly StackAlert[] => {
  const known = priorities.slice(0, priorities.indexOf(args.thresholds.priority) + 1);
  const critical = known.slice(0, priorities.indexOf("critical") + 1);
  const graveEnough = known.slice(critical.length);
  return [
    { ...eventOf(args, critical), alert: "FalcoCriticalAlert", severity: "critical" },
    ...(graveEnough.length === 0
      ? []
      : [{ ...eventOf(args, graveEnough), alert: "FalcoAlert", severity: "warning" } as const]),
  ];
};

/** No minutes: it holds for ten after an event, and each has to be told. */
const eventOf = (args: AlertArgs, of: readonly Priority[]) => {
  const source = countedEvents(args);
  const native = args.metricsSource === "native";
  const events = series(source.metric, [...source.matchers, ofPriorities(source, of)]);
  const counted = countedWithin(events, 10, native ? falcoStartedAt(args.namespace) : goStartedAt(args.namespace));
  const known = labels.filter((label) => source.labels[label] !== undefined);
  // Where scraping doesn't tell the node, the address keeps nodes apart.
  const place = native ? ["instance"] : [];
  const own = sumBy(["cluster", ...known.map((label) => source.labels[label] ?? label), ...place], counted);
  return {
    // The workload's, where it is known.
    ...(native && { namespace: args.namespace }),
    expr: `${sumBy(["cluster", ...known, ...place], named(source, own, of))} > 0`,
    summary: `{{ $labels.rule }} ({{ $labels.priority }})${native ? onNodeOrAt : onNode}`,
    description:
      `The rule {{ $labels.rule }}, priority {{ $labels.priority }}, matched ${wholeValue} time(s) within ten minutes` +
      `${native ? onNodeOrAt : onNode + byPod}. Falco's log there has the details.`,
  };
};

const labels = ["rule", "priority", "node", "namespace", "pod"] as const;

const onNode = "{{ with $labels.node }} on node {{ . }}{{ end }}";
const onNodeOrAt = "{{ if $labels.node }} on node {{ $labels.node }}{{ else }} at {{ $labels.instance }}{{ end }}";
/** Falco says <NA> where a process is in no pod, and nothing where the rule's output has no such field. */
const byPod =
  '{{ if eq $labels.pod "<NA>" }}, outside of pods{{ else if $labels.pod }}, in pod {{ $labels.namespace }}/{{ $labels.pod }}{{ end }}';

/** Gives sums of events the same labels whatever their source calls them, and the priorities their names. */
const named = ({ labels: theirs, priorities: known }: EventSource, events: string, of: readonly Priority[]): string => {
  const renamed = labels.reduce((expr, label) => {
    const theirName = theirs[label] ?? label;
    return theirName === label ? expr : `label_replace(${expr}, "${label}", "$1", "${theirName}", "(.*)")`;
  }, events);
  return known
    .filter(({ priority }) => of.includes(priority))
    .reduce(
      (expr, { priority, value }) => `label_replace(${expr}, "priority", "${priority}", "priority", "${value}")`,
      renamed,
    );
};
