import { isModified, operators, type Grammar } from "../conditions/grammar";
import { shown, type Mapping, type Tree } from "../yaml/tree";
import type { ExceptionEntry, ExceptionInfo } from "./collected";
import { meant, titled, type Item } from "./item";

const keys = ["name", "fields", "comps", "values"];

/** The exceptions of a rule as they stand there (falco 0.44.1, rule_loader_reader.cpp, read_rule_exceptions). */
export function readExceptions(rule: Item, appends: boolean): ExceptionInfo[] {
  const value = rule.value("exceptions");
  if (value === undefined || value.kind === "nothing") return [];
  const names = new Set<string>();
  return (rule.list("exceptions")?.items ?? []).flatMap((exception) => {
    if (exception.kind !== "mapping") {
      rule.error(exception.offset, `an exception of ${rule.owner} has to be a mapping, and it is ${shown(exception)}`);
      return [];
    }
    const read = readException(rule, exception, appends);
    if (read && names.has(read.name))
      rule.warn(exception.offset, `${rule.owner} has two exceptions called ${shown(read.at)}`);
    if (read) names.add(read.name);
    return read ? [read] : [];
  });
}

function readException(rule: Item, exception: Mapping, appends: boolean): ExceptionInfo | undefined {
  const name = rule.part(exception, `an exception of ${rule.owner}`).text("name");
  if (!name) return undefined;
  const item = rule.part(exception, `${titled("exception", name.text)} of ${rule.owner}`);
  if (!item.has("fields") && !appends) {
    item.error(exception.offset, `${item.owner} has no fields`);
    return undefined;
  }
  item.warnOfUnknown(keys);
  const valueList = item.list("values");
  if (appends && valueList === undefined) item.warn(exception.offset, `${item.owner} appends no values`);
  const entry = (tree: Tree | undefined) => (tree ? readEntry(item, tree) : undefined);
  return {
    name: name.text,
    fields: valid(entry(item.value("fields"))),
    comps: valid(entry(item.value("comps"))),
    values: (valueList?.items ?? []).map((value) => readEntry(item, value)),
    item,
    at: name,
  };
}

function readEntry(item: Item, tree: Tree): ExceptionEntry {
  const at = { kind: "text", text: "", source: tree.source, offset: tree.offset, end: tree.offset } as const;
  if (tree.kind === "list") return { text: "", items: tree.items.map((part) => readEntry(item, part)), at };
  if (tree.kind !== "text") return { text: "", items: undefined, at };
  if (tree.text === "") item.error(tree.offset, `${item.owner} has an empty text in it`);
  return { text: tree.text, items: undefined, at: tree };
}

const valid = (entry: ExceptionEntry | undefined): ExceptionEntry | undefined =>
  entry && (entry.items ? entry.items.length > 0 : entry.text !== "") ? entry : undefined;

const listed = ["in", "pmatch", "intersects"];

/**
 * An exception with the operators that it gets by itself, or undefined where it is wrong (falco 0.44.1,
 * rule_loader_collector.cpp, validate_exception_info).
 *
 * @param faultOf - what is wrong with a field
 */
export function completeException(
  exception: ExceptionInfo,
  grammar: Grammar,
  faultOf: (field: string) => string | undefined,
): ExceptionInfo | undefined {
  const { item, fields, comps } = exception;
  if (!fields) {
    item.error(exception.at.offset, `${item.owner} has no fields`);
    return undefined;
  }
  const own = comps ?? standardComps(fields);
  if ((fields.items === undefined) !== (own.items === undefined) || fields.items?.length !== own.items?.length) {
    item.error(
      own.at.offset,
      `comps of ${item.owner} have to be ${shapeOf(fields)} like fields, and they are ${shapeOf(own)}`,
    );
    return undefined;
  }
  // Blanks around an operator count for nothing since 0.44.
  const operatorOf = ({ text }: ExceptionEntry) =>
    grammar.manyArguments ? text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "") : text;
  const known = fields.items ? operators : listed;
  for (const comp of own.items ?? [own])
    if (!known.includes(operatorOf(comp)) && !isModified(operatorOf(comp), grammar)) {
      item.error(
        comp.at.offset,
        `comps of ${item.owner} have to be of ${known.join(", ")}, not ${JSON.stringify(comp.text)}${meant(comp.text, known)}`,
      );
      return undefined;
    }
  for (const field of fields.items ?? [fields]) {
    const fault = faultOf(field.text);
    if (fault !== undefined) {
      item.error(field.at.offset, `${item.owner}: ${fault}`);
      return undefined;
    }
  }
  const trimmed = (comp: ExceptionEntry) => ({ ...comp, text: operatorOf(comp) });
  return { ...exception, comps: own.items ? { ...own, items: own.items.map(trimmed) } : trimmed(own) };
}

const standardComps = ({ items, at }: ExceptionEntry): ExceptionEntry =>
  items ? { text: "", items: items.map(() => ({ text: "=", items: undefined, at })), at } : { text: "in", items, at };

const shapeOf = ({ items }: ExceptionEntry): string => (items ? `a list of ${items.length}` : "a text");
