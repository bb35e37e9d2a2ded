import * as common from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import { asTable, atEnd, colorFrom, lines, number, overTime, rows } from "./houseStyle";
import { exporterRestarts, exporterUp, orZero } from "./queries";

const upCount = `sum(${exporterUp})`;
const totalCount = `count(${exporterUp})`;

export const exportersUp = () =>
  number({
    id: 51,
    title: "Exporters up / total",
    description: "Exporters that answer Prometheus, and those that it knows. One runs on every node with Falco.",
  })
    .span(8)
    .withTarget(atEnd(upCount, "up"))
    .withTarget(atEnd(totalCount, "total", "B"));

export const exportersDown = () =>
  number({
    id: 52,
    title: "Exporters down",
    description: "Exporters that Prometheus knows and that do not answer. Events of their nodes are not seen here.",
  })
    .span(8)
    .thresholds(colorFrom("green", { value: 1, color: "red" }))
    .withTarget(atEnd(orZero(`count((${exporterUp}) == 0)`)));

export const restarts = () =>
  number({
    id: 53,
    title: "Exporter restarts",
    description:
      "Restarts of exporter processes in the time range; a replaced pod is no restart. An exporter restarts when it " +
      "loses its Falco, and its counters begin again.",
  })
    .span(8)
    .thresholds(colorFrom("green", { value: 1, color: "orange" }))
    .withTarget(atEnd(`sum(${exporterRestarts})`));

export const exportersOverTime = () =>
  lines({
    id: 54,
    title: "Exporters over time",
    description: "Exporters that answer Prometheus, and those that it knows. A gap between the lines is nodes unseen.",
  })
    .lineInterpolation(common.LineInterpolation.StepAfter)
    .withTarget(overTime(upCount, "up"))
    .withTarget(overTime(totalCount, "total", "B"));

export const exporterTable = () =>
  rows({
    id: 55,
    title: "Exporters",
    description: "Each exporter that Prometheus knows: whether it answers, and its restarts in the time range.",
  })
    .height(9)
    .span(12)
    .withTarget(asTable(`max by (node, pod, instance) (${exporterUp})`))
    .withTarget(asTable(`sum by (node, pod, instance) (${exporterRestarts})`, "B"))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: { node: 0, pod: 1, instance: 2, "Value #A": 3, "Value #B": 4 },
        renameByName: { node: "Node", pod: "Pod", instance: "Target", "Value #A": "State", "Value #B": "Restarts" },
      },
    })
    .overrideByName("State", [
      {
        id: "mappings",
        value: [
          {
            type: dashboard.MappingType.ValueToText,
            options: { "0": { text: "Down", color: "red", index: 0 }, "1": { text: "Up", color: "green", index: 1 } },
          },
        ],
      },
      { id: "custom.cellOptions", value: { type: common.TableCellDisplayMode.ColorText } },
    ])
    .sortBy([new common.TableSortByFieldStateBuilder().displayName("State").desc(false)]);
