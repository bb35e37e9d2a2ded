import type { Check, Expression } from "./ast";

/** Names of event types, or all but these. */
export interface EventSet {
  readonly allBut: boolean;
  readonly names: ReadonlySet<string>;
}
/** Every event type. */
export const everyEvent: EventSet = { allBut: true, names: new Set() };

const not = ({ allBut, names }: EventSet): EventSet => ({ allBut: !allBut, names });
const union = (one: ReadonlySet<string>, other: ReadonlySet<string>) => new Set([...one, ...other]);
const without = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  new Set([...one].filter((name) => !other.has(name)));
const both = (one: EventSet, other: EventSet): EventSet => {
  if (one.allBut && other.allBut) return { allBut: true, names: union(one.names, other.names) };
  if (one.allBut) return both(other, one);
  const names = other.allBut ? without(one.names, other.names) : without(one.names, without(one.names, other.names));
  return { allBut: false, names };
};
const either = (one: EventSet, other: EventSet): EventSet => not(both(not(one), not(other)));

/**
 * The event types for which a condition can hold, as Falco finds them (libs 0.25.4, filter/ppm_codes.cpp): what says nothing
 * of `evt.type` holds for all of them, negated or not.
 *
 * @param macro - the same for a macro, negated or not
 */
export function eventsOf(
  expression: Expression,
  macro: (name: string, negated: boolean) => EventSet,
  negated = false,
): EventSet {
  switch (expression.kind) {
    case "identifier":
      return macro(expression.name, negated);
    case "not":
      return eventsOf(expression.child, macro, !negated);
    case "check":
      return checkEvents(expression, negated);
    case "and":
    case "or": {
      const parts = expression.children.map((child) => eventsOf(child, macro, negated));
      return (expression.kind === "and") === negated
        ? parts.reduce(either, { allBut: false, names: new Set<string>() })
        : parts.reduce(both, everyEvent);
    }
  }
}

function checkEvents({ left, operator, right }: Check, negated: boolean): EventSet {
  if (left.kind !== "field" || (left.name !== "evt.type" && left.name !== "syscall.type")) return everyEvent;
  if (operator === "exists") return negated ? not(everyEvent) : everyEvent;
  if (!["=", "==", "!=", "in"].includes(operator) || right === undefined) return everyEvent;
  if (right.kind !== "value" && right.kind !== "list") return everyEvent;
  const names = new Set(right.kind === "value" ? [right.text] : right.values.map(({ text }) => text));
  return { allBut: (operator === "!=") !== negated, names };
}
