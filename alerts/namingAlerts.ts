import { countedWithin } from "../promql/counters";
import { exporterEvents, sidekickEvents, type EventSource } from "../promql/eventSources";
import { inNamespace, series, sumBy } from "../promql/series";
import { falcoStartedAt, goStartedAt } from "../promql/startedAt";
import type { AlertArgs } from "./alertArgs";
import { onItsNode, perTarget, wholeValue, type StackAlert } from "./stackAlert";

/** Whether alerts still name containers, namespaces and pods, which Falco asks the container runtime for. */
export const namingAlerts = (args: AlertArgs): readonly StackAlert[] => {
  const { metricsSource, sidekick, namespace } = args;
  if (metricsSource === "exporter") return [namespacesMissing(args, exporterEvents(args), goStartedAt(namespace))];
  return [
    containersUnknown(args),
    ...(sidekick ? [namespacesMissing(args, sidekickEvents(sidekick), goStartedAt(sidekick.namespace))] : []),
  ];
};

/** The container plugin's, from Falco 0.41 on: each container that it learnt no image of (container plugin 0.6.4, parse.cpp). */
const containersUnknown = ({ namespace }: AlertArgs): StackAlert => {
  const missing = series("falcosecurity_plugins_container_n_missing_container_images_total", [inNamespace(namespace)]);
  return {
    alert: "FalcoContainersUnknown",
    severity: "warning",
    namespace,
    // One or two have ended before the runtime was asked.
    expr: `${sumBy(perTarget, countedWithin(missing, 60, falcoStartedAt(namespace)))} > 2`,
    summary: `Falco ${onItsNode} learns nothing of containers`,
    description:
      `Within an hour Falco ${onItsNode} learnt nothing of ${wholeValue} containers from the container runtime. Their ` +
      "alerts name no image, namespace or pod, and rules about those don't match.",
  };
};

/**
 * Rules that had matched in pods alone until six hours ago, on a node where they now match without a namespace: a process of
 * the node itself, or one whose pod Falco no longer learns. Counters still tell then of all since their process started, and
 * long windows would be dear with many series.
 */
const namespacesMissing = (args: AlertArgs, source: EventSource, startedAt: string): StackAlert => {
  const { node, namespace: label = "" } = source.labels;
  const ofHost = source.ofHost ?? "";
  const events = (matcher: string) => series(source.metric, [...source.matchers, `${label}${matcher}`]);
  const byRule = (expr: string) =>
    sumBy(
      ["cluster", "node", "rule"],
      `label_replace(${sumBy(["cluster", node, "rule"], expr)}, "node", "$1", "${node}", "(.*)")`,
    );
  const sixHoursAgo = (matcher: string) => byRule(`last_over_time(${events(matcher)}[1h] offset 6h)`);
  const without = `="${ofHost}"`;
  return {
    alert: "FalcoNamespacesMissing",
    severity: "warning",
    namespace: args.namespace,
    expr:
      `${byRule(countedWithin(events(without), 60, startedAt))} > 0 ` +
      `and ${sixHoursAgo(`!~"${ofHost}|"`)} unless ${sixHoursAgo(without)}`,
    summary: "{{ $labels.rule }} no longer names namespaces on node {{ $labels.node }}",
    description:
      `The rule {{ $labels.rule }} matched ${wholeValue} time(s) within an hour without a namespace on node ` +
      "{{ $labels.node }}, where it matched in pods only until six hours ago. Unless that was a process of the node itself, " +
      "Falco has lost the container runtime, and its alerts there name no pods.",
  };
};
