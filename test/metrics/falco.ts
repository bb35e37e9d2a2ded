import { metricsOf, type Details, type KnownMetric } from "./metric";

// Names are made by libs (libs@0.23.2, userspace/libsinsp/metrics_collector.cpp, convert_metric_to_text_prometheus): the
// unit comes last, and `total` only means a number without one.
const { counter, gauge } = metricsOf("falco");

const falco = (version: string, where: string): Pick<Details, "source"> => ({
  source: `falco@${version}:userspace/falco/falco_metrics.cpp:${where}`,
});
const ofFalco = falco("0.43.1", "falco_to_text_prometheus");
const ofSources = falco("0.43.1", "sources_to_text_prometheus");
const before39 = { versions: "<0.39.0", ...falco("0.38.2", "to_text") };
const before38_2 = { versions: "<0.38.2", ...falco("0.38.1", "to_text") };

const priorities = { priority: ["0", "1", "2", "3", "4", "5", "6", "7"] };
const engineNames = { engine_name: ["modern_bpf", "kmod", "bpf", "gvisor", "nodriver", "source_plugin"] };
const enabledBy = "rules_counters_enabled";

/** What Falco says of itself. */
export const falcoItself: readonly KnownMetric[] = [
  gauge("falcosecurity_falco_version_info", ["version"], "Version of Falco", ofFalco),
  gauge("falcosecurity_falco_kernel_release_info", ["kernel_release"], "Kernel of the node", ofSources),
  gauge("falcosecurity_evt_hostname_info", ["hostname"], "What Falco puts into events as hostname", ofSources),
  gauge("falcosecurity_scap_engine_name_info", ["engine_name", "evt_source"], "Engine of each event source", {
    values: engineNames,
    versions: ">=0.41.0",
    ...ofSources,
  }),
  gauge("falcosecurity_scap_engine_name_info", ["engine_name"], "Engine of each event source", {
    values: engineNames,
    versions: "<0.41.0",
    ...falco("0.39.2", "to_text"),
  }),
  gauge("falcosecurity_falco_evt_source_info", ["evt_source"], "Event sources that are on", {
    versions: "<0.41.0",
    ...falco("0.39.2", "to_text"),
  }),
  gauge("falcosecurity_falco_sha256_rules_files_info", ["file_name", "sha256"], "Rules files that Falco has loaded", {
    versions: ">=0.39.0",
    ...ofFalco,
  }),
  gauge("falcosecurity_falco_sha256_config_files_info", ["file_name", "sha256"], "Config files that Falco has loaded", {
    versions: ">=0.39.0",
    ...ofFalco,
  }),
  gauge("falcosecurity_falco_start_timestamp_nanoseconds", [], "When this Falco started", ofSources),
  gauge("falcosecurity_falco_host_boot_timestamp_nanoseconds", [], "When the node started", ofSources),
  gauge("falcosecurity_falco_reload_timestamp_nanoseconds", [], "When Falco last read its config and rules", {
    versions: ">=0.41.0",
    ...ofFalco,
  }),
  gauge("falcosecurity_falco_host_num_cpus_total", [], "CPUs of the node", ofSources),
  counter("falcosecurity_falco_duration_seconds_total", [], "For how long this Falco runs", ofSources),
  counter(
    "falcosecurity_falco_outputs_queue_num_drops_total",
    [],
    "Alerts lost before they reached an output",
    ofFalco,
  ),
];

/** How often each rule matched. */
export const ruleMatches: readonly KnownMetric[] = [
  counter(
    "falcosecurity_falco_rules_matches_total",
    ["rule_name", "priority", "source"],
    "Matches of each rule that matched at all; each tag is a label with the value true",
    { labelPrefix: "tag_", values: priorities, versions: ">=0.39.0", enabledBy, ...ofFalco },
  ),
  counter(
    "falcosecurity_falco_rules_counters_total",
    ["rule_name", "priority", "source", "tags"],
    "Matches of each rule",
    {
      values: priorities,
      versions: "~0.38.2",
      enabledBy,
      ...falco("0.38.2", "to_text"),
    },
  ),
  counter("falcosecurity_falco_rules_matches_total", [], "Matches of all rules", { enabledBy, ...before38_2 }),
  counter("falcosecurity_falco_rules_<rule>_total", ["rule", "priority", "source", "tags"], "Matches of one rule", {
    names: /^falcosecurity_falco_rules_(?!matches_total$)\w+_total$/,
    values: priorities,
    enabledBy,
    ...before38_2,
  }),
];

/** Files before Falco 0.39: `falco` is twice in the names, and a file's name has no ending. */
export const filesBefore39: readonly KnownMetric[] = ["rules", "config"].flatMap((kind) => [
  gauge(`falcosecurity_falco_falco_sha256_${kind}_files_info`, ["file_name", "sha256"], `Loaded ${kind} files`, {
    ...before39,
    versions: "~0.38.2",
  }),
  gauge(`falcosecurity_falco_falco_sha256_${kind}_file_<file>_info`, [], `One loaded ${kind} file`, {
    names: new RegExp(`^falcosecurity_falco_falco_sha256_${kind}_file_\\w+_info$`),
    labelPrefix: `falco_sha256_${kind}_file_`,
    ...before38_2,
  }),
]);
