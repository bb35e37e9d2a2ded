import { checkExceptions } from "./exceptions";
import { checkForm, flag, isOn, priority, text, texts, wholeNumber, type Form } from "./forms";
import { checkOverride, overridable } from "./override";
import { doubt, refuse, type Remark } from "./remark";
import { entryOf, isText, quoted, valueOf, type Mapping } from "./tree";

/** falco 0.43.0, userspace/engine/rule_loader_reader.cpp, read_item. */
const forms: Readonly<Record<string, Form>> = {
  condition: text,
  output: text,
  desc: text,
  priority,
  source: text,
  enabled: flag,
  capture: flag,
  capture_duration: wholeNumber,
  warn_evttypes: flag,
  "skip-if-unknown-filter": flag,
  tags: texts,
  append: flag,
};
const required = ["condition", "output", "desc", "priority"];

/** Keys of a rule. */
export const ruleKeys = ["rule", ...Object.keys(forms), "exceptions", "override"];

/** How a rule relates to one of the same name before it. */
const modeOf = (item: Mapping) => {
  if (entryOf(item, "override")) return "override";
  if (isOn(item, "append")) return "append";
  return required.some((key) => entryOf(item, key)) ? "definition" : "switch";
};

/** Whether a rule changes one that is there already. */
export const changesRule = (item: Mapping): boolean => modeOf(item) !== "definition";

/** Checks a rule. */
export function checkRule(owner: string, item: Mapping, falco: string | undefined): Remark[] {
  const mode = modeOf(item);
  const override = valueOf(item, "override");
  const more = override?.kind === "mapping" ? valueOf(override, "exceptions") : undefined;
  const appended = mode === "append" || (more?.kind === "text" && more.text === "append");
  return [
    ...checkName(owner, item),
    ...Object.entries(forms).flatMap(([key, form]) => checkForm(owner, item, key, form)),
    ...checkTags(owner, item),
    ...checkExceptions(owner, item, appended),
    ...{
      definition: () => checkDefinition(owner, item),
      override: () => checkOverride(owner, item, overridable.rule, falco),
      append: () => checkAppended(owner, item),
      switch: () => checkSwitch(owner, item),
    }[mode](),
  ];
}

/** Falco writes names into its metrics as they are (libs 0.23.2, metrics_collector.cpp). */
function checkName(owner: string, item: Mapping): Remark[] {
  const name = valueOf(item, "rule");
  if (!isText(name) || !/["\\\r\n]/.test(name.text)) return [];
  return [refuse(name.at, `a name without ", \\ and line breaks as rule`, `${owner} has one, and ${consequence}`)];
}

/** A metric has a label for each tag, in which each run of other characters and _ is one _ (the same file). */
const labelOf = (tag: string): string => `tag_${tag}`.replace(/[^a-zA-Z0-9]+/g, "_");
const consequence = "Prometheus refuses all metrics of Falco for that";

function checkTags(owner: string, item: Mapping): Remark[] {
  const value = valueOf(item, "tags");
  const tags = value?.kind === "list" ? value.items.filter((tag) => tag.kind === "text") : [];
  return tags.flatMap((tag, index) => {
    const twin = tags.slice(0, index).find((other) => labelOf(other.text) === labelOf(tag.text));
    // Falco keeps tags as a set.
    if (!twin || twin.text === tag.text) return [];
    const both = `${quoted(twin.text)} and ${quoted(tag.text)}`;
    const found = `${owner} has ${both}, one label in metrics, and ${consequence}`;
    return [refuse(tag.at, "tags that differ in letters or digits", found)];
  });
}

const checkDefinition = (owner: string, item: Mapping): Remark[] => {
  const missing = required.filter((key) => !entryOf(item, key));
  return missing.length === 0
    ? []
    : [refuse(item.at, `a rule with ${required.join(", ")}`, `${owner} has no ${missing.join(", ")}`)];
};

const checkAppended = (owner: string, item: Mapping): Remark[] => [
  ...(valueOf(item, "condition") || valueOf(item, "exceptions")
    ? []
    : [refuse(item.at, "a condition or exceptions beside append: true", `${owner} has neither`)]),
  ...doubtIdleKeys(owner, item, ["rule", "append", "condition", "exceptions", "source"], "append: true"),
];

const checkSwitch = (owner: string, item: Mapping): Remark[] =>
  entryOf(item, "enabled")
    ? doubtIdleKeys(owner, item, ["rule", "append", "enabled"], "enabled alone")
    : [refuse(item.at, "condition, output, desc and priority, or enabled alone", `${owner} has none of them`)];

const doubtIdleKeys = (owner: string, item: Mapping, read: readonly string[], beside: string): Remark[] =>
  item.entries
    .filter(({ key }) => ruleKeys.includes(key) && !read.includes(key))
    .map(({ key, keyAt }) =>
      doubt(keyAt, `${owner} has ${key}, which Falco ignores beside ${beside}; override takes it`),
    );
