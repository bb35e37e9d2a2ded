import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Expression } from "../../../ruleFiles/conditions/ast";
import { Parser } from "../../../ruleFiles/conditions/parser";
import { compileRules } from "../../../ruleFiles/compile";
import { tablesOf } from "../../../ruleFiles/tables/tables";
import { parseYaml } from "../../../ruleFiles/yaml/parse";
import { Source } from "../../../ruleFiles/yaml/source";
import { entryOf, offsetIn, type Text, type Tree } from "../../../ruleFiles/yaml/tree";

/**
 * Rules files that have to load, with each word of their conditions changed in one letter, which has to be seen. The project's
 * own always; those of falcosecurity/rules where a directory has them in a folder for each version of Falco
 * (FALCO_RULES_DIR=DIR with DIR/0.44.1/falco_rules.yaml).
 */
const directory = process.env.FALCO_RULES_DIR;
const files = [
  ["0.43.1", "rules/examples.yaml"],
  ["0.44.1", "rules/examples.yaml"],
  ...["0.43.1", "0.44.1"].flatMap((falco) =>
    directory === undefined
      ? []
      : readdirSync(join(directory, falco)).map((name) => [falco, join(directory, falco, name)]),
  ),
].map(([falco = "", path = ""]) => [falco, path] as const);

/** What has to be seen of a changed word: a list that there isn't is a text to Falco, which loads it. */
type Seen = "error" | "any";

function conditionsOf(tree: Tree): Text[] {
  if (tree.kind !== "list") return [];
  return tree.items.flatMap((item) => {
    const value = item.kind === "mapping" ? entryOf(item, "condition")?.value : undefined;
    return value?.kind === "text" ? [value] : [];
  });
}

function wordsOf(expression: Expression): { at: number; word: string; seen: Seen }[] {
  if (expression.kind === "identifier") return [{ at: expression.at, word: expression.name, seen: "error" }];
  if (expression.kind === "not") return wordsOf(expression.child);
  if (expression.kind !== "check") return expression.children.flatMap(wordsOf);
  const { left, operator, operatorAt, right } = expression;
  const values = right?.kind === "list" ? right.values : right?.kind === "value" ? [right] : [];
  const field = left.kind === "field" ? [{ at: left.at, word: left.name, seen: "error" as const }] : [];
  const isEvent = left.kind === "field" && left.name === "evt.type";
  return [
    ...field,
    ...(/^[a-z]{2,}$/.test(operator) ? [{ at: operatorAt, word: operator, seen: "error" as const }] : []),
    ...values
      .filter(({ text }) => isEvent || /^[a-z]+_[a-z_]{4,}$/.test(text))
      .map(({ text, at }) => ({ at, word: text, seen: isEvent ? ("error" as const) : ("any" as const) })),
  ];
}

/** Changes a letter that is in no word beside it. */
const changed = (word: string): string => {
  const at = word.length - 2;
  return word.slice(0, at) + (word[at] === "q" ? "z" : "q") + word.slice(at + 1);
};

describe.each(files)("Falco %s and %s", (falco, path) => {
  const text = readFileSync(path, "utf8");
  const compiled = (content: string) =>
    compileRules([{ file: "a.yaml", text: content }], { falco, before: "nothing" }).filter(
      ({ message }) => !message.includes("is used by no rule"),
    );

  it("loads", () => {
    expect(compiled(text).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("sees a letter changed", () => {
    const { documents } = parseYaml(new Source("a.yaml", text));
    const scalars = documents.flatMap(conditionsOf);
    const words = scalars.flatMap((scalar) =>
      wordsOf(new Parser(scalar.text, tablesOf(falco).grammar).condition()).map((word) => ({ ...word, scalar })),
    );
    // Lists are named once in most files: each of them counts, and every seventeenth of the rest.
    const chosen = words.filter(({ seen }, index) => seen === "any" || index % 17 === 0);
    const lists = new Set([...text.matchAll(/^- list: (\S+)/gm)].map(([, name]) => name));
    const missed = chosen.flatMap(({ at, word, seen, scalar }) => {
      if (seen === "any" && !lists.has(word)) return [];
      const place = offsetIn(scalar, at);
      if (!text.startsWith(word, place)) return [`${word} is not at ${place}`];
      const found = compiled(text.slice(0, place) + changed(word) + text.slice(place + word.length));
      const isSeen = found.some(({ severity }) => severity === "error" || seen === "any");
      return isSeen ? [] : [`${word} at ${JSON.stringify(new Source("", text).position(place))}`];
    });
    expect(missed).toEqual([]);
    expect(chosen.length).toBeGreaterThan(2);
  });
});
