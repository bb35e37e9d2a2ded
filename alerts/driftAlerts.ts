import { contentsOfSome } from "../promql/ruleFilesDiffer";
import { inNamespace, series } from "../promql/series";
import { falcoTargets } from "../promql/targets";
import type { AlertArgs } from "./alertArgs";
import { wholeValue, type StackAlert } from "./stackAlert";

/** Whether all nodes run the same Falco with the same rules. */
export const driftAlerts = (args: AlertArgs): readonly StackAlert[] =>
  args.metricsSource === "native" ? [rulesDiffer(args), versionsDiffer(args)] : [imagesDiffer(args)];

const rulesDiffer = ({ namespace, thresholds }: AlertArgs): StackAlert => {
  const files = series("falcosecurity_falco_sha256_rules_files_info", [inNamespace(namespace)]);
  return {
    alert: "FalcoRulesDiffer",
    severity: "warning",
    namespace,
    expr: `count by (cluster, file_name) (${contentsOfSome(files)})`,
    minutes: thresholds.differMinutes,
    summary: "The rules file {{ $labels.file_name }} is not the same on all nodes",
    description: `${wholeValue} content(s) of the rules file {{ $labels.file_name }} are on some nodes only: an event that is an alert on one may be none on another.`,
  };
};

const versionsDiffer = ({ namespace, thresholds }: AlertArgs): StackAlert => {
  const versions = series("falcosecurity_falco_version_info", [inNamespace(namespace)]);
  return {
    ...differ,
    namespace,
    expr: `count by (cluster) (count by (cluster, version) (${versions})) > 1`,
    minutes: thresholds.differMinutes,
    description: `${wholeValue} versions of Falco run at the same time, for longer than a rollout takes.`,
  };
};

/** The image as the pod's specification has it: container runtimes name one image now by this tag, now by that. */
const imagesDiffer = (args: AlertArgs): StackAlert => {
  const containers = series("kube_pod_container_info", [
    `namespace="${args.namespace}"`,
    'container="falco"',
    `pod=~"${falcoTargets(args).pods}"`,
  ]);
  return {
    ...differ,
    namespace: args.namespace,
    expr: `count by (cluster) (count by (cluster, image_spec) (${containers})) > 1`,
    minutes: args.thresholds.differMinutes,
    description: `Falco runs from ${wholeValue} different images at the same time, for longer than a rollout takes.`,
  };
};

const differ = {
  alert: "FalcoVersionsDiffer",
  severity: "warning",
  summary: "Falco is not of the same version on all nodes",
} as const;
