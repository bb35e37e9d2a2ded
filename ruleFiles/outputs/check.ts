import type { Operand } from "../conditions/ast";
import { unknownField, type Fault } from "../conditions/fields";
import { isFault, resolveOperand } from "../conditions/operands";
import { Parser } from "../conditions/parser";
import { SyntaxFault } from "../conditions/scanner";
import type { Tables } from "../tables/tables";

/** What is to be said of an output, by its offset. */
export interface OutputFindings {
  /** The first that Falco comes upon. */
  readonly fault: (Fault & { readonly at: number }) | undefined;
  readonly doubts: readonly { readonly at: number; readonly message: string }[];
}

/** Falco drops this before it reads an output (falco 0.44.1, rule_loader_compiler.cpp). */
const dropped = "%container.info";

/** Checks the fields of an output (libs 0.25.4, eventformatter.cpp, set_format). */
export function checkOutput(whole: string, tables: Tables): OutputFindings {
  const doubts: { at: number; message: string }[] = [];
  // Blanks keep the offsets.
  const text = whole.replaceAll(dropped, (found) => " ".repeat(found.length));
  const end = whole.replaceAll(dropped, "").length === 0 ? 0 : text.length;
  const wrong = (at: number, message: string) => ({ fault: { at, message, isUnknown: false }, doubts });
  if (end === 0) return wrong(0, "the output is empty");
  if (text.length !== whole.trimEnd().length && text.trimEnd() === "") return wrong(0, "the output is empty");
  let at = text.startsWith("*") ? 1 : 0;
  for (at = text.indexOf("%", at); at >= 0; at = text.indexOf("%", at)) {
    const begin = at + 1 + (/^[0-9]*/.exec(text.slice(at + 1))?.[0].length ?? 0);
    if (begin >= text.length) return wrong(at, "a % has to name a field, and this one ends the output");
    const read = readOperand(text, begin, tables);
    if ("message" in read) return { fault: { ...read, at }, doubts };
    const rest = /^[a-zA-Z0-9_]+/.exec(text.slice(read.end))?.[0];
    if (rest !== undefined) {
      const word = text.slice(begin, read.end);
      doubts.push({
        at,
        message: `Falco reads %${word} here, and writes ${rest} behind it: ${word}${rest} is no field`,
      });
    }
    at = read.end;
  }
  return { fault: undefined, doubts };
}

interface Read {
  readonly end: number;
}

/** What stands at `begin`: from 0.44 on, as much of it as can be read as a field or transformer; before, a field by its beginning. */
function readOperand(text: string, begin: number, tables: Tables): Read | Fault {
  const { grammar } = tables;
  const word = /^[a-zA-Z0-9_.]*/.exec(text.slice(begin))?.[0] ?? "";
  const transformer = grammar.transformers.some((name) => text.startsWith(`${name}(`, begin));
  if (transformer) return readTransformer(text, begin, tables);
  let first: Fault | undefined;
  for (const end of endsOf(text, begin, word)) {
    const read = tried(text.slice(begin, end), tables);
    if (!("message" in read)) return filterOnly(read.operand, tables) ?? { end: begin + read.length };
    first ??= read;
    // Before 0.44 a field with an argument that it doesn't take was an error as it stood.
    if (!grammar.manyArguments && !read.isUnknown) return read;
  }
  const fault =
    first ??
    (word === ""
      ? { message: `${JSON.stringify(text.slice(begin - 1, begin + 12))} names no field` }
      : unknownField(word, tables));
  // From 0.44 on Falco has one message for all that it can't read here.
  return { ...fault, isUnknown: grammar.manyArguments || word === "" || (first?.isUnknown ?? true) };
}

/** All ends that a field could have, the farthest first. */
function* endsOf(text: string, begin: number, word: string): Generator<number> {
  const end = begin + word.length;
  if (text[end] === "[") {
    const quoted = /^\[(?:"[^"]*"|'[^']*'|[^\]["'\s]+)\]/.exec(text.slice(end));
    if (quoted) yield end + quoted[0].length;
  }
  for (let at = end; at > begin; at--) yield at;
}

function tried(part: string, tables: Tables): Fault | { readonly operand: Operand; readonly length: number } {
  try {
    const parser = new Parser(part, tables.grammar);
    const operand = parser.operand();
    if (!operand) return unknownField(part, tables);
    const resolved = resolveOperand(operand, tables);
    return isFault(resolved) ? resolved : { operand, length: parser.at };
  } catch (error) {
    if (error instanceof SyntaxFault) return { message: error.message, isUnknown: true };
    throw error;
  }
}

/** Before 0.44 fields for conditions alone were refused here. */
function filterOnly(operand: Operand, { fields, grammar }: Tables): Fault | undefined {
  if (grammar.manyArguments || operand.kind !== "field") return undefined;
  const isFilter = fields.get(operand.name)?.flags.includes("F") === true && operand.name !== "evt.around";
  return isFilter
    ? { message: `${operand.name} has no value to write: it is for conditions alone`, isUnknown: false }
    : undefined;
}

function readTransformer(text: string, begin: number, tables: Tables): Read | Fault {
  const whole = tried(text.slice(begin), tables);
  const { manyArguments } = tables.grammar;
  if (!("message" in whole)) {
    // Before 0.44 no blank could stand within.
    const written = text.slice(begin, begin + whole.length);
    return !manyArguments && /\s/.test(written)
      ? { message: `${written} may hold no blank`, isUnknown: true }
      : { end: begin + whole.length };
  }
  const bare = /^[^[]*\)(?=\[)/.exec(text.slice(begin))?.[0];
  const without = bare === undefined ? whole : tried(bare, tables);
  if (!("message" in without)) return { end: begin + without.length };
  // Before 0.44 Falco looked for the closing bracket first, and such an error is none of an unknown field.
  return { ...whole, isUnknown: manyArguments || (whole.isUnknown && text.includes(")", begin)) };
}
