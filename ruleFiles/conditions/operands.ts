import type { Tables } from "../tables/tables";
import type { Operand, Transformer, TransformerArgument } from "./ast";
import { resolveField, type Fault, type Operandum } from "./fields";

/** Something wrong, and where in the condition. */
export interface PlacedFault extends Fault {
  readonly at: number;
}
/** What an operand comes to. `itself` is what it is without the transformers around it. */
interface Resolved extends Operandum {
  readonly itself: { readonly type: string; readonly isList: boolean };
}

const constant = { type: "CHARBUF", noRightSide: false, noTransformer: false } as const;
const of = (value: Operandum): Resolved => ({ ...value, itself: { type: value.type, isList: value.isList } });
const fault = (at: number, message: string): PlacedFault => ({ at, message, isUnknown: false });
/** Whether it is wrong. */
export const isFault = (result: object): result is PlacedFault => "message" in result;

/** The type of a field or transformer, or what is wrong with it (libs 0.25.4, filter.cpp, sinsp_extractor_compiler). */
export function resolveOperand(operand: Operand, tables: Tables): Resolved | PlacedFault {
  if (operand.kind === "transformer") return resolveTransformer(operand, tables);
  const resolved = resolveField(operand, tables);
  return "message" in resolved ? { ...resolved, at: operand.at } : of(resolved);
}

function resolveTransformer(transformer: Transformer, tables: Tables): Resolved | PlacedFault {
  const { name, argument, at } = transformer;
  const values: Resolved[] = [];
  for (const value of transformer.values) {
    const resolved = resolveArgument(value, tables);
    if (isFault(resolved)) return resolved;
    values.push(resolved);
  }
  const [only, ...more] = values;
  if (!only) return fault(at, `${name}() needs something to work on`);
  if (more.length > 0) return resolveMany(name, values, argument, at);
  if (argument !== undefined) return fault(at, `${name}() of one value takes no argument [${argument}]`);
  return name === "val" ? only : transformed(name, only, at);
}

function resolveArgument(argument: TransformerArgument, tables: Tables): Resolved | PlacedFault {
  if (argument.kind === "value") return of({ ...constant, name: "a text", isList: false });
  if (argument.kind !== "transformerList") return resolveOperand(argument, tables);
  for (const value of argument.values) {
    const resolved = resolveArgument(value, tables);
    if (isFault(resolved)) return resolved;
  }
  return of({ ...constant, name: "a list", isList: true });
}

const textual = ["CHARBUF", "FSPATH", "FSRELPATH"];
const takes: Readonly<Record<string, readonly string[]>> = {
  tolower: textual,
  toupper: textual,
  basename: textual,
  b64: ["CHARBUF", "BYTEBUF"],
  len: [...textual, "BYTEBUF"],
};

function transformed(name: string, value: Resolved, at: number): Resolved | PlacedFault {
  const types = takes[name];
  if (!types) return fault(at, `${name}() takes more than one value`);
  if (value.noTransformer) return fault(at, `${value.name} takes no transformer`);
  if (name === "len" && value.isList) return { ...value, type: "UINT64", isList: false };
  if (!types.includes(value.type))
    return fault(at, `${name}() takes ${types.join(", ")}, and ${value.name} is ${value.type}`);
  return name === "len" ? { ...value, type: "UINT64" } : value;
}

/** libs 0.25.4, sinsp_filtercheck_multivalue_transformer.cpp. */
function resolveMany(name: string, values: readonly Resolved[], argument: string | undefined, at: number) {
  const message = manyFault(name, values, argument);
  if (message !== undefined) return fault(at, message);
  const isList = name === "getopt" && argument === undefined;
  return { ...constant, name: `${name}()`, isList, itself: { type: "CHARBUF", isList: false } };
}

function manyFault(name: string, values: readonly Resolved[], argument: string | undefined): string | undefined {
  const [first, second] = values.map(({ itself }) => itself);
  const areTexts = values.every(({ itself }) => itself.type === "CHARBUF");
  if (name === "join" && (values.length !== 2 || first?.isList || !second?.isList))
    return "join() takes a separator and a list";
  if (name === "concat" && !(areTexts && values.every(({ itself }) => !itself.isList))) return "concat() takes texts";
  if (name === "getopt" && (values.length !== 2 || !first?.isList || second?.isList || !areTexts))
    return "getopt() takes a list of texts and the options as a text";
  if (!["join", "concat", "getopt"].includes(name)) return `${name}() takes one value`;
  if (argument === undefined) return undefined;
  if (name !== "getopt") return `${name}() takes no argument [${argument}]`;
  return Buffer.byteLength(argument) === 1 ? undefined : "getopt() takes the letter of one option as its argument";
}
