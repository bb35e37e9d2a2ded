import { countedWithin, grownWithBirths } from "../promql/counters";
import type { SidekickDeployment } from "../promql/deployment";
import { countedEvents, sidekickEvents, type EventSource } from "../promql/eventSources";
import { inNamespace, series, sumBy } from "../promql/series";
import { goStartedAt } from "../promql/startedAt";
import { sidekickMetrics } from "../promql/sidekickMetrics";
import { sidekickTargets, targetSelectors, up } from "../promql/targets";
import type { AlertArgs } from "./alertArgs";
import { absentIn, namingCluster, wholeValue, type StackAlert } from "./stackAlert";

/** Whether alerts reach Falcosidekick, and its outputs. All count its replicas as one. */
export const sidekickAlerts = (args: AlertArgs): readonly StackAlert[] => {
  const { sidekick, sidekickMemoryLimitBytes: limit } = args;
  if (sidekick === undefined) return [];
  return [
    down(args, sidekick),
    rejecting(sidekick),
    outputFailing(sidekick),
    alertsLost(args, sidekick),
    ...(limit === undefined ? [] : [memoryHigh(args, sidekick, limit)]),
  ];
};

const down = (args: AlertArgs, sidekick: SidekickDeployment): StackAlert => {
  const targets = sidekickTargets(args, sidekick);
  const answers = up(targets);
  return {
    alert: "FalcosidekickDown",
    severity: "critical",
    namespace: sidekick.namespace,
    expr: `${sumBy(["cluster"], answers)} == 0 or ${absentIn(args, targets)}`,
    minutes: args.thresholds.downMinutes,
    summary: "No pod of Falcosidekick answers Prometheus",
    description:
      "Falcosidekick has stopped or can't be reached. Falco goes on, but its alerts reach no output; nothing keeps them " +
      "until Falcosidekick is back.",
  };
};

/** Of its own metrics: cAdvisor's aren't needed. */
const memoryHigh = (args: AlertArgs, sidekick: SidekickDeployment, limit: number): StackAlert => {
  const used = targetSelectors(sidekickTargets(args, sidekick), "process_resident_memory_bytes").join(" or ");
  return {
    alert: "FalcosidekickMemoryHigh",
    severity: "warning",
    namespace: sidekick.namespace,
    expr: `100 * max by (cluster, pod, instance) (${used}) / ${limit} > ${args.thresholds.memoryPercent}`,
    minutes: 5,
    summary:
      "Falcosidekick in {{ with $labels.pod }}{{ . }}{{ else }}{{ $labels.instance }}{{ end }} is close to its memory limit",
    description:
      `Falcosidekick uses ${wholeValue} % of its memory limit. It counts alerts by rule and pod for as long as it runs: when ` +
      "the kernel ends it, the alerts that it has at that moment are lost.",
  };
};

const rejecting = ({ namespace, version }: SidekickDeployment): StackAlert => {
  const rejected = series(sidekickMetrics(version).inputs, [inNamespace(namespace), 'status="rejected"']);
  return {
    alert: "FalcosidekickRejecting",
    severity: "warning",
    namespace,
    expr: `${sumBy(["cluster"], countedWithin(rejected, 10, goStartedAt(namespace)))} > 0`,
    summary: "Falcosidekick rejects what it is sent",
    description: `Falcosidekick rejected ${wholeValue} request(s) in ten minutes. Falco doesn't repeat them: they are in no output.`,
  };
};

const outputFailing = ({ namespace, version }: SidekickDeployment): StackAlert => {
  // Outputs say more than `error` there, mqtt the error's text.
  const failed = series(sidekickMetrics(version).outputs, [inNamespace(namespace), 'status!="ok"']);
  return {
    alert: "FalcosidekickOutputFailing",
    severity: "warning",
    namespace,
    expr: `${sumBy(["cluster", "destination"], countedWithin(failed, 10, goStartedAt(namespace)))} > 0`,
    summary: "Falcosidekick can't post to {{ $labels.destination }}",
    description: `${wholeValue} post(s) to {{ $labels.destination }} failed in ten minutes. Falcosidekick doesn't repeat them.`,
  };
};

const alertsLost = (args: AlertArgs, sidekick: SidekickDeployment): StackAlert => {
  const grown = ({ metric, matchers }: EventSource) =>
    sumBy(["cluster"], grownWithBirths(series(metric, matchers), "30m"));
  const sent = grown(countedEvents(args));
  const arrived = grown(sidekickEvents(sidekick));
  // Falcosidekick's series name the cluster even where Falco's don't; `of` keeps apart what then has the same labels.
  const of = (side: string, expr: string) =>
    namingCluster(args, `label_replace(${expr}, "of", "${side} $1", "cluster", "(.*)")`);
  return {
    alert: "FalcoAlertsLost",
    severity: "warning",
    namespace: args.namespace,
    // A sum, as Falcosidekick has no series before its first event. A twentieth is left to what each side counts between
    // the last scrape of a pod and its end.
    expr: `${sumBy(["cluster"], `${of("sent", `0.95 * ${sent}`)} or ${of("arrived", `-1 * ${arrived}`)}`)} > ${args.thresholds.lostAlerts}`,
    // Each side is scraped at its own time.
    minutes: 10,
    summary: "Alerts of Falco don't reach Falcosidekick",
    description:
      `In the last half hour Falco raised at least ${wholeValue} alert(s) more than Falcosidekick got. Falco doesn't ` +
      "repeat them: they are in no output.",
  };
};
