import { listed } from "../../diagnostics/listed";
import { priorities } from "../priorities";
import { nearest } from "../../diagnostics/nearest";
import { isFault, resolveOperand } from "../conditions/operands";
import { Parser } from "../conditions/parser";
import { Sourced } from "../conditions/sourced";
import { SyntaxFault } from "../conditions/scanner";
import { mayBring } from "../tables/plugins";
import type { Tables } from "../tables/tables";
import { quoted, shown, type Text } from "../yaml/tree";
import type { Collected, ExceptionInfo, RuleInfo } from "./collected";
import { completeException, readExceptions } from "./exceptions";
import { meant, type Item } from "./item";
import { checkTags } from "./metricNames";
import { overridable, readOverrides, type Overrides } from "./override";

/** Keys of a rule (falco 0.44.1, rule_loader_reader.cpp, read_item). */
export const ruleKeys = ["rule", ...overridable.rule.replace, "source", "override", "append"];
const required = ["condition", "output", "desc", "priority"];
const priorityWords = [...priorities, "info"];

/** Reads a rule into what is collected. */
export function readRule(item: Item, name: Text, collected: Collected, tables: Tables): void {
  const append = item.flag("append") === true;
  const overrides = readOverrides(item, overridable.rule);
  if (!overrides) return;
  const source = item.value("source");
  if (source?.kind === "list" || source?.kind === "mapping") {
    item.optionalText("source");
    return;
  }
  const overrideCount = overrides.append.length + overrides.replace.length;
  if (append && overrideCount > 0) {
    item.error(item.offset("override"), `${item.owner} has both override and append: true`);
    return;
  }
  if (overrideCount > 0) changeRule(item, name, overrides, collected, tables);
  else if (append) appendToRule(item, name, collected, tables);
  else if (required.some((key) => item.has(key))) defineRule(item, name, collected, tables);
  else switchRule(item, name, collected);
}

function readPriority(item: Item): void {
  const value = item.text("priority");
  if (value && !priorityWords.includes(value.text.toLowerCase()))
    item.error(
      value.offset,
      `priority of ${item.owner} has to be ${listed(priorityWords)}, and it is ${shown(value)}${meant(value.text, priorityWords)}`,
    );
}

function defineRule(item: Item, name: Text, collected: Collected, tables: Tables): void {
  const missing = required.filter((key) => !item.has(key));
  if (missing.length > 0)
    item.error(item.mapping.offset, `${item.owner} has no ${missing.join(", ")}${misspelt(item, missing)}`);
  const [condition, output] = ["condition", "output", "desc"].map((key) =>
    item.has(key) ? item.text(key) : undefined,
  );
  if (item.has("priority")) readPriority(item);
  const source = item.optionalText("source")?.text ?? "syscall";
  for (const key of ["enabled", "capture"]) item.flag(key);
  item.count("capture_duration");
  checkTags(item);
  const sourceIs = source === "syscall" ? "syscall" : mayBring(tables.added, source) ? "of a plugin" : "unknown";
  if (sourceIs === "unknown") item.warn(item.offset("source"), unknownSource(item, source));
  const previous = collected.rules.get(name.text);
  if (previous && previous.source !== source) {
    item.error(
      item.offset("source"),
      `${item.owner} has the source ${source}, and there is one with ${previous.source} already`,
    );
    return;
  }
  const exceptions = readExceptions(item, false).flatMap(
    (exception) => complete(exception, sourceIs === "syscall", tables) ?? [],
  );
  if (!condition || !output) return;
  collected.index++;
  collected.rules.set(name.text, {
    name: name.text,
    source,
    sourceIs,
    condition: Sourced.of(condition),
    output: Sourced.of(output),
    exceptions,
    skipsUnknown: item.flag("skip-if-unknown-filter") === true,
    warnsOfEvents: item.flag("warn_evttypes") !== false,
    item,
  });
}

const misspelt = (item: Item, missing: readonly string[]): string => {
  const keys = item.mapping.entries.map(({ key }) => key).filter((key) => !ruleKeys.includes(key));
  const key = keys.find((word) => missing.some((known) => nearest(word, [known]) !== undefined));
  return key === undefined ? "" : `, but ${key}`;
};

const unknownSource = (item: Item, source: string): string =>
  `${item.owner} has the source ${source}, which no plugin of this stack brings: Falco passes over the rule` +
  meant(source, ["syscall"]);

const complete = (exception: ExceptionInfo, areFieldsKnown: boolean, tables: Tables) =>
  completeException(exception, tables.grammar, (field) => (areFieldsKnown ? fieldFault(field, tables) : undefined));

function fieldFault(text: string, tables: Tables): string | undefined {
  try {
    const parser = new Parser(text, tables.grammar);
    const operand = parser.operand();
    if (!operand || parser.at < text.length) return `${quoted(text)} is no field`;
    const resolved = resolveOperand(operand, tables);
    return isFault(resolved) ? resolved.message : undefined;
  } catch (error) {
    if (error instanceof SyntaxFault) return error.message;
    throw error;
  }
}

