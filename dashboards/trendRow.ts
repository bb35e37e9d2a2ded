import type { Deployment } from "../promql/deployment";
import { counted, type Counted } from "./counted";
import { stackedBars, type Row } from "./houseStyle";
import { prioritySeries } from "./priorityNames";
import { overTime } from "./promqlQuery";
import { eventsOverTime, orNone } from "./queries";

/** When it happened. */
export const trendRow = (deployment: Deployment): Row => ({
  id: 30,
  title: "Trend",
  panels: [byPriority(counted(deployment)), byRule(counted(deployment))],
});

const byPriority = ({ source, up, noValue }: Counted) => {
  const { priority } = source.labels;
  return stackedBars(
    {
      id: 31,
      title: "Events by priority",
      description: "Events in each interval, by Falco's priority.",
      noValue,
    },
    prioritySeries(source),
  ).withTarget(overTime(orNone(eventsOverTime(source, [priority]), up, priority), `{{${priority}}}`));
};

const byRule = ({ source, up, noValue }: Counted) => {
  const { rule } = source.labels;
  return stackedBars({
    id: 32,
    title: "Events by rule",
    description: "Events in each interval, by the rule that fired.",
    noValue,
  }).withTarget(overTime(orNone(eventsOverTime(source, [rule]), up, rule), `{{${rule}}}`));
};
