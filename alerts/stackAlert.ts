import { up, type Targets } from "../promql/targets";
import type { AlertArgs } from "./alertArgs";
import type { AlertRule } from "./alertRule";

/** An alert, as each theme writes it. */
export interface StackAlert {
  readonly alert: string;
  /** How soon somebody has to look: at once, today, or never, where it only shows that alerts arrive. */
  readonly severity: "critical" | "warning" | "none";
  readonly expr: string;
  /** For how long it has to hold; not given: it fires at once. */
  readonly minutes?: number;
  /** Namespace of what it is about; the alert's label of that name, unless its series have one. */
  readonly namespace?: string;
  /** One line. The cluster is added where the series name it. */
  readonly summary: string;
  /** What it means for whoever relies on Falco. */
  readonly description: string;
}

/** The alert as Prometheus reads it, with a link to its section of the runbook. */
export const alertRule = (
  { runbookUrl }: Pick<AlertArgs, "runbookUrl">,
  { alert, severity, expr, minutes, namespace, summary, description }: StackAlert,
): AlertRule => ({
  alert,
  expr,
  ...(minutes !== undefined && { for: `${minutes}m` }),
  labels: { severity, ...(namespace !== undefined && { namespace }) },
  annotations: {
    summary: `${summary}${ofCluster}`,
    description,
    runbook_url: `${runbookUrl}#${alert.toLowerCase()}`,
  },
});

const ofCluster = "{{ with $labels.cluster }} (cluster {{ . }}){{ end }}";

/** Labels that tell one target from all others, and where it runs. */
export const perTarget = ["cluster", "node", "pod", "instance"] as const;

/** Where a target runs, in an annotation: not every configuration of Prometheus tells the node. */
export const onItsNode = "{{ if $labels.node }}on node {{ $labels.node }}{{ else }}at {{ $labels.instance }}{{ end }}";

/** The value as a whole number, in an annotation. */
export const wholeValue = '{{ printf "%.0f" $value }}';

/** 1 where Prometheus knows none of these targets in this cluster, whatever it knows of others. */
export const absentIn = (args: Pick<AlertArgs, "cluster">, targets: Targets): string =>
  namingCluster(args, `absent(${up(targets, [`cluster=~"${args.cluster}|"`])})`);

/** Names the cluster in series that don't. */
export const namingCluster = ({ cluster }: Pick<AlertArgs, "cluster">, expr: string): string =>
  `label_replace(${expr}, "cluster", "${cluster}", "cluster", "")`;
