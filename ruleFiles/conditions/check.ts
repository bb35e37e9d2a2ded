import { nearest } from "../../diagnostics/nearest";
import type { Tables } from "../tables/tables";
import type { Check, Expression, List, Operand, Value } from "./ast";
import type { Operandum } from "./fields";
import { isFault, resolveOperand, type PlacedFault } from "./operands";
import { regexFault } from "./regex";
import { isHexadecimal, misfit, operatorsFor, unknownItem } from "./values";

/** What is to be said of a condition, in the order in which Falco comes upon it. */
export interface Findings {
  readonly faults: readonly PlacedFault[];
  /** What loads, though it hardly means what it says. */
  readonly doubts: readonly { readonly at: number; readonly message: string }[];
}

/** Checks fields, operators and values of a condition; macros are no part of it. */
export function checkCondition(expression: Expression, tables: Tables): Findings {
  const faults: PlacedFault[] = [];
  const doubts: { at: number; message: string }[] = [];
  const visit = (part: Expression): void => {
    if (part.kind === "and" || part.kind === "or") part.children.forEach(visit);
    else if (part.kind === "not") visit(part.child);
    else if (part.kind === "check") {
      faults.push(...checkFaults(part, tables));
      doubts.push(...checkDoubts(part, tables));
    }
  };
  visit(expression);
  return { faults, doubts };
}

const fault = (at: number, message: string): PlacedFault => ({ at, message, isUnknown: false });

function checkFaults(check: Check, tables: Tables): PlacedFault[] {
  const left = resolveOperand(check.left, tables);
  if (isFault(left)) return [left];
  const [operator = ""] = check.operator.split(" ");
  if (operator === "exists") return eventTypeFaults(check);
  const fitting = operatorsFor(left.type, left.isList);
  if (!fitting.includes(operator)) return [fault(check.operatorAt, operatorMessage(left, operator, fitting))];
  const right = check.right;
  const faults =
    right === undefined
      ? []
      : right.kind === "value"
        ? valueFaults(check, operator, left, right, tables)
        : right.kind === "list"
          ? right.values.flatMap((value) => valueFaults(check, operator, left, value, tables))
          : rightSideFaults(operator, left, right, tables);
  return faults.length > 0 ? faults : eventTypeFaults(check);
}

const described = ({ type, isList }: Operandum): string => (isList ? `a list of ${type}` : type);

const operatorMessage = (left: Operandum, operator: string, fitting: readonly string[]): string =>
  `${left.name} is ${described(left)}, which ${operator} doesn't compare: ` +
  `expected one of exists${fitting.map((known) => `, ${known}`).join("")}`;

function valueFaults(
  check: Check,
  operator: string,
  left: Operandum,
  { text, at }: Value,
  tables: Tables,
): PlacedFault[] {
  if (left.name.startsWith("evt.rawarg.") && left.type === "BYTEBUF")
    return [fault(at, `${left.name} is BYTEBUF, whose values Falco can't read: expected exists`)];
  if (operator.startsWith("b") && left.type === "BYTEBUF")
    return isHexadecimal(text)
      ? []
      : [fault(at, `${operator} takes an even number of hexadecimal digits, not ${shown(text)}`)];
  const expected = misfit(left.type, text, tables.services);
  if (expected !== undefined)
    return [fault(at, `${left.name} is ${left.type}: expected ${expected}, not ${shown(text)}`)];
  if (left.name === "evt.type") return eventFaults(text, at, tables);
  if (left.name.startsWith("evt.around") && operator !== "=" && operator !== "==")
    return [fault(check.operatorAt, "evt.around is compared by = alone")];
  const broken = operator === "regex" && !text.startsWith(unknownItem) ? regexFault(text) : undefined;
  return broken === undefined ? [] : [fault(at, regexMessage(text, broken, tables))];
}

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** From 0.44 on Falco ends on it; before, the rule never fires, which is no better. */
const regexMessage = (text: string, broken: string, { grammar }: Tables): string =>
  `${shown(text)} is no regular expression of RE2's in POSIX syntax: ${broken}` +
  (grammar.manyArguments ? "" : "; this Falco loads the rule, which then never fires, and Falco 0.44 ends on it");

