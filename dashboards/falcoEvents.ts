import { DashboardBuilder, DashboardCursorSync } from "@grafana/grafana-foundation-sdk/dashboard";
import { eventsByPriority, eventsByRule } from "./eventsRow";
import { exportersDown, exportersOverTime, exportersUp, exporterTable, restarts } from "./exportersRow";
import { rowTitle } from "./houseStyle";
import { criticalEvents, eventsTotal, nodesReporting, rulesFiring } from "./overviewRow";
import { eventsByNamespace, eventsByNode, eventsByPod } from "./placesRow";
import { prioritiesInRange, topRules } from "./rulesRow";
import { dataSourceVariable, namespaceVariable, nodeVariable, priorityVariable, ruleVariable } from "./variables";

/** Falco's events as falco-exporter counts them, and the health of the exporters. Needs Grafana 9 or later. */
export const falcoEventsDashboard = () =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor's format needs Grafana 12
  new DashboardBuilder("Falco events")
    .uid("falco-events")
    .description("What Falco detected, by rule, priority, namespace, pod and node, counted by falco-exporter.")
    .tags(["falco", "security"])
    .readonly()
    .time({ from: "now-6h", to: "now" })
    .refresh("1m")
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(dataSourceVariable())
    .withVariable(namespaceVariable())
    .withVariable(nodeVariable())
    .withVariable(ruleVariable())
    .withVariable(priorityVariable())

    .withRow(rowTitle(10, "Overview"))
    .withPanel(eventsTotal())
    .withPanel(criticalEvents())
    .withPanel(rulesFiring())
    .withPanel(nodesReporting())

    .withRow(rowTitle(20, "Events over time"))
    .withPanel(eventsByPriority())
    .withPanel(eventsByRule())

    .withRow(rowTitle(30, "Where"))
    .withPanel(eventsByNamespace())
    .withPanel(eventsByPod())
    .withPanel(eventsByNode())

    .withRow(rowTitle(40, "Rules"))
    .withPanel(topRules())
    .withPanel(prioritiesInRange())

    .withRow(rowTitle(50, "Exporters of all nodes"))
    .withPanel(exportersUp())
    .withPanel(exportersDown())
    .withPanel(restarts())
    .withPanel(exportersOverTime())
    .withPanel(exporterTable())
    .build();
