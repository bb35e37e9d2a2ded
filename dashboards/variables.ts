import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import { dataSource } from "./houseStyle";
import { priorityNames } from "./priorityNames";
import type { EventLabel } from "./queries";

/** The Prometheus that scrapes the exporters; Grafana's default one at first. */
export const dataSourceVariable = () =>
  new dashboard.DatasourceVariableBuilder("datasource").label("Data source").type("prometheus");

export const namespaceVariable = () => labelVariable("namespace", "Namespace", "k8s_ns_name");

export const nodeVariable = () => labelVariable("node", "Node", "hostname");

export const ruleVariable = () => labelVariable("rule", "Rule", "rule");

/** All eight by name, the gravest first. "All" leaves out falcosidekick before 2.30, whose `falco_events` has words. */
export const priorityVariable = () =>
  new dashboard.CustomVariableBuilder("priority")
    .label("Priority")
    .values(priorityNames.map(({ value, name }) => `${name} : ${value}`).join(","))
    .options([all, ...priorityNames.map(({ value, name }) => ({ text: name, value, selected: false }))])
    .current({ text: ["All"], value: ["$__all"] })
    .multi(true)
    .includeAll(true)
    .allValue("[0-7]");

const all = { text: "All", value: "$__all", selected: true };

// The list of all values would leave out events whose label is empty: ".*" doesn't.
const labelVariable = (name: string, title: string, label: EventLabel) =>
  new dashboard.QueryVariableBuilder(name)
    .label(title)
    .datasource(dataSource)
    .query(`label_values(falco_events, ${label})`)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalCaseInsensitiveAsc)
    .current({ text: ["All"], value: ["$__all"] })
    .multi(true)
    .includeAll(true)
    .allValue(".*");
