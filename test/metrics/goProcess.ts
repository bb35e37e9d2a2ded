import { metricsOf, type KnownMetric } from "./metric";

const client = "client_golang@v1.22.0:prometheus";

/** What falco-exporter and Falcosidekick say of their processes, as programs in Go do. */
export const goProcess = (program: "falco-exporter" | "falcosidekick"): readonly KnownMetric[] => {
  const { counter, gauge } = metricsOf(program);
  const process = { source: `${client}/process_collector.go:NewProcessCollector` };
  const runtime = { source: `${client}/go_collector.go:newBaseGoCollector` };
  return [
    gauge("process_start_time_seconds", [], "When the process started", process),
    gauge("process_resident_memory_bytes", [], "Its resident memory", process),
    gauge("process_open_fds", [], "Files that it has open", process),
    gauge("process_max_fds", [], "Files that it may have open", process),
    counter("process_cpu_seconds_total", [], "CPU time that it used", process),
    gauge("go_goroutines", [], "Its goroutines", runtime),
    gauge("go_info", ["version"], "Version of Go", runtime),
  ];
};
