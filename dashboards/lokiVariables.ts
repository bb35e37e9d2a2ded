import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import { hasPlaces, lokiSource, type LokiForm } from "./logql";
import { priorityVariable, queryVariable } from "./variables";

/** What readers choose by: named as on the dashboard of events, so that links carry choices along. */
export const lokiVariables = (form: LokiForm) => [
  new dashboard.DatasourceVariableBuilder("loki").label("Data source").type("loki"),
  labelVariable("cluster", "Cluster", "cluster"),
  ...(hasPlaces(form) ? [labelVariable("namespace", "Namespace", "k8s_ns_name")] : []),
  labelVariable("node", "Node", "hostname"),
  // Loki wants one matcher that nothing empty fits.
  labelVariable("rule", "Rule", "rule").allValue(".+"),
  priorityVariable(),
  new dashboard.TextBoxVariableBuilder("search").label("Search").description("Text in the alert").defaultValue(""),
];

const labelVariable = (name: string, title: string, label: string) =>
  queryVariable(name, title, `label_values({rule=~".+"}, ${label})`, lokiSource);