function eventFaults(name: string, at: number, { events, version }: Tables): PlacedFault[] {
  // Some system calls have no name in Falco's table, so that it loads an empty one.
  if (name === "" || name.startsWith(unknownItem) || events.has(name)) return [];
  const near = nearest(name, [...events.keys()]);
  const hint = near === undefined ? "" : ` (did you mean ${near}?)`;
  const message = `${shown(name)} is no event type of Falco ${version}${hint}`;
  return [{ at, message, isUnknown: true, ...(near !== undefined && { meant: near }) }];
}

function rightSideFaults(operator: string, left: Operandum, operand: Operand, tables: Tables): PlacedFault[] {
  const right = resolveOperand(operand, tables);
  if (isFault(right)) return [right];
  const { at } = operand;
  if (operator === "pmatch" || operator === "regex") return [fault(at, `${operator} takes no field on its right side`)];
  if (/^IP(?:V[46])?NET$/.test(left.type)) return [fault(at, `${left.name} takes no field on the right side`)];
  const barred = [left, right].find(({ noRightSide }) => noRightSide);
  if (barred) return [fault(at, `${barred.name} can't be compared with another field`)];
  if (left.type === right.type && left.isList === right.isList) return [];
  return [fault(at, `${left.name} is ${described(left)}, and ${right.name} is ${described(right)}`)];
}

const eventOperators = ["==", "=", "!=", "in"];
const isEventType = (operand: Operand): boolean =>
  operand.kind === "field" &&
  (operand.name === "evt.type" || operand.name === "syscall.type") &&
  operand.argument === undefined;
const holdsEventType = (operand: Operand): boolean =>
  isEventType(operand) ||
  (operand.kind === "transformer" &&
    operand.values.some((value) =>
      value.kind === "transformerList"
        ? value.values.some((part) => part.kind !== "value" && holdsEventType(part))
        : value.kind !== "value" && holdsEventType(value),
    ));

/** Falco looks for the event types of each rule, and ends where these aren't constants (libs 0.25.4, filter/ppm_codes.cpp). */
function eventTypeFaults({ left, operator, operatorAt, right }: Check): PlacedFault[] {
  if (operator !== "exists" && !eventOperators.includes(operator)) return [];
  if (left.kind === "transformer" && holdsEventType(left))
    return [
      fault(left.at, "evt.type takes no transformer here: Falco reads the event types of a rule from its condition"),
    ];
  const isCompared = right !== undefined && right.kind !== "value" && right.kind !== "list";
  return isEventType(left) && isCompared
    ? [
        fault(
          operatorAt,
          "evt.type can't be compared with another field: Falco reads the event types of a rule from its condition",
        ),
      ]
    : [];
}

/** Fields without a value since system calls have no event for their beginning (Falco 0.42; falco_load_result.cpp). */
const withoutEnter = ["evt.latency", "evt.latency.s", "evt.latency.ns", "evt.latency.human", "evt.wait_latency"];

function checkDoubts({ left, right, at }: Check, tables: Tables): { at: number; message: string }[] {
  const values = right === undefined ? [] : valuesOf(right);
  const doubts = values.flatMap((value) => {
    const word = value.text.replace(/\s/g, "");
    const isField = tables.fields.has(word);
    const isTransformer =
      tables.grammar.transformers.concat("val").some((name) => word.startsWith(`${name}(`)) && word.endsWith(")");
    return isField || isTransformer
      ? [{ at: value.at, message: `${value.text} is compared as a text here: val(${word}) is the field's value` }]
      : [];
  });
  if (left.kind !== "field") return doubts;
  if (left.name === "evt.dir") {
    const isEnter = values.some(({ text }) => text === ">");
    const message = isEnter
      ? "evt.dir is never > since Falco 0.42, so that this never holds"
      : "evt.dir is always < since Falco 0.42, so that this says nothing";
    return [...doubts, { at, message }];
  }
  return withoutEnter.includes(left.name)
    ? [...doubts, { at, message: `${left.name} has no value since Falco 0.42` }]
    : doubts;
}

const valuesOf = (right: Value | List | Operand): readonly Value[] =>
  right.kind === "list" ? right.values : right.kind === "value" ? [right] : [];
