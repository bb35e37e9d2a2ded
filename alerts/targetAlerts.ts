import { sumBy } from "../promql/series";
import { countingTargets, up } from "../promql/targets";
import type { AlertArgs } from "./alertArgs";
import { absentIn, onItsNode, perTarget, type StackAlert } from "./stackAlert";

/** Whether Prometheus gets the metrics of each node. */
export const targetAlerts = (args: AlertArgs): readonly StackAlert[] => {
  const { namespace, thresholds, metricsSource } = args;
  const targets = countingTargets(args);
  const answers = up(targets);
  return [
    {
      ...(metricsSource === "exporter" ? exporterDown : falcoDown),
      namespace,
      expr: `${sumBy(perTarget, answers)} == 0`,
      minutes: thresholds.downMinutes,
    },
    {
      alert: "FalcoMetricsAbsent",
      severity: "critical",
      namespace,
      // While a target is known and down, it has a series: then only its own alert fires.
      expr: absentIn(args, targets),
      minutes: thresholds.absentMinutes,
      summary: `Prometheus has no metrics of ${source(args)}`,
      description:
        `Prometheus knows no target of ${source(args)} in namespace ${namespace}: it isn't deployed, or isn't scraped. ` +
        "No other alert about Falco can fire meanwhile.",
    },
  ];
};

const source = ({ metricsSource }: AlertArgs) => (metricsSource === "exporter" ? "falco-exporter" : "Falco");

const exporterDown = {
  alert: "FalcoExporterDown",
  severity: "warning",
  summary: `falco-exporter ${onItsNode} doesn't answer Prometheus`,
  description:
    `Falco's events ${onItsNode} are not counted, and no alert about them fires. Without its exporter Falco keeps them ` +
    "in memory, without bound; Falcosidekick goes on getting them.",
} as const;

const falcoDown = {
  alert: "FalcoDown",
  severity: "critical",
  summary: `Falco ${onItsNode} doesn't answer Prometheus`,
  description: `Falco ${onItsNode} has stopped or can't be reached. What happens there may be seen by nobody.`,
} as const;
