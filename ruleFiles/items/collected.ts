import type { Sourced } from "../conditions/sourced";
import type { Upstream } from "../tables/tables";
import type { Text } from "../yaml/tree";
import type { Item } from "./item";

/** A list as the files have it. */
export interface ListInfo {
  readonly name: string;
  readonly items: readonly string[];
  /** Its place among the lists, and up to where it sees others (falco 0.44.1, rule_loader_collector.cpp, define_info). */
  readonly index: number;
  readonly visibility: number;
  /** Undefined for those of Falco's own rules. */
  readonly item: Item | undefined;
}
/** A macro as the files have it. */
export interface MacroInfo {
  readonly name: string;
  /** Undefined for those of Falco's own rules. */
  readonly condition: Sourced | undefined;
  readonly index: number;
  readonly visibility: number;
  readonly item: Item | undefined;
}
/** An exception of a rule. */
export interface ExceptionInfo {
  readonly name: string;
  readonly fields: ExceptionEntry | undefined;
  readonly comps: ExceptionEntry | undefined;
  readonly values: readonly ExceptionEntry[];
  /** The mapping that defines it. */
  readonly item: Item;
  /** Where in the file it stands. */
  readonly at: Text;
}
/** A text, or a list of the same. */
export interface ExceptionEntry {
  readonly text: string;
  readonly items: readonly ExceptionEntry[] | undefined;
  readonly at: Text;
}
/** A rule as the files have it. */
export interface RuleInfo {
  readonly name: string;
  readonly source: string;
  /** `unknown`: Falco passes over the rule. Of a plugin: its fields are unknown here. */
  readonly sourceIs: "syscall" | "of a plugin" | "unknown";
  /** Undefined where it is that of Falco's own rule. */
  readonly condition: Sourced | undefined;
  readonly output: Sourced | undefined;
  readonly exceptions: readonly ExceptionInfo[];
  readonly skipsUnknown: boolean;
  readonly warnsOfEvents: boolean;
  /** Undefined for Falco's own rules that nothing changes. */
  readonly item: Item | undefined;
}

/** Everything that the files read so far define. */
export interface Collected {
  readonly lists: Map<string, ListInfo>;
  readonly macros: Map<string, MacroInfo>;
  readonly rules: Map<string, RuleInfo>;
  /** Counts definitions, as Falco does. */
  index: number;
}

/** What is there before the first file: the rules that Falco brings. */
export function collectUpstream({ lists, macros, rules }: Upstream, item: string): Collected {
  const collected: Collected = { lists: new Map(), macros: new Map(), rules: new Map(), index: 0 };
  for (const [name, count] of Object.entries(lists)) {
    const index = collected.index++;
    const items = Array.from({ length: count }, (_, at) => `${item}${name}.${at}`);
    collected.lists.set(name, { name, items, index, visibility: index, item: undefined });
  }
  for (const name of Object.keys(macros)) {
    const index = collected.index++;
    collected.macros.set(name, { name, condition: undefined, index, visibility: index, item: undefined });
  }
  for (const name of Object.keys(rules)) {
    const own = {
      sourceIs: "syscall",
      condition: undefined,
      output: undefined,
      exceptions: [],
      item: undefined,
    } as const;
    collected.rules.set(name, { name, source: "syscall", ...own, skipsUnknown: false, warnsOfEvents: true });
  }
  return collected;
}
