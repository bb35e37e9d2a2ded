import { metricsOf, type KnownMetric } from "./metric";

const { counter, gauge } = metricsOf("falco");

const used = {
  enabledBy: "resource_utilization_enabled",
  source: "libs@0.23.2:userspace/libsinsp/linux/resource_utilization.cpp:to_metrics",
};
const state = {
  enabledBy: "state_counters_enabled",
  source: "libs@0.23.2:userspace/libsinsp/metrics_collector.cpp:libs_state_counters::to_metrics",
};
const containers = {
  ...state,
  versions: "<0.41.0",
  source: "libs@0.20.0:userspace/libsinsp/metrics_collector.cpp:libs_state_counters::to_metrics",
};

/** What Falco and its node use. */
const resources: readonly KnownMetric[] = [
  gauge("falcosecurity_falco_cpu_usage_ratio", [], "Share of one CPU, as a mean since Falco started", used),
  gauge("falcosecurity_falco_host_cpu_usage_ratio", [], "Share of all CPUs, as a mean since the node started", used),
  gauge("falcosecurity_falco_memory_rss_bytes", [], "Falco's resident memory", used),
  gauge("falcosecurity_falco_memory_vsz_bytes", [], "Falco's virtual memory", used),
  gauge("falcosecurity_falco_memory_pss_bytes", [], "Falco's share of the memory that it has with others", used),
  gauge("falcosecurity_falco_container_memory_used_bytes", [], "Memory of Falco's container", used),
  gauge("falcosecurity_falco_host_memory_used_bytes", [], "Memory used on the node", used),
  gauge("falcosecurity_falco_host_open_fds_total", [], "Files open on the node", used),
  gauge("falcosecurity_falco_host_procs_running_total", [], "Processes running on the node", used),
];

const counted: readonly (readonly [name: string, help: string])[] = [
  ["n_added_threads", "Threads that entered the table"],
  ["n_removed_threads", "Threads that left the table"],
  ["n_cached_thread_lookups", "Threads found in the cache"],
  ["n_noncached_thread_lookups", "Threads found in the table"],
  ["n_failed_thread_lookups", "Threads not found"],
  ["n_drops_full_threadtable", "Threads lost as the table was full: their events tell nothing of the process"],
  ["n_added_fds", "Files that entered the table"],
  ["n_removed_fds", "Files that left the table"],
  ["n_cached_fd_lookups", "Files found in the cache"],
  ["n_noncached_fd_lookups", "Files found in the table"],
  ["n_failed_fd_lookups", "Files not found"],
  ["n_stored_evts", "Events kept for the one that completes them"],
  ["n_store_evts_drops", "Events that couldn't be kept"],
  ["n_retrieved_evts", "Kept events found again"],
  ["n_retrieve_evts_drops", "Kept events not found again"],
];

/** What Falco knows of the node's processes. */
const processes: readonly KnownMetric[] = [
  gauge("falcosecurity_scap_n_threads_total", [], "Threads in the table", state),
  gauge("falcosecurity_scap_n_fds_total", [], "Files in the table", state),
  ...counted.map(([name, help]) => counter(`falcosecurity_scap_${name}_total`, [], help, state)),
  gauge("falcosecurity_scap_n_containers_total", [], "Containers that Falco knows", containers),
  gauge(
    "falcosecurity_scap_n_missing_container_images_total",
    [],
    "Containers whose image it doesn't know",
    containers,
  ),
];

/**
 * Programs that the modern driver attaches on x86 (libs@0.23.2, userspace/libpman/src/lifecycle.c); their names are part
 * of the metrics'.
 */
const programs = [
  { program: "sys_enter", versions: "<0.42.0" },
  { program: "sys_exit" },
  { program: "sched_proc_exit" },
  { program: "sched_switch" },
  { program: "signal_deliver" },
];

/** Needs the node's sysctl kernel.bpf_stats_enabled as well. */
const bpfPrograms = programs.flatMap(({ program, ...versions }) => {
  const details = {
    ...versions,
    enabledBy: "libbpf_stats_enabled",
    engines: ["modern_bpf"],
    source: "libs@0.23.2:userspace/libpman/src/stats.c:pman_get_metrics_v2",
  } as const;
  return [
    counter(`falcosecurity_scap_${program}_run_cnt_total`, [], "Runs of a program in the kernel", details),
    counter(`falcosecurity_scap_${program}_run_time_nanoseconds_total`, [], "Time spent in it", details),
    gauge(`falcosecurity_scap_${program}_avg_time_nanoseconds`, [], "Time of one run, as a mean", details),
  ];
});

/** Typed as counters though they fall (jemalloc, `stats` of its statistics). */
const allocator = ["allocated", "active", "metadata", "resident", "mapped", "retained"].map((what) =>
  counter(`falcosecurity_falco_jemalloc_${what}_bytes`, [], "Memory as the allocator sees it", {
    versions: ">=0.40.0",
    enabledBy: "jemalloc_stats_enabled",
    source: "falco@0.43.1:userspace/falco/falco_metrics.cpp:falco_to_text_prometheus",
  }),
);

/** Of the container plugin. Both are typed as counters, though the first falls. */
const containerPlugin = (
  [
    ["n_containers", "Containers that Falco knows"],
    ["n_missing_container_images", "Containers whose image it didn't learn since it started"],
  ] as const
).map(([name, help]) =>
  counter(`falcosecurity_plugins_container_${name}_total`, [], help, {
    versions: ">=0.41.0",
    enabledBy: "plugins_metrics_enabled",
    source: "plugins@0.6.4:plugins/container/src/caps/parse/parse.cpp:parse_async_event",
  }),
);

/** What Falco uses, and what it holds of the node's processes. */
export const falcoResources: readonly KnownMetric[] = [
  ...resources,
  ...processes,
  ...containerPlugin,
  ...bpfPrograms,
  ...allocator,
];
