import { MappingType, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { falcoNumbers, type EventSource } from "../promql/eventSources";
import type { Priority } from "../ruleFiles/priorities";
import { called } from "./queries";

const colors: Readonly<Record<Priority, string>> = {
  emergency: "dark-purple",
  alert: "dark-red",
  critical: "red",
  error: "orange",
  warning: "yellow",
  notice: "blue",
  informational: "light-blue",
  debug: "#808080",
};

/** The name of a priority as Falco writes it, for instance `Critical`. */
export const priorityName = (priority: Priority): string => `${priority.charAt(0).toUpperCase()}${priority.slice(1)}`;

/** Names and colours for series that are named by a source's value of a priority. */
export const prioritySeries = ({ priorities }: Pick<EventSource, "priorities">) =>
  priorities.map(({ priority, value }) => ({
    matcher: { id: "byName", options: value },
    properties: [
      { id: "displayName", value: priorityName(priority) },
      { id: "color", value: { mode: "fixed", fixedColor: colors[priority] } },
    ],
  }));

/** Priorities by Falco's numbers, whatever the source calls them: a table can sort by these. */
export const withFalcoNumbers = ({ priorities, labels }: EventSource, expr: string): string =>
  priorities.reduce(
    (inner, { value }, number) =>
      value === String(number) ? inner : called(String(number), labels.priority, value, inner),
    expr,
  );

/** Names and colours for Falco's numbers in a table. */
export const falcoPriorityMapping: ValueMapping = {
  type: MappingType.ValueToText,
  options: Object.fromEntries(
    falcoNumbers.map(({ priority, value }, index) => [
      value,
      { text: priorityName(priority), color: colors[priority], index },
    ]),
  ),
};
