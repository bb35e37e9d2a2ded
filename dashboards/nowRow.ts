import type { Deployment } from "../promql/deployment";
import { atLeast, type EventLabel } from "../promql/eventSources";
import { counted, countedWithPlaces, type Counted } from "./counted";
import { coloredText, columns, goodAtZero, number, rows, sortedBy, type Row } from "./houseStyle";
import { placesExplained, placesNamed } from "./places";
import { falcoPriorityMapping, withFalcoNumbers } from "./priorityNames";
import { asTable, atEnd } from "./promqlQuery";
import { eventsInRange, labelsOf, orNone, orZero } from "./queries";
import { counting } from "./wording";

/** What happened in the time range, and how bad it is. */
export const nowRow = (deployment: Deployment): Row => {
  const all = counted(deployment);
  return {
    id: 20,
    title: "Now",
    panels: [
      criticalEvents(all),
      events(all, counting(deployment)),
      rulesFiring(all),
      nodesReporting(all),
      fired(deployment),
    ],
  };
};

const criticalEvents = ({ source, up, noValue }: Counted) =>
  number({
    id: 21,
    title: "Critical and worse",
    description: "Events in the time range with priority Critical, Alert or Emergency.",
    noValue,
  })
    .span(6)
    .thresholds(goodAtZero("red"))
    .withTarget(atEnd(orZero(eventsInRange(source, [], [atLeast(source, "critical")]), up)));

const events = ({ source, up, noValue }: Counted, { silence }: ReturnType<typeof counting>) =>
  number({
    id: 22,
    title: "Events",
    description: `Events in the time range. 0 says that none happened; "${noValue}" that nobody would know${silence}.`,
    noValue,
  })
    .span(6)
    .withTarget(atEnd(orZero(eventsInRange(source, []), up)));

/** How many of something have an event. */
const withEvents = (label: EventLabel, { source, up }: Counted): string =>
  orZero(`count(${eventsInRange(source, labelsOf(source, [label]))} > 0)`, up);

const rulesFiring = (all: Counted) =>
  number({
    id: 23,
    title: "Rules firing",
    description: "Rules with at least one event in the time range.",
    noValue: all.noValue,
  })
    .span(6)
    .withTarget(atEnd(withEvents("rule", all)));

const nodesReporting = (all: Counted) =>
  number({
    id: 24,
    title: "Nodes reporting",
    description:
      "Nodes with at least one event in the time range. A quiet node is missing here: whether its events would " +
      "arrive is told by the row above.",
    noValue: all.noValue,
  })
    .span(6)
    .withTarget(atEnd(withEvents("node", all)));

/** What tells what fired and where, with the titles of columns. */
const told: readonly (readonly [EventLabel, string])[] = [
  ["priority", "Priority"],
  ["rule", "Rule"],
  ["node", "Node"],
  ["namespace", "Namespace"],
  ["pod", "Pod"],
];

const fired = (deployment: Deployment) => {
  const { source, up, noValue, by } = countedWithPlaces(deployment);
  const { rule, priority, pod } = source.labels;
  const labels = told.flatMap(([of, title]) => labelsOf(source, [of]).map((label) => [label, title] as const));
  const events = eventsInRange(source, [...labels.map(([label]) => label), "cluster"]);
  const gravest = withFalcoNumbers(source, `topk by (${priority}) (50, ${events} > 0)`);
  return rows({
    id: 25,
    title: "What fired",
    description:
      `Events in the time range${by}, by rule and place, the gravest first: of each priority the fifty with most. ` +
      (pod === undefined
        ? "Falco itself does not know the workload: Falcosidekick would."
        : `Instead of a namespace or pod: ${placesExplained(source)}`),
    noValue,
  })
    .span(24)
    .withTarget(asTable(orNone(placesNamed(source, labelsOf(source, ["namespace", "pod"]), gravest), up, rule)))
    .withTransformation(columns([...labels, ["cluster", "Cluster"], ["Value", "Events"]]))
    .overrideByName("Priority", [{ id: "mappings", value: [falcoPriorityMapping] }, coloredText])
    .sortBy(sortedBy({ title: "Priority", desc: false }, { title: "Events", desc: true }));
};
