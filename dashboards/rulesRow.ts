import type { Deployment } from "../promql/deployment";
import { counted, type Counted } from "./counted";
import { bars, coloredText, columns, rows, sortedBy, type Row } from "./houseStyle";
import { tactics } from "./mitre";
import { falcoPriorityMapping, prioritySeries } from "./priorityNames";
import { asTable, atEnd, refIds } from "./promqlQuery";
import { eventsInRange, orNone, orZero } from "./queries";

/** Which rules fired, and what they are about. */
export const rulesRow = (deployment: Deployment): Row => {
  const all = counted(deployment);
  const { tagged } = all.source;
  return {
    id: 50,
    title: "Rules",
    panels: [topRules(all), prioritiesInRange(all), ...(tagged ? [byTactic(all, tagged)] : [])],
  };
};

const topRules = ({ source, up, noValue }: Counted) => {
  const { rule, priority, source: eventSource } = source.labels;
  return rows({
    id: 51,
    title: "Top rules",
    description: "The fifty rules with most events in the time range.",
    noValue,
  })
    .withTarget(asTable(orNone(`topk(50, ${eventsInRange(source, [rule, priority, eventSource])} > 0)`, up, rule)))
    .withTransformation(
      columns([
        [rule, "Rule"],
        [priority, "Priority"],
        [eventSource, "Source"],
        ["Value", "Events"],
      ]),
    )
    .overrideByName("Priority", [{ id: "mappings", value: [falcoPriorityMapping] }, coloredText])
    .sortBy(sortedBy({ title: "Events", desc: true }));
};

const prioritiesInRange = ({ source, up, noValue }: Counted) => {
  const { priority } = source.labels;
  return bars({
    id: 52,
    title: "Priorities",
    description: "Events in the time range, by Falco's priority.",
    noValue,
  })
    .span(6)
    .overrides(prioritySeries(source))
    .withTarget(atEnd(orNone(`${eventsInRange(source, [priority])} > 0`, up, priority), `{{${priority}}}`));
};

const byTactic = ({ source, up, noValue }: Counted, tagged: (tag: string) => string) =>
  tactics.reduce(
    (panel, { tag, name }, index) =>
      panel.withTarget(atEnd(orZero(eventsInRange(source, [], [tagged(tag)]), up), name, refIds(index))),
    bars({
      id: 53,
      title: "MITRE ATT&CK tactics",
      description:
        "Events in the time range, by the tactics that their rules are tagged with, in the order of an attack. A rule " +
        "with several tactics counts for each; rules of your own count where they have such a tag.",
      noValue,
    }).span(6),
  );
