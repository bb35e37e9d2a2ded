import { falcoResources } from "../falcoResources";
import type { Moment, Values } from "./moment";
import { faultyFor, memoryOf, startOf } from "./story";
import { single } from "./text";

const age = ({ day, node, t }: Moment) => t - startOf(day, node, t);

/** Numbers with a fraction have six digits of it. */
const fraction = (value: number) => single(value.toFixed(6));
const memory = (share: number) => (moment: Moment) => fraction(memoryOf(moment.day, moment.node, moment.t) * share);
/** A counter that grows steadily. */
const grows = (each: number) => (moment: Moment) => single(Math.floor(age(moment) * each));
const stays = (value: number) => () => single(value);

const processes: Values<Moment> = {
  falcosecurity_scap_n_threads_total: stays(400),
  falcosecurity_scap_n_fds_total: stays(6000),
  falcosecurity_scap_n_added_threads_total: (moment) => single(400 + Math.floor(age(moment) * 3)),
  falcosecurity_scap_n_removed_threads_total: grows(3),
  falcosecurity_scap_n_cached_thread_lookups_total: grows(900),
  falcosecurity_scap_n_noncached_thread_lookups_total: grows(300),
  falcosecurity_scap_n_failed_thread_lookups_total: grows(0.1),
  falcosecurity_scap_n_drops_full_threadtable_total: ({ day, node, t }) =>
    single(Math.floor(faultyFor(day, node, "worker-2", t) / 60)),
  falcosecurity_scap_n_added_fds_total: (moment) => single(6000 + Math.floor(age(moment) * 50)),
  falcosecurity_scap_n_removed_fds_total: grows(50),
  falcosecurity_scap_n_cached_fd_lookups_total: grows(700),
  falcosecurity_scap_n_noncached_fd_lookups_total: grows(200),
  falcosecurity_scap_n_failed_fd_lookups_total: grows(0.2),
  falcosecurity_scap_n_stored_evts_total: grows(60),
  falcosecurity_scap_n_store_evts_drops_total: stays(0),
  falcosecurity_scap_n_retrieved_evts_total: grows(59),
  falcosecurity_scap_n_retrieve_evts_drops_total: grows(1),
  falcosecurity_scap_n_containers_total: stays(30),
  falcosecurity_scap_n_missing_container_images_total: stays(0),
  falcosecurity_plugins_container_n_containers_total: stays(30),
  falcosecurity_plugins_container_n_missing_container_images_total: ({ day, node, t }) =>
    single(Math.floor(faultyFor(day, node, "worker-2", t) / 60)),
};

/** Programs in the kernel and the allocator, which are off by themselves. */
const inside: Values<Moment> = Object.fromEntries(
  falcoResources
    .filter(({ enabledBy = "" }) => ["libbpf_stats_enabled", "jemalloc_stats_enabled"].includes(enabledBy))
    .map(({ name, type }) => [name, name.includes("_jemalloc_") || type === "gauge" ? stays(900) : grows(1000)]),
);

/** Values of the metrics of what Falco uses and holds. */
export const falcoResourceValues: Values<Moment> = {
  falcosecurity_falco_cpu_usage_ratio: () => fraction(0.034),
  falcosecurity_falco_host_cpu_usage_ratio: () => fraction(0.21),
  falcosecurity_falco_memory_rss_bytes: memory(0.95),
  falcosecurity_falco_memory_vsz_bytes: memory(8),
  falcosecurity_falco_memory_pss_bytes: memory(0.8),
  falcosecurity_falco_container_memory_used_bytes: memory(1),
  falcosecurity_falco_host_memory_used_bytes: () => fraction(3 * 2 ** 30),
  falcosecurity_falco_host_open_fds_total: stays(5200),
  falcosecurity_falco_host_procs_running_total: stays(3),
  ...processes,
  ...inside,
};
