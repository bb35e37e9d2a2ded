import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import type { Deployment } from "../promql/deployment";
import { inNamespace, series } from "../promql/series";
import { priorities } from "../ruleFiles/priorities";
import { counted, countedWithPlaces, type Counted } from "./counted";
import { priorityName } from "./priorityNames";
import { dataSource } from "./promqlQuery";

/** What readers choose by. */
export const variables = (deployment: Deployment) => {
  const { source } = counted(deployment);
  const places = countedWithPlaces(deployment).source;
  const { namespace } = places.labels;
  return [
    new dashboard.DatasourceVariableBuilder("datasource").label("Data source").type("prometheus"),
    labelVariable("cluster", "Cluster", series("up", [inNamespace(deployment.namespace)]), "cluster"),
    ...(namespace === undefined
      ? []
      : [
          labelVariable("namespace", "Namespace", scope(places), namespace).description(
            deployment.metricsSource === "exporter"
              ? "Of the pods that caused events"
              : "Of the pods that caused events; only for what Falcosidekick counts, Falco itself does not know them",
          ),
        ]),
    deployment.metricsSource === "exporter"
      ? labelVariable("node", "Node", scope(source), source.labels.node).description("With at least one event")
      : // The counter has no series of a node on which no rule matched, for instance as its Falco is blind.
        labelVariable("node", "Node", everyFalco(deployment), "node").description("With a Falco that Prometheus knows"),
    labelVariable("rule", "Rule", scope(source), source.labels.rule),
    priorityVariable(),
  ];
};

/** From Falco 0.38 on. */
const everyFalco = ({ namespace }: Deployment): string =>
  series("falcosecurity_falco_version_info", [inNamespace(namespace)]);

const scope = ({ metric, matchers }: Counted["source"]): string => series(metric, matchers);

const labelVariable = (name: string, title: string, selector: string, label: string) =>
  queryVariable(name, title, `label_values(${selector}, ${label})`, dataSource);

/** Values that a data source is asked for. The list of all would leave out series without the label: ".*" doesn't. */
export const queryVariable = (name: string, title: string, query: string, source: DataSourceRef) =>
  new dashboard.QueryVariableBuilder(name)
    .label(title)
    .datasource(source)
    .query(query)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalCaseInsensitiveAsc)
    .current({ text: ["All"], value: ["$__all"] })
    .multi(true)
    .includeAll(true)
    .allValue(".*");

/**
 * All eight by name, the gravest first. Each value has what any source calls it, `2|critical|Critical`, so that one
 * choice fits all of them, and the dashboard of another source: selected with `:pipe`, which leaves the bars as they are.
 */
export const priorityVariable = () => {
  const options = priorities.map((priority, number) => ({
    text: priorityName(priority),
    value: [number, priority, priorityName(priority)].join("|"),
  }));
  return new dashboard.CustomVariableBuilder("priority")
    .label("Priority")
    .values(options.map(({ text, value }) => `${text} : ${value}`).join(","))
    .options([
      { text: "All", value: "$__all", selected: true },
      ...options.map((option) => ({ ...option, selected: false })),
    ])
    .current({ text: ["All"], value: ["$__all"] })
    .multi(true)
    .includeAll(true)
    .allValue(".+");
};
