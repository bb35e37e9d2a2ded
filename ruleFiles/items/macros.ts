import type { Expression } from "../conditions/ast";
import type { Findings } from "../conditions/check";
import { eventsOf, everyEvent, type EventSet } from "../conditions/events";
import type { Sourced } from "../conditions/sourced";
import type { Tables } from "../tables/tables";
import type { MacroInfo } from "./collected";
import { meant } from "./item";
import { previousOf } from "./reader";
import { unknownCondition } from "./rule";

/** A condition as it is checked: its text with lists put in, its parts, and what is to be said of it. */
export interface Compiled {
  readonly sourced: Sourced;
  readonly expression: Expression;
  readonly findings: Findings;
}
/** Why a macro that a condition names is wrong. */
export interface ReferenceFault {
  readonly at: number;
  readonly message: string;
  readonly sourced?: Sourced;
  /** There is none of that name. */
  readonly ofName?: true;
}

/** The macros that a condition names, in their order. */
export function identifiers(expression: Expression): { readonly name: string; readonly at: number }[] {
  if (expression.kind === "identifier") return [expression];
  if (expression.kind === "not") return identifiers(expression.child);
  return expression.kind === "check" ? [] : expression.children.flatMap(identifiers);
}

/** Macros, and which of them see each other. */
export class Macros {
  private readonly eventSets = new Map<string, EventSet>();

  constructor(
    private readonly infos: ReadonlyMap<string, MacroInfo>,
    private readonly compiled: ReadonlyMap<string, Compiled | undefined>,
    private readonly upstream: Tables["upstream"],
  ) {}

  /** What is wrong with the macros in one: unknown ones, later ones, or itself (falco 0.44.1, filter_macro_resolver.cpp). */
  fault(macro: MacroInfo): ReferenceFault | undefined {
    const own = this.compiled.get(macro.name);
    return (
      own && this.search(own, [], (name) => (this.infos.get(name)?.index ?? Infinity) < macro.visibility, macro.index)
    );
  }

  /** The same for a rule, which sees all macros. */
  ruleFault(own: Compiled): ReferenceFault | undefined {
    return this.search(own, [], () => true, Infinity);
  }

  private search(
    own: Compiled,
    path: readonly string[],
    isSeen: (name: string) => boolean,
    resolved: number,
  ): ReferenceFault | undefined {
    for (const { name, at } of identifiers(own.expression)) {
      if (isStandIn(name)) continue;
      const info = this.infos.get(name);
      if (!info)
        return {
          at,
          message: `there is no macro ${name}${meant(name, [...this.infos.keys()])}`,
          sourced: own.sourced,
          ofName: true,
        };
      if (path.includes(name)) return { at, message: `the macro ${name} stands within itself`, sourced: own.sourced };
      if (!isSeen(name))
        return {
          at,
          message: `the macro ${name} has to be defined before the macro that uses it`,
          sourced: own.sourced,
        };
      const inner = this.compiled.get(name);
      const next = inner && info.index >= resolved ? this.search(inner, [...path, name], isSeen, resolved) : undefined;
      const within = next ?? this.upstreamLoop(name, [...path, name], at, own);
      if (within) return within;
    }
    return undefined;
  }

  /** One of Falco's own macros may name the one that names it. */
  private upstreamLoop(name: string, path: readonly string[], at: number, own: Compiled): ReferenceFault | undefined {
    if (this.compiled.get(name) || path.length > 20) return undefined;
    for (const inner of this.upstream.macros[name]?.macros ?? []) {
      const condition = this.compiled.get(inner);
      const names = condition ? identifiers(condition.expression).map((identifier) => identifier.name) : [];
      if (names.includes(name))
        return { at, message: `the macro ${name} of Falco's own names ${inner}, which names it`, sourced: own.sourced };
      const deeper = this.upstreamLoop(inner, [...path, inner], at, own);
      if (deeper) return deeper;
    }
    return undefined;
  }

  /** The conditions of all macros in one, each once. */
  within(expression: Expression): Compiled[] {
    const found = new Map<string, Compiled>();
    const visit = (part: Expression): void => {
      for (const { name } of identifiers(part)) {
        const macro = this.compiled.get(name);
        if (!macro || found.has(name)) continue;
        found.set(name, macro);
        visit(macro.expression);
      }
    };
    visit(expression);
    return [...found.values()];
  }

  /** Whether it rests on a condition that nobody here knows. */
  isOpaque(expression: Expression): boolean {
    return [expression, ...this.within(expression).map((macro) => macro.expression)].some((part) =>
      identifiers(part).some(({ name }) => isStandIn(name)),
    );
  }

  events(expression: Expression, negated = false): EventSet {
    return eventsOf(expression, (name, isNegated) => this.macroEvents(name, isNegated), negated);
  }

  private macroEvents(name: string, negated: boolean): EventSet {
    const key = `${String(negated)} ${name}`;
    const known = this.eventSets.get(key);
    if (known) return known;
    // A macro within itself is an error of its own.
    this.eventSets.set(key, everyEvent);
    const own = this.compiled.get(name);
    const names = this.upstream.macros[name]?.events;
    const upstream = names === undefined ? everyEvent : { allBut: negated, names: new Set(names) };
    const events = own ? this.events(own.expression, negated) : upstream;
    this.eventSets.set(key, events);
    return events;
  }
}

/** Stands for a condition of Falco's own that a file goes on with. */
const isStandIn = (name: string): boolean => name === unknownCondition || name.endsWith(previousOf(""));
