import fc from "fast-check";
import { checkCondition } from "../../../ruleFiles/conditions/check";
import { formatCondition } from "../../../ruleFiles/conditions/format";
import { Parser } from "../../../ruleFiles/conditions/parser";
import { SyntaxFault } from "../../../ruleFiles/conditions/scanner";
import { tablesOf } from "../../../ruleFiles/tables/tables";

const word = fc
  .stringMatching(/^[a-z/][a-z0-9_/.-]{0,8}$/)
  .filter((text) => !/^(?:and|or|not|oneof|anyof|allof)$/.test(text));
const value = fc.oneof(
  word,
  fc.stringMatching(/^[a-z ()=,]{0,8}$/).map((text) => `"${text}"`),
);
const list = fc.array(value, { minLength: 1, maxLength: 4 }).map((values) => `(${values.join(", ")})`);
const number = fc.integer({ min: -9, max: 99_999 }).map(String);
const text = fc.constantFrom(
  "proc.name",
  "fd.name",
  "proc.aname[2]",
  "evt.arg.path",
  "tolower(proc.name)",
  "basename( fd.name )",
);
const check = fc.oneof(
  fc
    .tuple(text, fc.constantFrom(" = ", "=", " != ", " contains ", " startswith ", " glob "), value)
    .map((parts) => parts.join("")),
  fc.tuple(text, fc.constantFrom(" in ", " in", " intersects ", " pmatch "), list).map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom("fd.num", "proc.pid", "len(proc.name)"), fc.constantFrom(" = ", "<=", " > "), number)
    .map((parts) => parts.join("")),
  text.map((field) => `${field} exists`),
  fc.constantFrom(
    "evt.type in (open, openat)",
    "container.privileged=true",
    "fd.sport = ssh",
    "fd.snet = 10.0.0.0/8",
    "proc.name = val(proc.pname)",
  ),
  fc.constantFrom("a_macro", "spawned_process"),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    check,
    fc.tuple(tie("condition"), fc.constantFrom(" and ", " or ", "\n  and not "), check).map((parts) => parts.join("")),
    tie("condition").map((inner) => `(${inner})`),
    tie("condition").map((inner) => `not (${inner})`),
    tie("condition").map((inner) => `not(${inner}) `),
  ),
}));

describe.each(["0.43.1", "0.44.1"])("conditions of Falco %s", (falco) => {
  const tables = tablesOf(falco);
  /** The messages of a reading, or that it is none, and the condition as it is written again. */
  const reading = (source: string) => {
    try {
      const expression = new Parser(source, tables.grammar).condition();
      const faults = checkCondition(expression, tables).faults.map(({ message }) => message);
      return { faults, again: formatCondition(expression) };
    } catch (error) {
      if (error instanceof SyntaxFault) return undefined;
      throw error;
    }
  };

  it("are accepted as the grammar makes them", () => {
    fc.assert(fc.property(condition, (source) => reading(source)?.faults.length === 0));
  });

  it("get the verdict of their second reading, with a word changed too", () => {
    fc.assert(
      fc.property(
        condition,
        fc.nat(),
        fc.constantFrom("", "x", "(", ")", ",", '"', "and", "fd.num", "=", "not "),
        (source, at, put) => {
          const words = source.match(/[a-zA-Z0-9_.]+|\s+|[^\sa-zA-Z0-9_.]/g) ?? [];
          const mutant = words.map((part, index) => (index === at % words.length ? put : part)).join("");
          const first = reading(mutant);
          if (first === undefined) return true;
          const second = reading(first.again);
          return JSON.stringify(second) === JSON.stringify(first);
        },
      ),
    );
  });
});
