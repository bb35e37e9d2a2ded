import { nearest } from "../../diagnostics/nearest";
import type { Diagnostic } from "../diagnostic";
import { entryOf, quoted, shown, type List, type Mapping, type Text, type Tree } from "../yaml/tree";

/** Takes what is to be said. */
export type Report = (diagnostic: Diagnostic) => void;

/** " (did you mean …?)", where a word is near enough to one of those known. */
export const meant = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined || near === word ? "" : ` (did you mean ${near}?)`;
};

// yaml-cpp, src/convert.cpp: words in small letters, in capitals, or with a capital in front.
const inAnyCase = (word: string) => [word, word.toUpperCase(), word.slice(0, 1).toUpperCase() + word.slice(1)];
const onWords = ["true", "yes", "on", "y"].flatMap(inAnyCase);
const offWords = ["false", "no", "off", "n"].flatMap(inAnyCase);

/** A whole number of 32 bits as Falco's YAML reader takes it (yaml-cpp, convert.h): also hexadecimal, octal, and with a plus. */
export function wholeNumber(text: string): number | undefined {
  const found = /^\+?(?:(0[xX][0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))\s*$/.exec(text);
  if (!found) return undefined;
  const [, hexadecimal, octal, decimal] = found;
  const number = octal === undefined ? Number(hexadecimal ?? decimal) : parseInt(octal, 8);
  return number < 2 ** 32 ? number : undefined;
}

/** An item of a rules file, or a mapping in one, and what is read of it (falco 0.44.1, rule_loader_reader.cpp, decode_val). */
export class Item {
  /**
   * @param owner - what it is called in messages: `rule "A"`
   * @param rule - the rule that it is or belongs to
   */
  constructor(
    readonly mapping: Mapping,
    readonly owner: string,
    readonly rule: string | undefined,
    private readonly report: Report,
  ) {}

  /** Whether the key is there, with or without a value. */
  has(key: string): boolean {
    return entryOf(this.mapping, key) !== undefined;
  }

  /** The value of a key, whatever it is. */
  value(key: string): Tree | undefined {
    return entryOf(this.mapping, key)?.value;
  }

  /** Where a key stands, or the item where it has none. */
  offset(key: string): number {
    return entryOf(this.mapping, key)?.keyOffset ?? this.mapping.offset;
  }

  /** Another mapping of the same file. */
  part(mapping: Mapping, owner: string): Item {
    return new Item(mapping, owner, this.rule, this.report);
  }

  error(offset: number, message: string): void {
    this.say("error", offset, message);
    return undefined;
  }

  /** There is nothing of a name that the item counts on. */
  unknownName(offset: number, message: string): void {
    this.say("error", offset, message, { ofName: true });
  }

  warn(offset: number, message: string): void {
    this.say("warning", offset, message);
  }

  /** A text that has to be there. */
  text(key: string): Text | undefined {
    if (!this.has(key)) this.error(this.mapping.offset, `${this.owner} has no ${key}`);
    return this.optionalText(key);
  }

  /** A text that isn't empty, if the key is there. */
  optionalText(key: string): Text | undefined {
    const value = this.value(key);
    if (value === undefined || (value.kind === "text" && value.text !== "")) return value;
    this.error(value.offset, `${key} of ${this.owner} has to be a text, and it is ${shownOrEmpty(value)}`);
    return undefined;
  }

  /** A switch. */
  flag(key: string): boolean | undefined {
    const value = this.optionalText(key);
    if (!value) return undefined;
    if (onWords.includes(value.text)) return true;
    if (offWords.includes(value.text)) return false;
    this.error(value.offset, `${key} of ${this.owner} has to be true or false, and it is ${shown(value)}`);
    return undefined;
  }

  /** A whole number of 32 bits. */
  count(key: string): void {
    const value = this.optionalText(key);
    if (!value || wholeNumber(value.text) !== undefined) return;
    this.error(value.offset, `${key} of ${this.owner} has to be a whole number, and it is ${shown(value)}`);
  }

  /** A list of texts, which may be empty ones. */
  texts(key: string): readonly Text[] | undefined {
    const list = this.list(key);
    const other = list?.items.find(({ kind }) => kind !== "text");
    if (other) {
      this.error(other.offset, `${key} of ${this.owner} has to be a list of texts, and it has ${shown(other)} in it`);
      return undefined;
    }
    return list?.items.filter((value) => value.kind === "text");
  }

  /** A list, if the key is there. */
  list(key: string): List | undefined {
    const value = this.value(key);
    if (value === undefined || value.kind === "list") return value;
    this.error(value.offset, `${key} of ${this.owner} has to be a list, and it is ${shown(value)}`);
    return undefined;
  }

  /** Falco passes over the keys that it doesn't know, a misspelt one as well. */
  warnOfUnknown(known: readonly string[]): void {
    for (const { key, keyOffset } of this.mapping.entries) {
      if (known.includes(key)) continue;
      // YAML 1.1 has it, and Falco's reader doesn't.
      const hint = key === "<<" ? ": its YAML reader merges no mappings" : meant(key, known);
      this.warn(keyOffset, `${this.owner} has a key that Falco passes over: ${key}${hint}`);
    }
  }

  private say(
    severity: Diagnostic["severity"],
    offset: number,
    message: string,
    more: Pick<Diagnostic, "ofName"> = {},
  ): void {
    const { source } = this.mapping;
    const rule = this.rule === undefined ? {} : { rule: this.rule };
    this.report({ file: source.file, at: source.position(offset), severity, message, ...rule, ...more });
  }
}

const shownOrEmpty = (tree: Tree): string => (tree.kind === "text" && tree.text === "" ? "empty" : shown(tree));

/** `macro "m"`. */
export const titled = (kind: string, name: string): string => `${kind} ${quoted(name)}`;
