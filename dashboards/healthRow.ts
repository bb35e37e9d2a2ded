import * as common from "@grafana/grafana-foundation-sdk/common";
import type { Deployment, SidekickDeployment } from "../promql/deployment";
import { falcoTargets } from "../promql/targets";
import { goodAtZero, number, type Row } from "./houseStyle";
import { atEnd } from "./promqlQuery";
import { restarts } from "./restarts";
import { countingUp, falcoSeries, kubeSeries, sidekickUp } from "./selection";
import { counting, silentSidekick } from "./wording";

/** Whether Falco runs on every node, and would be heard of. */
export const healthRow = (deployment: Deployment): Row => {
  const { sidekick } = deployment;
  return {
    id: 10,
    title: "Health",
    panels: [
      targetsUp(deployment),
      targetsDown(deployment),
      nodesCovered(deployment),
      nodesUncovered(deployment),
      ...(sidekick ? [sidekicksUp(deployment, sidekick)] : []),
      restartsInRange(deployment),
      versions(deployment).span(sidekick ? 4 : 8),
    ],
  };
};

const targetsUp = (deployment: Deployment) =>
  number({
    id: 11,
    title: `${counting(deployment).many} up / known`,
    description: `${counting(deployment).many} that answer Prometheus, and those that it knows. One runs on every node that Falco watches.`,
    noValue: "No target",
  })
    .withTarget(atEnd(`sum(${countingUp(deployment)})`, "up"))
    .withTarget(atEnd(`count(${countingUp(deployment)})`, "known", "B"));

const targetsDown = (deployment: Deployment) =>
  number({
    id: 12,
    title: `${counting(deployment).many} down`,
    description: `${counting(deployment).many} that Prometheus knows and that do not answer. Events of their nodes are not seen here.`,
    noValue: "No target",
  })
    .span(3)
    .thresholds(goodAtZero("red"))
    .withTarget(atEnd(`count(${countingUp(deployment)}) - sum(${countingUp(deployment)})`));

const daemonSet = (deployment: Deployment, status: string): string =>
  `sum(${kubeSeries(deployment, `kube_daemonset_status_${status}`, [`daemonset="${deployment.names.falco}"`])})`;

const wanted = (deployment: Deployment) => daemonSet(deployment, "desired_number_scheduled");
const ready = (deployment: Deployment) => daemonSet(deployment, "number_ready");

const noKubeStateMetrics = "No kube-state-metrics";

const nodesCovered = (deployment: Deployment) =>
  number({
    id: 13,
    title: "Nodes ready / wanted",
    description:
      "Nodes with a ready Falco, and nodes that should have one by Falco's DaemonSet. A node that its node selector " +
      "or tolerations leave out is in neither. Needs kube-state-metrics.",
    noValue: noKubeStateMetrics,
  })
    .withTarget(atEnd(ready(deployment), "ready"))
    .withTarget(atEnd(wanted(deployment), "wanted", "B"));

const nodesUncovered = (deployment: Deployment) =>
  number({
    id: 14,
    title: "Nodes unwatched",
    description: "Nodes that should have a Falco and have no ready one. Needs kube-state-metrics.",
    noValue: noKubeStateMetrics,
  })
    .span(3)
    .thresholds(goodAtZero("red"))
    .withTarget(atEnd(`${wanted(deployment)} - ${ready(deployment)}`));

const sidekicksUp = (deployment: Deployment, sidekick: SidekickDeployment) =>
  number({
    id: 15,
    title: "Sidekicks up / known",
    description:
      "Pods of Falcosidekick that answer Prometheus, and those that it knows. Alerts go out as long as one is up.",
    noValue: silentSidekick,
  })
    .withTarget(atEnd(`sum(${sidekickUp(deployment, sidekick)})`, "up"))
    .withTarget(atEnd(`count(${sidekickUp(deployment, sidekick)})`, "known", "B"));

const restartsInRange = (deployment: Deployment) =>
  number({
    id: 16,
    title: "Restarts",
    description:
      "Restarts of the processes that count events, in the time range; a replaced pod is no restart. " +
      (deployment.metricsSource === "exporter"
        ? "An exporter restarts when it loses its Falco. "
        : "Falco also begins its counters again when it reads changed rules or configuration. ") +
      "Panels add up what was counted before and after; they read a little low where a counter had come back to its " +
      "old value, or higher, before Prometheus looked again.",
    noValue: counting(deployment).silent,
  })
    .span(2)
    .thresholds(goodAtZero("orange"))
    .withTarget(atEnd(`sum(${restarts(deployment)})`));

/** Of an image `registry/path/falco:0.43.1` the part that differs. */
const imageName = (expr: string): string => `label_replace(${expr}, "image", "$1", "image", ".*/(.+)")`;

const versions = (deployment: Deployment) => {
  const native = deployment.metricsSource === "native";
  const images = kubeSeries(deployment, "kube_pod_container_info", [
    'container="falco"',
    `pod=~"${falcoTargets(deployment).pods}"`,
  ]);
  return number({
    id: 17,
    title: "Versions of Falco",
    description: native
      ? "Versions of Falco by what it says itself, and on how many nodes each runs."
      : "Images of Falco and on how many nodes each runs. The exporter does not tell its Falco's version. Needs kube-state-metrics.",
    noValue: native ? counting(deployment).silent : noKubeStateMetrics,
  })
    .textMode(common.BigValueTextMode.ValueAndName)
    .withTarget(
      native
        ? atEnd(`count by (version) (${falcoSeries(deployment, "falcosecurity_falco_version_info")})`, "{{version}}")
        : atEnd(`count by (image) (${imageName(images)})`, "{{image}}"),
    );
};
