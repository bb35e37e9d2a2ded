import type { Deployment } from "../promql/deployment";

/** Who counts Falco's events, as panels call them. */
export const counting = ({ metricsSource }: Deployment) =>
  metricsSource === "exporter"
    ? { many: "Exporters", silent: "No exporter answers", silence: "" }
    : {
        many: "Falcos",
        silent: "No data from Falco",
        silence: ": none answers, or all are from before 0.39, which counts under other names",
      };

export const silentSidekick = "No Falcosidekick answers";
