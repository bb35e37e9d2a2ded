import { countedWithin } from "../promql/counters";
import { inNamespace, series, sumBy } from "../promql/series";
import { goStartedAt } from "../promql/startedAt";
import type { AlertArgs } from "./alertArgs";
import { onItsNode, perTarget, wholeValue, type StackAlert } from "./stackAlert";

/** Whether Falco gets what the kernel has to tell. */
export const kernelAlerts = (args: AlertArgs): readonly StackAlert[] =>
  args.metricsSource === "native" ? nativeAlerts(args) : [dropsReported(args)];

const nativeAlerts = ({ namespace, thresholds }: AlertArgs): readonly StackAlert[] => {
  const { noEventsMinutes, kernelDropsPercent, kernelDropsCriticalPercent } = thresholds;
  const perSecond = (metric: string) => sumBy(perTarget, `rate(${series(metric, [inNamespace(namespace)])}[5m])`);
  const events = perSecond("falcosecurity_scap_n_evts_total");
  // Falco's own quotient: events include those dropped (falco 0.43.1, event_drops.cpp).
  const dropped = `100 * ${perSecond("falcosecurity_scap_n_drops_total")} / clamp_min(${events}, 1)`;
  return [
    {
      alert: "FalcoNoEvents",
      severity: "critical",
      namespace,
      expr: `${events} == 0`,
      minutes: noEventsMinutes,
      summary: `Falco ${onItsNode} gets no events from the kernel`,
      description: `Falco ${onItsNode} runs, but its driver delivers nothing, so that no rule can match. No node is that quiet.`,
    },
    {
      ...kernelDrops,
      severity: "warning",
      namespace,
      // From there on the next one tells.
      expr: `${dropped} > ${kernelDropsPercent} <= ${kernelDropsCriticalPercent}`,
      minutes: dropsMinutes,
      description: `Falco ${onItsNode} loses ${percent} % of the kernel's events (more than ${kernelDropsPercent} %). ${blind}`,
    },
    {
      ...kernelDrops,
      alert: "FalcoKernelDropsHigh",
      severity: "critical",
      namespace,
      expr: `${dropped} > ${kernelDropsCriticalPercent}`,
      minutes: dropsMinutes,
      description: `Falco ${onItsNode} loses ${percent} % of the kernel's events (more than ${kernelDropsCriticalPercent} %). ${blind}`,
    },
  ];
};

/** Short peaks are usual on a busy node. */
const dropsMinutes = 10;
const percent = '{{ printf "%.1f" $value }}';
const blind = "Rules don't match what it never sees, and lost starts of processes leave later events without context.";

const kernelDrops = {
  alert: "FalcoKernelDrops",
  summary: `Falco ${onItsNode} drops events of the kernel`,
};

/** falco-exporter counts what Falco says about its drops: a message at most every 30 seconds, of seconds with many. */
const dropsReported = ({ namespace }: AlertArgs): StackAlert => {
  const messages = series("falco_events", [
    inNamespace(namespace),
    // Falcosidekick before 2.30.0 has a counter of this name, with words for priorities.
    'priority=~"[0-7]"',
    'rule="Falco internal: syscall event drop"',
  ]);
  return {
    ...kernelDrops,
    severity: "warning",
    namespace,
    expr:
      sumBy(
        ["cluster", "node"],
        `label_replace(${sumBy(["cluster", "hostname"], countedWithin(messages, 10, goStartedAt(namespace)))}, "node", "$1", "hostname", "(.+)")`,
      ) + " > 0",
    summary: "Falco on node {{ $labels.node }} drops events of the kernel",
    description: `Falco on node {{ $labels.node }} said ${wholeValue} time(s) in ten minutes that it lost events of the kernel. ${blind}`,
  };
};
