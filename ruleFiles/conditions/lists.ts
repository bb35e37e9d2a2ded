import type { Sourced } from "./sourced";

/** A list as conditions get it: items that are lists are put in already. */
export interface ResolvedList {
  readonly name: string;
  readonly items: readonly string[];
}

const blanks = " \t\n\r";
const delimiters = `${blanks}(),=`;
const words = /[^ \t\n\r(),=]+/g;

/** falco 0.44.1, userspace/engine/rule_loader_compiler.cpp, quote_item: quotes within such an item stay as they are. */
export const quotedItem = (item: string): string => (item.includes(" ") && !/^["']/.test(item) ? `"${item}"` : item);

/** All lists in their order, and the conditions that they are put into as text, before anything is parsed. */
export class Lists {
  private readonly order = new Map<string, number>();
  /** Names that are no single word can stand anywhere. */
  private readonly odd: readonly number[];

  constructor(private readonly lists: readonly ResolvedList[]) {
    lists.forEach(({ name }, index) => this.order.set(name, index));
    this.odd = lists.flatMap(({ name }, index) => (/[ \t\n\r(),=]/.test(name) ? [index] : []));
  }

  /** All names. */
  get names(): readonly string[] {
    return this.lists.map(({ name }) => name);
  }

  /** A condition with the items of lists in place of their names; `used` hears of each list. */
  putInto(condition: Sourced, used: (name: string) => void): Sourced {
    let result = condition;
    for (let index = -1; ;) {
      index = this.next(result.text, index);
      const list = this.lists[index];
      if (!list) return result;
      result = putList(result, list, used);
    }
  }

  private next(text: string, after: number): number {
    let next = Infinity;
    for (const [word] of text.matchAll(words)) {
      const index = this.order.get(word);
      if (index !== undefined && index > after && index < next) next = index;
    }
    return Math.min(next, ...this.odd.filter((index) => index > after));
  }
}

const has = (characters: string, character: string) => character !== "" && characters.includes(character);

/** falco 0.44.1, userspace/engine/rule_loader_compiler.cpp, resolve_list. */
function putList(condition: Sourced, { name, items }: ResolvedList, used: (name: string) => void): Sourced {
  const text = items.map(quotedItem).join(", ");
  let result = condition;
  for (let found = result.text.indexOf(name); found >= 0;) {
    const before = result.text;
    let [start, end] = [found, found + name.length];
    const stands =
      (start === 0 || has(delimiters, before.charAt(start - 1))) &&
      (end >= before.length || has(delimiters, before.charAt(end)));
    if (stands) {
      while (start > 0 && has(blanks, before.charAt(start - 1))) start--;
      while (end < before.length && has(blanks, before.charAt(end))) end++;
      // Of an empty list nothing is left, a comma beside it neither.
      if (text === "" && start > 0 && before[start - 1] === ",") start--;
      else if (text === "" && before[end] === ",") end++;
      result = result.replaced(start, end, `${start > 0 ? " " : ""}${text} `, found);
      start += text.length + 1;
      used(name);
    }
    found = name === "" ? -1 : result.text.indexOf(name, start + 1);
  }
  return result;
}
