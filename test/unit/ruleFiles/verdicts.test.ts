import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { compileRules } from "../../../ruleFiles/compile";

const verdict = z.enum(["ok", "warning", "error"]);
/** Small rules files and what real Falcos, 0.43.1 and 0.44.1, said of each, loaded alone. */
const cases = z
  .array(z.tuple([z.string(), verdict, verdict, z.string()]))
  .parse(JSON.parse(readFileSync(join(__dirname, "verdicts.json"), "utf8")));

/** Files that this Falco loads and the stack refuses, and why. */
const stricter: Readonly<Record<string, string>> = {
  "0.43.1 c-op-regex-lookahead": "The rule never fires, and Falco 0.44 ends on it.",
  "0.43.1 r-name-newline": "Prometheus refuses all metrics of Falco for the name.",
  "0.44.1 r-name-newline": "Prometheus refuses all metrics of Falco for the name.",
};

describe.each([
  ["0.43.1", 1],
  ["0.44.1", 2],
] as const)("the verdicts of Falco %s", (falco, column) => {
  it.each(cases.map((row) => [row[0], row] as const))("%s", (name, row) => {
    const found = compileRules([{ file: name, text: row[3] }], { falco, before: "nothing" });
    const ends = found.some(({ severity }) => severity === "error");
    expect(ends).toBe(row[column] === "error" || `${falco} ${name}` in stricter);
  });
});
