import { createHash } from "node:crypto";
import { coerce } from "semver";
import { priorities } from "../../../ruleFiles/priorities";
import { knownMetrics } from "../known";
import { falcoEventValues } from "./falcoEvents";
import { falcoResourceValues } from "./falcoResources";
import { familiesOf, timeOf, type FalcoMoment, type Values } from "./moment";
import { faultyFor, firings, occurrences, startOf } from "./story";
import { falcoText, single, type Series } from "./text";

/** On by themselves where `metrics.enabled` is (falco chart 8.0.5, values.yaml). */
const usual = [
  "rules_counters_enabled",
  "resource_utilization_enabled",
  "state_counters_enabled",
  "kernel_event_counters_enabled",
  "plugins_metrics_enabled",
];

const nanoseconds = (seconds: number) => single(`${Math.floor(seconds)}000000000`);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** worker-3 wasn't updated on the bad day. */
const isBehind = ({ day, node }: FalcoMoment) => day === "bad" && node === "worker-3";
const versionBefore = (version: string) => {
  const { major, minor, patch } = coerce(version) ?? { major: 0, minor: 0, patch: 0 };
  return patch > 0 ? `${major}.${minor}.${patch - 1}` : `${major}.${minor - 1}.0`;
};

const rulesFiles = (moment: FalcoMoment) => [
  { file: "falco_rules.yaml", sha256: hash(isBehind(moment) ? "rules of the week before" : "rules") },
  { file: "custom.yaml", sha256: hash("custom rules") },
];
const configFiles = () => [{ file: "falco.yaml", sha256: hash("config") }];
const stem = (file: string) => file.replace(/\.[^.]*$/, "");

type Files = (moment: FalcoMoment) => readonly { readonly file: string; readonly sha256: string }[];
const filesOf = (kind: "rules" | "config", files: Files): Values<FalcoMoment> => ({
  [`falcosecurity_falco_sha256_${kind}_files_info`]: (moment) =>
    files(moment).map(({ file, sha256 }) => ({ labels: { file_name: file, sha256 }, value: 1 })),
  [`falcosecurity_falco_falco_sha256_${kind}_files_info`]: (moment) =>
    files(moment).map(({ file, sha256 }) => ({ labels: { file_name: stem(file), sha256 }, value: 1 })),
  [`falcosecurity_falco_falco_sha256_${kind}_file_<file>_info`]: (moment) =>
    files(moment).map(({ file, sha256 }) => {
      const label = `falco_sha256_${kind}_file_${stem(file)}`;
      return { name: `falcosecurity_falco_${label}_info`, labels: { [label]: sha256 }, value: 1 };
    }),
});

/** What Falco makes of a text that becomes part of a name. */
const inName = (text: string) => text.replace(/[^a-zA-Z0-9_]+/g, "_");

const matched = ({ day, node, t }: FalcoMoment) =>
  firings(day)
    .filter((firing) => firing.node === node && firing.source === undefined)
    .map((firing) => ({ ...firing.rule, count: occurrences(firing, startOf(day, node, t), t) }));

const before39 = (moment: FalcoMoment, rule: string) =>
  matched(moment).map(({ name, priority, tags, count }) => ({
    name,
    count,
    labels: {
      [rule]: name,
      priority: String(priorities.indexOf(priority)),
      source: "syscall",
      tags: [...tags].sort().join(", "),
    },
  }));

const ruleValues: Values<FalcoMoment> = {
  falcosecurity_falco_rules_matches_total: (moment) =>
    moment.version.startsWith("0.38.")
      ? single(matched(moment).reduce((sum, { count }) => sum + count, 0))
      : matched(moment)
          .filter(({ count }) => count > 0)
          .map(({ name, priority, tags, count }): Series => {
            const tagged = Object.fromEntries(tags.map((tag) => [inName(`tag_${tag}`), "true"]));
            const labels = {
              rule_name: name,
              priority: String(priorities.indexOf(priority)),
              source: "syscall",
              ...tagged,
            };
            return { labels, value: count };
          }),
  falcosecurity_falco_rules_counters_total: (moment) =>
    before39(moment, "rule_name").flatMap(({ labels, count }) => (count > 0 ? [{ labels, value: count }] : [])),
  "falcosecurity_falco_rules_<rule>_total": (moment) =>
    before39(moment, "rule").map(({ name, labels, count }) => ({
      name: `falcosecurity_falco_rules_${inName(name)}_total`,
      labels,
      value: count,
    })),
};

const itself: Values<FalcoMoment> = {
  falcosecurity_falco_version_info: (moment) => [
    { labels: { version: isBehind(moment) ? versionBefore(moment.version) : moment.version }, value: 1 },
  ],
  falcosecurity_falco_kernel_release_info: () => [{ labels: { kernel_release: "6.8.0-63-generic" }, value: 1 }],
  falcosecurity_evt_hostname_info: ({ node }) => [{ labels: { hostname: node }, value: 1 }],
  falcosecurity_scap_engine_name_info: ({ version, engine = "modern_bpf" }) => [
    {
      labels: { engine_name: engine, ...(/^0\.(38|39|40)\./.test(version) ? {} : { evt_source: "syscall" }) },
      value: 1,
    },
  ],
  falcosecurity_falco_evt_source_info: () => [{ labels: { evt_source: "syscall" }, value: 1 }],
  falcosecurity_falco_start_timestamp_nanoseconds: (moment) =>
    nanoseconds(timeOf(moment, startOf(moment.day, moment.node, moment.t))),
  falcosecurity_falco_host_boot_timestamp_nanoseconds: (moment) => nanoseconds(timeOf(moment, -30 * 86_400)),
  falcosecurity_falco_reload_timestamp_nanoseconds: (moment) =>
    nanoseconds(timeOf(moment, startOf(moment.day, moment.node, moment.t))),
  falcosecurity_falco_host_num_cpus_total: () => single(2),
  falcosecurity_falco_duration_seconds_total: ({ day, node, t }) => single(Math.floor(t - startOf(day, node, t))),
  falcosecurity_falco_outputs_queue_num_drops_total: ({ day, node, t }) =>
    single(Math.floor(faultyFor(day, node, "worker-2", t) / 10)),
};

const values: Values<FalcoMoment> = {
  ...itself,
  ...filesOf("rules", rulesFiles),
  ...filesOf("config", configFiles),
  ...ruleValues,
  ...falcoEventValues,
  ...falcoResourceValues,
};

/** What Falco answers. */
export const falcoExposition = (moment: FalcoMoment): string => {
  const { version, enabled = usual, engine = "modern_bpf" } = moment;
  const printed = knownMetrics({ falco: version }).filter(
    ({ program, enabledBy, engines }) =>
      program === "falco" &&
      (enabledBy === undefined || enabled.includes(enabledBy)) &&
      (engines?.includes(engine) ?? true),
  );
  return falcoText(familiesOf(printed, values, moment));
};
