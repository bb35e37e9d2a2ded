import * as common from "@grafana/grafana-foundation-sdk/common";
import { MappingType } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Deployment } from "../promql/deployment";
import { coloredText, columns, lines, rows, sortedBy, type Row } from "./houseStyle";
import { asTable, overTime } from "./promqlQuery";
import { restarts, sidekickRestarts } from "./restarts";
import { countingUp, sidekickUp } from "./selection";
import { counting } from "./wording";

/** Each target that the panels above rest on. */
export const targetsRow = (deployment: Deployment): Row => ({
  id: 100,
  title: "Targets of Prometheus",
  panels: [targetsOverTime(deployment), targets(deployment)],
});

const targetsOverTime = (deployment: Deployment) =>
  lines({
    id: 101,
    title: `${counting(deployment).many} over time`,
    description: `${counting(deployment).many} that answer Prometheus, and those that it knows. A gap between the lines is nodes unseen.`,
    noValue: "No target",
  })
    .lineInterpolation(common.LineInterpolation.StepAfter)
    .withTarget(overTime(`sum(${countingUp(deployment)})`, "up"))
    .withTarget(overTime(`count(${countingUp(deployment)})`, "known", "B"));

const byTarget = "by (job, node, pod, instance)";

const targets = (deployment: Deployment) => {
  const { sidekick } = deployment;
  const ups = [countingUp(deployment), ...(sidekick ? [sidekickUp(deployment, sidekick)] : [])];
  const starts = [restarts(deployment), ...(sidekick ? [sidekickRestarts(deployment, sidekick)] : [])];
  return rows({
    id: 102,
    title: "Targets",
    description: "Each target that Prometheus knows: whether it answers, and its restarts in the time range.",
    noValue: "No target",
  })
    .height(9)
    .withTarget(asTable(`max ${byTarget} (${ups.join(" or ")})`))
    .withTarget(asTable(`sum ${byTarget} (${starts.join(" or ")})`, "B"))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation(
      columns([
        ["job", "Job"],
        ["node", "Node"],
        ["pod", "Pod"],
        ["instance", "Target"],
        ["Value #A", "State"],
        ["Value #B", "Restarts"],
      ]),
    )
    .overrideByName("State", [
      {
        id: "mappings",
        value: [
          {
            type: MappingType.ValueToText,
            options: { "0": { text: "Down", color: "red", index: 0 }, "1": { text: "Up", color: "green", index: 1 } },
          },
        ],
      },
      coloredText,
    ])
    .sortBy(sortedBy({ title: "State", desc: false }));
};
