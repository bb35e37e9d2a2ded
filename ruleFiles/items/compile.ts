import type { Fault } from "../conditions/fields";
import type { Expression, Value } from "../conditions/ast";
import { checkCondition } from "../conditions/check";
import { Lists, type ResolvedList } from "../conditions/lists";
import { Parser } from "../conditions/parser";
import { unknownItem } from "../conditions/values";
import { SyntaxFault } from "../conditions/scanner";
import type { Sourced } from "../conditions/sourced";
import type { Diagnostic } from "../diagnostic";
import { checkOutput } from "../outputs/check";
import type { Tables } from "../tables/tables";
import type { Collected, ListInfo, RuleInfo } from "./collected";
import { withExceptions } from "./exceptionCondition";
import { meant, type Report } from "./item";
import { identifiers, Macros, type Compiled, type ReferenceFault } from "./macros";

type Parsed = Pick<Compiled, "expression" | "findings"> | SyntaxFault;

/** Compiles everything that is collected, as Falco does after each file (falco 0.44.1, rule_loader_compiler.cpp). */
export class Compiler {
  private readonly parsed = new Map<string, Parsed>();
  private readonly outputs = new Map<string, ReturnType<typeof checkOutput>>();
  private usedLists = new Set<string>();
  private usedMacros = new Set<string>();

  constructor(
    private readonly tables: Tables,
    private readonly report: Report,
  ) {}

  compile(collected: Collected): void {
    this.usedLists = new Set();
    this.usedMacros = new Set();
    const lists = new Lists(this.resolvedLists(collected.lists));
    const macros = this.macros(collected, lists);
    for (const rule of collected.rules.values()) if (rule.item) this.rule(rule, lists, macros);
  }

  /** Says which macros and lists nothing uses. */
  reportUnused({ lists, macros }: Collected, upstream: Tables["upstream"]): void {
    for (const { name, item } of [...macros.values()].filter((macro) => !(macro.name in upstream.macros)))
      if (!this.usedMacros.has(name)) item?.warn(item.offset("macro"), `${item.owner} is used by no rule and no macro`);
    for (const { name, item } of [...lists.values()].filter((list) => !(list.name in upstream.lists)))
      if (!this.usedLists.has(name))
        item?.warn(item.offset("list"), `${item.owner} is used by no rule, no macro and no list`);
  }

  /** Items that are lists: those that are there by then, one level deep. */
  private resolvedLists(lists: ReadonlyMap<string, ListInfo>): ResolvedList[] {
    return inOrder(lists).map(({ name, items, visibility }) => ({
      name,
      items: items.flatMap((item) => {
        const other = lists.get(item);
        if (!other || other.index >= visibility) return [item];
        this.usedLists.add(item);
        return other.items;
      }),
    }));
  }

  private parse(condition: Sourced, lists: Lists): Compiled | undefined {
    const sourced = lists.putInto(condition, (name) => this.usedLists.add(name));
    const known = this.parsed.get(sourced.text);
    const parsed = known ?? this.read(sourced.text);
    if (!known) this.parsed.set(sourced.text, parsed);
    if (!(parsed instanceof SyntaxFault)) {
      if (!known) this.doubtLists(sourced, parsed.expression, lists);
      return { sourced, ...parsed };
    }
    this.say("error", sourced, parsed.at, parsed.message);
    return undefined;
  }

  /** The name of a list that there isn't is just a text. */
  private doubtLists(sourced: Sourced, expression: Expression, lists: Lists): void {
    for (const { text, at } of valuesIn(expression)) {
      const hint =
        text.includes("_") && !text.includes("/") && !text.startsWith(unknownItem) ? meant(text, lists.names) : "";
      if (hint !== "")
        this.say("warning", sourced, at, `${text} is no list, so that Falco compares with this very text${hint}`);
    }
  }

  private read(text: string): Parsed {
    try {
      const expression = new Parser(text, this.tables.grammar).condition();
      return { expression, findings: checkCondition(expression, this.tables) };
    } catch (error) {
      if (error instanceof SyntaxFault) return error;
      throw error;
    }
  }

  private say(severity: Diagnostic["severity"], sourced: Sourced, at: number, message: string, rule?: string): void {
    this.report({ ...sourced.place(at), severity, message, ...(rule !== undefined && { rule }) });
  }