/** A rule that is there, or why what the item does to it can't be done. */
function previousRule(item: Item, name: Text, verb: string, collected: Collected): RuleInfo | undefined {
  const previous = collected.rules.get(name.text);
  if (previous) return previous;
  const known = [...collected.rules.keys()];
  item.unknownName(
    name.offset,
    `${item.owner} is ${verb}, and there is no rule of that name before it${meant(name.text, known)}`,
  );
  return undefined;
}

function switchRule(item: Item, name: Text, collected: Collected): void {
  if (!item.has("enabled")) {
    item.error(
      item.mapping.offset,
      `${item.owner} needs ${required.join(", ")}, or enabled alone, and has none of them`,
    );
    return;
  }
  item.flag("enabled");
  previousRule(item, name, "switched", collected);
  warnOfIdle(item, ["rule", "append", "enabled"], "enabled alone");
}

const warnOfIdle = (item: Item, read: readonly string[], beside: string): void => {
  for (const { key, keyOffset } of item.mapping.entries)
    if (ruleKeys.includes(key) && !read.includes(key))
      item.warn(keyOffset, `${item.owner} has ${key}, which Falco passes over beside ${beside}: override takes it`);
};

function isOtherSource(item: Item, previous: RuleInfo): boolean {
  const source = item.value("source");
  if (source?.kind !== "text" || source.text === "" || source.text === previous.source) return false;
  item.error(
    source.offset,
    `${item.owner} has the source ${source.text}, and the rule that it changes has ${previous.source}`,
  );
  return true;
}

function appendToRule(item: Item, name: Text, collected: Collected, tables: Tables): void {
  if (!item.has("condition") && !item.has("exceptions")) {
    item.error(item.mapping.offset, `${item.owner} has append: true, and neither condition nor exceptions to append`);
    return;
  }
  warnOfIdle(item, ["rule", "append", "condition", "exceptions", "source"], "append: true");
  const append = ["condition", "exceptions"].filter((key) => item.has(key));
  changeRule(item, name, { append, replace: [] }, collected, tables);
}

function changeRule(
  item: Item,
  name: Text,
  { append, replace }: Overrides,
  collected: Collected,
  tables: Tables,
): void {
  const changes = [...append, ...replace];
  const left = overridable.rule.replace.filter((key) => item.has(key) && !changes.includes(key));
  if (item.has("override"))
    for (const key of left)
      item.error(item.offset(key), `${item.owner} overrides other keys alone: ${key} has to be under override too`);
  const previous = previousRule(item, name, "changed", collected);
  const texts = new Map(
    ["condition", "output", "desc"].map((key) => [key, changes.includes(key) ? item.text(key) : undefined]),
  );
  if (replace.includes("priority")) readPriority(item);
  for (const key of ["enabled", "capture"]) if (replace.includes(key)) item.flag(key);
  if (replace.includes("capture_duration")) item.count("capture_duration");
  if (changes.includes("tags")) checkTags(item);
  // An override reads the source beside a condition alone (falco 0.44.1, rule_loader_reader.cpp, read_item).
  const readsSource = changes.includes("condition") || item.flag("append") === true;
  if (!previous || (readsSource && isOtherSource(item, previous))) return;
  const changed = (key: "condition" | "output"): Sourced | undefined => {
    const text = texts.get(key);
    if (!text) return previous[key];
    if (replace.includes(key)) return Sourced.of(text);
    const before = previous[key] ?? Sourced.put(key === "condition" ? unknownCondition : "", text);
    return Sourced.join([before, Sourced.put(" ", text), Sourced.of(text)]);
  };
  const flagOf = (key: string, before: boolean) => (replace.includes(key) ? item.flag(key) : undefined) ?? before;
  collected.index++;
  collected.rules.set(name.text, {
    ...previous,
    condition: changed("condition"),
    output: changed("output"),
    exceptions: changedExceptions(item, previous, { append, replace }, tables),
    skipsUnknown: flagOf("skip-if-unknown-filter", previous.skipsUnknown),
    warnsOfEvents: flagOf("warn_evttypes", previous.warnsOfEvents),
    item,
  });
}

/** A macro that stands for the condition of one of Falco's own rules. */
export const unknownCondition = "condition_of_falco";

function changedExceptions(
  item: Item,
  previous: RuleInfo,
  overrides: Overrides,
  tables: Tables,
): readonly ExceptionInfo[] {
  // Falco takes replaced ones as they are (rule_loader_collector.cpp, selective_replace).
  if (overrides.replace.includes("exceptions")) return readExceptions(item, false);
  if (!overrides.append.includes("exceptions")) return previous.exceptions;
  const exceptions = [...previous.exceptions];
  for (const exception of readExceptions(item, true)) {
    const index = exceptions.findIndex(({ name }) => name === exception.name);
    const before = exceptions[index];
    if (before) {
      const shape = exception.fields ? "fields" : exception.comps ? "comps" : undefined;
      if (shape)
        exception.item.error(
          exception.at.offset,
          `${exception.item.owner} is there already: it takes more values, and no ${shape}`,
        );
      exceptions[index] = { ...before, values: [...before.values, ...exception.values] };
    } else if (exception.fields && exception.values.length === 0)
      exception.item.error(exception.at.offset, `${exception.item.owner} is new and has no values`);
    else exceptions.push(...[complete(exception, previous.sourceIs === "syscall", tables) ?? []].flat());
  }
  return exceptions;
}
