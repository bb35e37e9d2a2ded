import { metricsOf, type Details, type KnownMetric } from "./metric";

const { counter } = metricsOf("falco");

const modernBpf = "libs@0.23.2:userspace/libpman/src/stats.c:pman_get_metrics_v2";
const kmod = "libs@0.23.2:userspace/libscap/engine/kmod/scap_kmod.c:scap_kmod_get_stats_v2";
const labelled = "falco@0.43.1:userspace/falco/falco_metrics.cpp:sources_to_text_prometheus";

const kernel = "kernel_event_counters_enabled";
const perCpu = "kernel_event_counters_per_cpu_enabled";
const iterators = "kernel_iter_event_counters_enabled";

/** Kinds of system calls whose events found no room in the buffer; those that both directions had come first. */
const bothWays = ["clone_fork", "execve", "connect", "open", "dir_file", "other_interest"];
const drops = [...bothWays, "close", "proc"];

/** Before Falco 0.39 these were Falco's, since then they are scap's. */
const named = (name: string, help: string, details: Omit<Details, "versions" | "enabledBy">): KnownMetric[] => [
  counter(`falcosecurity_scap_${name}`, [], help, { versions: ">=0.39.0", enabledBy: kernel, ...details }),
  counter(`falcosecurity_falco_${name}`, [], help, {
    versions: "<0.39.0",
    enabledBy: kernel,
    ...details,
    source: "falco@0.38.2:userspace/falco/falco_metrics.cpp:to_text",
  }),
];

/** What the kernel sent, and what was lost on the way. */
const kernelEvents: readonly KnownMetric[] = [
  ...named("n_evts_total", "Events that the kernel had for Falco, those lost included", { source: modernBpf }),
  ...named("n_drops_total", "Events lost, whatever the reason", { source: modernBpf }),
  ...named("n_drops_scratch_map_total", "Events lost as they were too large", {
    engines: ["modern_bpf", "bpf"],
    source: modernBpf,
  }),
  ...named("n_drops_page_faults_total", "Events lost to page faults", { engines: ["kmod", "bpf"], source: kmod }),
  ...named("n_drops_bug_total", "Events lost to faults of the driver", { engines: ["kmod", "bpf"], source: kmod }),
  ...named("n_preemptions_total", "Preemptions of the driver", { engines: ["kmod"], source: kmod }),
  counter(
    "falcosecurity_scap_n_drops_buffer_total",
    ["dir", "drop"],
    "Events lost to a full buffer; `enter` is 0 since 0.42",
    {
      values: { dir: ["enter", "exit"], drop: drops },
      versions: ">=0.39.0",
      enabledBy: kernel,
      source: labelled,
    },
  ),
];

/** Before Falco 0.39 what labels tell now was part of the name. */
const dropsBefore39 = ["", ...bothWays.map((drop) => `${drop}_enter_`), ...drops.map((drop) => `${drop}_exit_`)].map(
  (kind) =>
    counter(`falcosecurity_falco_n_drops_buffer_${kind}total`, [], "Events lost to a full buffer", {
      versions: "<0.39.0",
      enabledBy: kernel,
      source: "libs@0.17.3:userspace/libpman/src/stats.c:pman_get_metrics_v2",
    }),
);

const eachCpu = ["evts", "drops"].map((what) =>
  counter(`falcosecurity_scap_n_${what}_cpu_total`, ["cpu"], `${what === "evts" ? "Events" : "Events lost"} by CPU`, {
    versions: ">=0.39.0",
    enabledBy: perCpu,
    source: labelled,
  }),
);

const iterated = [
  "task",
  ...[
    "pipe",
    "memfd",
    "regular",
    "directory",
    "socket_inet",
    "socket_inet6",
    "socket_unix",
    "socket_netlink",
    "anon_inode",
  ].map((file) => `task_file_${file}`),
];

/** Of what Falco reads of the processes that ran before it. */
const iteratorEvents = [
  ...iterated.map((what) => [`n_evts_${what}`, "Records read of processes that ran before Falco"] as const),
  ...iterated.map((what) => [`n_drops_${what}`, "Such records lost"] as const),
  ["n_drops_max_event_size", "Such records lost as they were too large"] as const,
].map(([name, help]) =>
  counter(`falcosecurity_scap_${name}_total`, [], help, {
    versions: ">=0.44.0",
    enabledBy: iterators,
    engines: ["modern_bpf"],
    source: "libs@0.25.4:userspace/libpman/src/stats.c:collect_kernel_iter_counter_stats",
  }),
);

/** Events between the kernel and Falco. */
export const falcoEvents: readonly KnownMetric[] = [...kernelEvents, ...dropsBefore39, ...eachCpu, ...iteratorEvents];