  private macros(collected: Collected, lists: Lists): Macros {
    const compiled = new Map<string, Compiled | undefined>();
    for (const { name, condition } of inOrder(collected.macros))
      compiled.set(name, condition && this.parse(condition, lists));
    const macros = new Macros(collected.macros, compiled, this.tables.upstream);
    for (const macro of inOrder(collected.macros)) {
      const own = compiled.get(macro.name);
      if (own) this.references(own, macros.fault(macro), undefined);
    }
    return macros;
  }

  private references(own: Compiled, fault: ReferenceFault | undefined, rule: string | undefined): void {
    if (fault) {
      const { at, message, sourced = own.sourced, ofName } = fault;
      const more = { ...(rule !== undefined && { rule }), ...(ofName && { ofName }) };
      this.report({ ...sourced.place(at), severity: "error", message, ...more });
    }
    for (const name of identifiers(own.expression)) this.usedMacros.add(name.name);
  }

  private rule(rule: RuleInfo, lists: Lists, macros: Macros): void {
    const { name, item, condition, output, sourceIs } = rule;
    const at = item?.value("rule");
    if (sourceIs === "unknown" || !item || at?.kind !== "text") return;
    const isPlugins = sourceIs === "of a plugin";
    const skipped = !isPlugins && output !== undefined && this.output(output, rule);
    const whole = condition && withExceptions(condition, rule.exceptions, at, this.tables.grammar);
    const own = whole && this.parse(whole, lists);
    if (!own || skipped) return;
    const fault = macros.ruleFault(own);
    this.references(own, fault, name);
    if (fault || isPlugins) return;
    const all = [own, ...macros.within(own.expression)];
    const faults = all.flatMap((part) => part.findings.faults.map((found) => ({ ...found, sourced: part.sourced })));
    const skips = rule.skipsUnknown && faults[0]?.isUnknown === true;
    for (const found of skips ? faults.slice(0, 1) : faults)
      this.say(skips ? "warning" : this.severityOf(found), found.sourced, found.at, found.message, name);
    for (const part of all)
      for (const doubt of part.findings.doubts) this.say("warning", part.sourced, doubt.at, doubt.message, name);
    if (faults.length === 0 && rule.warnsOfEvents) this.events(rule, own, macros);
  }

  /** A name that facts of another version don't know may be there, unless it is nearly one that they know. */
  private severityOf({ isUnknown, meant: near, mayBePlugins = false }: Omit<Fault, "message">) {
    const isSure = this.tables.borrowed === undefined && !mayBePlugins;
    return isUnknown && near === undefined && !isSure ? "warning" : "error";
  }

  private events({ item }: RuleInfo, own: Compiled, macros: Macros): void {
    const events = macros.events(own.expression);
    if (!item || macros.isOpaque(own.expression)) return;
    const place = item.offset("condition");
    if (!events.allBut && events.names.size === 0)
      item.warn(place, `${item.owner} can never fire: no event type fits its condition`);
    else if (events.allBut)
      item.warn(
        place,
        `${item.owner} holds for too many event types, which costs every node CPU: evt.type in (…) names those that are meant`,
      );
  }

  /** Whether Falco passes over the rule for it. */
  private output(output: Sourced, { name, skipsUnknown }: RuleInfo): boolean {
    const found = this.outputs.get(output.text) ?? checkOutput(output.text, this.tables);
    this.outputs.set(output.text, found);
    for (const doubt of found.doubts) this.say("warning", output, doubt.at, doubt.message, name);
    if (!found.fault) return false;
    const skips = found.fault.isUnknown && skipsUnknown;
    this.say(skips ? "warning" : this.severityOf(found.fault), output, found.fault.at, found.fault.message, name);
    return skips;
  }
}

const inOrder = <T extends { readonly index: number }>(infos: ReadonlyMap<string, T>): T[] =>
  [...infos.values()].sort((one, other) => one.index - other.index);

function valuesIn(expression: Expression): readonly Value[] {
  if (expression.kind === "identifier") return [];
  if (expression.kind === "not") return valuesIn(expression.child);
  if (expression.kind !== "check") return expression.children.flatMap(valuesIn);
  const { right } = expression;
  return right?.kind === "list" ? right.values : right?.kind === "value" ? [right] : [];
}
