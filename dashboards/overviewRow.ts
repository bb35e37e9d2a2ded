import { atEnd, colorFrom, number } from "./houseStyle";
import { criticalAndWorse, eventsInRange, orZero } from "./queries";

export const eventsTotal = () =>
  number({
    id: 11,
    title: "Events",
    description: "Events in the time range. 0 says that an exporter was scraped and counted none.",
  }).withTarget(atEnd(orZero(eventsInRange({ by: [] }))));

export const criticalEvents = () =>
  number({
    id: 12,
    title: "Critical and worse",
    description: "Events in the time range with priority Critical, Alert or Emergency.",
  })
    .thresholds(colorFrom("green", { value: 1, color: "red" }))
    .withTarget(atEnd(orZero(eventsInRange({ by: [], where: [criticalAndWorse] }))));

export const rulesFiring = () =>
  number({
    id: 13,
    title: "Rules firing",
    description: "Rules with at least one event in the time range.",
  }).withTarget(atEnd(orZero(`count(${eventsInRange({ by: ["rule"] })} > 0)`)));

export const nodesReporting = () =>
  number({
    id: 14,
    title: "Nodes reporting",
    description:
      "Nodes with at least one event in the time range. A quiet node is missing here: whether its events would " +
      "arrive is told by the exporters below.",
  }).withTarget(atEnd(orZero(`count(${eventsInRange({ by: ["hostname"] })} > 0)`)));
