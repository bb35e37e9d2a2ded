import { series } from "../promql/series";
import type { AlertArgs } from "./alertArgs";
import type { StackAlert } from "./stackAlert";

/** Whether each node that should be watched is. Of kube-state-metrics; nothing fires without it. */
export const nodeAlerts = ({ namespace, names, metricsSource, thresholds }: AlertArgs): readonly StackAlert[] => {
  const daemonSets = [names.falco, ...(metricsSource === "exporter" ? [names.exporter] : [])].join("|");
  const inStack = `namespace="${namespace}"`;
  const pods = series("kube_pod_info", [inStack, 'created_by_kind="DaemonSet"', `created_by_name=~"${daemonSets}"`]);
  // Pods that no node has taken have no such series.
  const ready = `${series("kube_pod_status_ready", [inStack, 'condition="true"'])} == 1`;
  const nodes = (state: string) =>
    series(`kube_daemonset_status_${state}_number_scheduled`, [inStack, `daemonset=~"${daemonSets}"`]);
  return [
    {
      alert: "FalcoNodeUnwatched",
      severity: "critical",
      namespace,
      expr:
        `count by (cluster, daemonset, node) (label_replace(${pods}, "daemonset", "$1", "created_by_name", "(.+)")` +
        ` unless on (cluster, namespace, pod) (${ready}))` +
        ` or max by (cluster, daemonset) (${nodes("desired")} - ${nodes("current")}) > 0`,
      minutes: thresholds.unwatchedMinutes,
      summary: `No ready pod of {{ $labels.daemonset }} ${onNode}`,
      description:
        `The DaemonSet {{ $labels.daemonset }} has no ready pod ${onNode}. What happens there is ` +
        `{{ if eq $labels.daemonset "${names.falco}" }}not seen{{ else }}not counted{{ end }}.`,
    },
  ];
};

/** Kubernetes names no node for a pod that none has taken, and for a pod that isn't there. */
const onNode = "on {{ with $labels.node }}node {{ . }}{{ else }}{{ $value }} node(s){{ end }}";
