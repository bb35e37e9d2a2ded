import { countedWithin } from "../promql/counters";
import { inNamespace, series, sumBy } from "../promql/series";
import { falcoStartedAt } from "../promql/startedAt";
import { exporterTargets, falcoTargets, targetSelectors } from "../promql/targets";
import type { AlertArgs } from "./alertArgs";
import { onItsNode, perTarget, wholeValue, type StackAlert } from "./stackAlert";

/** Whether Falco keeps up and stays up. */
export const resourceAlerts = (args: AlertArgs): readonly StackAlert[] => [
  restarting(args),
  ...(args.metricsSource === "native" ? [queueDrops(args)] : []),
  ...(args.falcoMemoryLimitBytes === undefined ? [] : [memoryHigh(args, args.falcoMemoryLimitBytes)]),
];

const restarting = (args: AlertArgs): StackAlert => {
  const { namespace, thresholds, metricsSource } = args;
  const starts =
    metricsSource === "native"
      ? [series("falcosecurity_falco_start_timestamp_nanoseconds", [inNamespace(namespace)])]
      : targetSelectors(exporterTargets(args), "process_start_time_seconds");
  const restarts = starts.map((selector) => `changes(${selector}[1h])`).join(" or ");
  const program = metricsSource === "native" ? "Falco" : "falco-exporter";
  return {
    alert: "FalcoRestarting",
    severity: "warning",
    namespace,
    expr: `max by (${perTarget.join(", ")}) (${restarts}) > ${thresholds.restartsPerHour}`,
    summary: `${program} ${onItsNode} restarts again and again`,
    description:
      `${program} ${onItsNode} restarted ${wholeValue} times within an hour. ` +
      (metricsSource === "native"
        ? "Between two starts nothing on its node is seen."
        : "It ends when it loses its Falco, which may be what restarts."),
  };
};

const queueDrops = ({ namespace }: AlertArgs): StackAlert => {
  const drops = series("falcosecurity_falco_outputs_queue_num_drops_total", [inNamespace(namespace)]);
  return {
    alert: "FalcoOutputQueueDrops",
    severity: "warning",
    namespace,
    expr: `${sumBy(perTarget, countedWithin(drops, 10, falcoStartedAt(namespace)))} > 0`,
    summary: `Falco ${onItsNode} drops alerts`,
    description:
      `Falco ${onItsNode} dropped ${wholeValue} alert(s) in ten minutes: its queue was full, as an output takes them ` +
      "too slowly. They are in no output.",
  };
};

const memoryHigh = (args: AlertArgs, limit: number): StackAlert => {
  const { namespace, thresholds, metricsSource } = args;
  const used =
    metricsSource === "native"
      ? series("falcosecurity_falco_memory_rss_bytes", [inNamespace(namespace)])
      : series("container_memory_working_set_bytes", [
          `namespace="${namespace}"`,
          'container="falco"',
          `pod=~"${falcoTargets(args).pods}"`,
        ]);
  return {
    alert: "FalcoMemoryHigh",
    severity: "warning",
    namespace,
    expr: `100 * max by (${perTarget.join(", ")}) (${used}) / ${limit} > ${thresholds.memoryPercent}`,
    // Long enough for the peak of a start, short enough to come before the kernel ends it.
    minutes: 5,
    summary: `Falco ${onItsNode} is close to its memory limit`,
    description:
      `Falco ${onItsNode} uses ${wholeValue} % of its memory limit. Its queues have no bound: when an output hangs they ` +
      "grow until the kernel ends Falco, and what was in them is lost.",
  };
};
