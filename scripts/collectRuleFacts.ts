/**
 * Writes the facts about one Falco for `ruleFiles/tables/`: fields, events and versions.
 *
 *   npx tsx scripts/collectRuleFacts.ts VERSION FIELDS.tsv EVENTS.tsv ENGINE RULES PLUGIN
 *
 * FIELDS.tsv has a line for each field (name, type, flags, class, from), EVENTS.tsv one for each event and direction (event,
 * direction, arguments, group), as that Falco prints them with `--list` and `--list-events`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const [version = "", fieldsFile = "", eventsFile = "", engine = "", rules = "", plugin = ""] = process.argv.slice(2);
const rows = (file: string): string[][] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));

/** Letters for the flags that a verdict rests on; P marks the fields of the container plugin. */
const letters: Readonly<Record<string, string>> = {
  ARG_REQUIRED: "R",
  ARG_ALLOWED: "A",
  ARG_INDEX: "I",
  ARG_KEY: "K",
  EPF_IS_LIST: "L",
  EPF_NO_RHS: "V",
  EPF_NO_TRANSFORMER: "T",
  FILTER_ONLY: "F",
};
const grouped = (pairs: readonly (readonly [group: string, name: string])[]): Record<string, string> => {
  const groups = new Map<string, string[]>();
  for (const [group, name] of pairs) groups.set(group, [...(groups.get(group) ?? []), name]);
  return Object.fromEntries([...groups].map(([group, names]) => [group, names.join(" ")]));
};

/** Fields and events that Falco has and doesn't list, as they are out of use (libs, sinsp_filtercheck_*.cpp, event_table.c). */
const unlistedFields = {
  RELTIME: ["evt.latency", "evt.latency.s", "evt.latency.ns", "evt.wait_latency"],
  CHARBUF: [
    ...["evt.latency.human", "evt.outputtime", "evt.dir", "thread.nametid", "evt.infra.docker.name"],
    ...["id", "name", "image"].map((part) => `evt.infra.docker.container.${part}`),
  ],
  UINT32: ["evt.count.procinfo", "evt.count.threadinfo"],
  UINT64: [
    ...["util.cnt", "evt.latency.quantized", "thread.vmsize.b", "thread.vmrss.b"],
    ...["in", "out", "file", "file.in", "file.out", "net", "net.in", "net.out"].map((part) => `evt.buflen.${part}`),
  ],
  ABSTIME: ["proc.exe_ino.ctime_duration_proc_start", "proc.exe_ino.ctime_duration_pidns_start"],
} as const;
const unlistedEvents = ["NA", "k8s", "mesos", "syscall", "tracer"];

const fields = grouped([
  ...Object.entries(unlistedFields).flatMap(([type, names]) => names.map((name) => [type, name] as const)),
  ...rows(fieldsFile).map(([name = "", type = "", flags = "", , from = ""]) => {
    const marks = flags.split(",").map((flag) => letters[flag] ?? "");
    const plugged = from.includes("plugin") ? "P" : "";
    return [`${type} ${marks.join("")}${plugged}`.trimEnd(), name] as const;
  }),
]);

const named = rows(eventsFile).map(([name = "", , args = ""]) => ({ name, args: args.split(" ").filter(Boolean) }));
const own = named.filter(({ args }) => args.length > 0 && !args.some((arg) => arg.startsWith("nativeID:")));
const types = new Map<string, string>();
for (const arg of named.flatMap(({ args }) => args)) {
  const [name = "", type = ""] = arg.split(":");
  if (!types.has(name)) types.set(name, type);
}
const argsOf = (name: string): string =>
  [...new Set(own.filter((event) => event.name === name).flatMap(({ args }) => args.map((arg) => arg.split(":")[0])))]
    .sort()
    .join(" ");
const events = grouped(
  [...new Set([...unlistedEvents, ...named.map(({ name }) => name)])].map((name) => [argsOf(name), name] as const),
);
const parameters = grouped([...types].map(([name, type]) => [type, name] as const));

const facts = { engine, rules, plugins: { container: plugin }, fields, events, parameters };
writeFileSync(`ruleFiles/tables/falco-${version}.json`, `${JSON.stringify(facts, undefined, 1)}\n`);
