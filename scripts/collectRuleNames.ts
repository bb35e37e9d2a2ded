/**
 * Writes the names in the rules that come with Falco for `ruleFiles/tables/`, and what refers to what; none of their text.
 *
 *   npx tsx scripts/collectRuleNames.ts VERSION FALCO falco_rules.yaml
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Expression } from "../ruleFiles/conditions/ast";
import { eventsOf, everyEvent, type EventSet } from "../ruleFiles/conditions/events";
import { Lists } from "../ruleFiles/conditions/lists";
import { Parser } from "../ruleFiles/conditions/parser";
import { collectUpstream, type ExceptionEntry } from "../ruleFiles/items/collected";
import { readDocument } from "../ruleFiles/items/reader";
import { tablesOf } from "../ruleFiles/tables/tables";
import { parseYaml } from "../ruleFiles/yaml/parse";
import { Source } from "../ruleFiles/yaml/source";

const [version = "", falco = "", file = ""] = process.argv.slice(2);
const tables = tablesOf(falco);
const collected = collectUpstream({ lists: {}, macros: {}, rules: {} }, "");
for (const document of parseYaml(new Source(file, readFileSync(file, "utf8"))).documents)
  readDocument(document, collected, tables, ({ severity, message }) => {
    if (severity === "error") throw new Error(message);
  });

const resolved = [...collected.lists.values()].map(({ name, items, visibility }) => ({
  name,
  items: items.flatMap((item) => {
    const other = collected.lists.get(item);
    return other && other.index < visibility ? other.items : [item];
  }),
}));
const lists = new Lists(resolved);
const parsed = new Map<string, Expression>();
for (const { name, condition } of collected.macros.values())
  if (condition)
    parsed.set(name, new Parser(lists.putInto(condition, () => undefined).text, tables.grammar).condition());

const macrosIn = (expression: Expression): string[] => {
  if (expression.kind === "identifier") return [expression.name];
  if (expression.kind === "check") return [];
  return expression.kind === "not" ? macrosIn(expression.child) : expression.children.flatMap(macrosIn);
};
const events = (name: string, negated: boolean): EventSet => {
  const expression = parsed.get(name);
  return expression ? eventsOf(expression, events, negated) : everyEvent;
};
const textsOf = (entry: ExceptionEntry | undefined): string[] => (entry?.items ?? []).map(({ text }) => text);

const names = {
  lists: Object.fromEntries(resolved.map(({ name, items }) => [name, items.length])),
  macros: Object.fromEntries(
    [...parsed].map(([name, expression]) => {
      const { allBut, names: types } = events(name, false);
      return [name, { macros: [...new Set(macrosIn(expression))], ...(!allBut && { events: [...types].sort() }) }];
    }),
  ),
  rules: Object.fromEntries(
    [...collected.rules.values()].map(({ name, exceptions }) => {
      const shapes: readonly (readonly [string, unknown])[] = exceptions.map((one) => [
        one.name,
        { fields: textsOf(one.fields), comps: textsOf(one.comps) },
      ]);
      return [name, { ...(shapes.length > 0 && { exceptions: Object.fromEntries<unknown>(shapes) }) }];
    }),
  ),
};
const lines = Object.entries(names).map(([kind, all]) => {
  const entries = Object.entries(all).map(([name, facts]) => `  ${JSON.stringify(name)}: ${JSON.stringify(facts)}`);
  return ` ${JSON.stringify(kind)}: {\n${entries.join(",\n")}\n }`;
});
writeFileSync(`ruleFiles/tables/rules-${version}.json`, `{\n${lines.join(",\n")}\n}\n`);
