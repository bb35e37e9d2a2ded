import { priorities, type Priority } from "../settings/priorities";

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

/**
 * What the label `priority` of falco-exporter's `falco_events` means: decimal text, "0" Emergency to "7" Debug
 * (Falco 0.43.1, schema.proto). Falcosidekick numbers the other way round.
 */
export const priorityNames = priorities.map((priority, number) => ({
  value: String(number),
  name: priority.charAt(0).toUpperCase() + priority.slice(1),
  color: colors[priority],
}));
