import { sumBy } from "../promql/series";
import { countingTargets, up } from "../promql/targets";
import type { AlertArgs } from "./alertArgs";
import type { StackAlert } from "./stackAlert";

/** An alert that always fires, for a receiver that speaks up when it stops: then no other one would arrive either. */
export const deadmanAlerts = (args: AlertArgs): readonly StackAlert[] => [
  {
    alert: "FalcoDeadman",
    severity: "none",
    namespace: args.namespace,
    expr: `${sumBy(["cluster"], up(countingTargets(args)))} > 0`,
    summary: "Falco's metrics and alerts arrive",
    description:
      "This alert fires as long as Prometheus gets Falco's metrics from at least one node. It belongs to a receiver that " +
      "speaks up when it stops.",
  },
];
