import type { Deployment } from "../promql/deployment";

/** Who counts Falco's events, as panels call them. */
export const counting = ({ metricsSource }: Deployment) =>
  metricsSource === "exporter"
    ? { one: "exporter", many: "Exporters", silent: "No exporter answers" }
    : { one: "Falco", many: "Falcos", silent: "No Falco answers" };

export const silentSidekick = "No Falcosidekick answers";
