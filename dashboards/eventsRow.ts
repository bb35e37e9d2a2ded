import { overTime, prioritySeries, stackedBars } from "./houseStyle";
import { eventsOverTime } from "./queries";

export const eventsByPriority = () =>
  stackedBars({
    id: 21,
    title: "Events by priority",
    description: "Events in each interval, by Falco's priority.",
  })
    .overrides(prioritySeries)
    .withTarget(overTime(eventsOverTime({ by: ["priority"] }), "{{priority}}"));

export const eventsByRule = () =>
  stackedBars({
    id: 22,
    title: "Events by rule",
    description: "Events in each interval, by the rule that fired.",
  }).withTarget(overTime(eventsOverTime({ by: ["rule"] }), "{{rule}}"));
