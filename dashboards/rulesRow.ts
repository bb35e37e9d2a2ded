import * as common from "@grafana/grafana-foundation-sdk/common";
import { asTable, atEnd, bars, priorityCell, prioritySeries, rows } from "./houseStyle";
import { eventsInRange } from "./queries";

export const topRules = () =>
  rows({
    id: 41,
    title: "Top rules",
    description: "The fifty rules with most events in the time range.",
  })
    .withTarget(asTable(`topk(50, ${eventsInRange({ by: ["rule", "priority", "source"] })} > 0)`))
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: { rule: 0, priority: 1, source: 2, Value: 3 },
        renameByName: { rule: "Rule", priority: "Priority", source: "Source", Value: "Events" },
      },
    })
    .overrideByName("Priority", priorityCell)
    .sortBy([new common.TableSortByFieldStateBuilder().displayName("Events").desc(true)]);

export const prioritiesInRange = () =>
  bars({
    id: 42,
    title: "Priorities",
    description: "Events in the time range, by Falco's priority.",
  })
    .overrides(prioritySeries)
    .withTarget(atEnd(`${eventsInRange({ by: ["priority"] })} > 0`, "{{priority}}"));
