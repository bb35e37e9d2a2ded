import type { Field, Operand, TransformerArgument, TransformerList, Value } from "./ast";
import type { Grammar } from "./grammar";
import { Scanner, SyntaxFault } from "./scanner";

/** More levels than anybody writes: an expression this deep would end more than a parser. */
const deepest = 500;

/** Reads fields and transformers like Falco's parser, word for word (libs, userspace/libsinsp/filter/parser.cpp). */
export class OperandParser {
  protected readonly scanner: Scanner;
  private depth = 0;

  constructor(
    text: string,
    protected readonly grammar: Grammar,
  ) {
    this.scanner = new Scanner(text);
  }

  /** Where reading has got to. */
  get at(): number {
    return this.scanner.at;
  }

  /** A field or a transformer, as output formats have them. */
  operand(): Operand | undefined {
    return this.field() ?? this.transformer();
  }

  /** Reads something that may hold itself. */
  protected nested<T>(what: string, read: () => T): T {
    if (++this.depth > deepest) throw this.fault(`${what} may be nested ${deepest} times at most`);
    const result = read();
    this.depth--;
    return result;
  }

  protected field(): Field | undefined {
    const { at } = this;
    const name = this.scanner.word("field");
    return name === undefined ? undefined : { kind: "field", name, ...this.argument(), at };
  }

  private argument(): { readonly argument?: string } {
    if (!this.scanner.exactly("[")) return {};
    const argument = this.scanner.quoted() ?? this.scanner.word("argument");
    if (argument === undefined) throw this.fault(`an argument was expected in [ ], not ${this.shownHere()}`);
    if (!this.scanner.exactly("]")) throw this.fault(`] was expected behind the argument, not ${this.shownHere()}`);
    // An empty one counts as none before 0.44.
    return argument === "" && !this.grammar.manyArguments ? {} : { argument };
  }

  protected transformer(): Operand | undefined {
    const { at } = this;
    const name = this.scanner.oneOf(this.grammar.transformers, "(");
    if (!name) return undefined;
    const values = this.nested("transformers", () => this.transformerArguments());
    return { kind: "transformer", name, values, ...this.closed(), at };
  }

  private transformerArguments(): TransformerArgument[] {
    const values: TransformerArgument[] = [];
    do values.push(this.transformerArgument());
    while (this.grammar.manyArguments && this.scanner.exactly(","));
    return values;
  }

  protected closed(): { readonly argument?: string } {
    this.skipBlank();
    if (!this.scanner.exactly(")"))
      throw this.fault(`) was expected to close the transformer, not ${this.shownHere()}`);
    return this.grammar.manyArguments ? this.argument() : {};
  }

  private transformerArgument(): TransformerArgument {
    const at = this.skipBlank();
    const value = this.transformerValue() ?? this.operand();
    if (value) return this.skipped(value);
    if (this.grammar.manyArguments && this.scanner.exactly("(")) return this.skipped(this.transformerList(at));
    throw this.fault(`a field was expected in the transformer, not ${this.shownHere()}`);
  }

  private transformerValue(): Value | undefined {
    if (!this.grammar.manyArguments) return undefined;
    const { at } = this;
    const number = this.number();
    if (number) return number;
    const text = this.scanner.quoted();
    return text === undefined ? undefined : { kind: "value", text, at };
  }

  private transformerList(at: number): TransformerList {
    const values: (Operand | Value)[] = [];
    this.skipBlank();
    if (this.scanner.exactly(")")) return { kind: "transformerList", values, at };
    do {
      this.skipBlank();
      const value = this.operand() ?? this.transformerValue();
      if (!value) throw this.fault(`a field, a number or a text in quotes was expected, not ${this.shownHere()}`);
      values.push(this.skipped(value));
    } while (this.scanner.exactly(","));
    if (!this.scanner.exactly(")")) throw this.fault(`a comma or ) was expected, not ${this.shownHere()}`);
    return { kind: "transformerList", values, at };
  }

  private skipped<T>(value: T): T {
    this.skipBlank();
    return value;
  }

  protected skipBlank(): number {
    this.scanner.blank();
    return this.at;
  }

  protected fault(message: string): SyntaxFault {
    return new SyntaxFault(this.at, message);
  }

  protected number(): Value | undefined {
    const { at } = this;
    const text = this.scanner.word("hexadecimal") ?? this.scanner.word("number");
    return text === undefined ? undefined : { kind: "value", text, at };
  }

  protected shownHere(): string {
    const rest = this.scanner.text.slice(this.at).trim();
    const word = /^(?:[()=,]|[^()=,\s]+)/.exec(rest)?.[0];
    return word === undefined ? "the end" : JSON.stringify(word.length > 40 ? `${word.slice(0, 40)}…` : word);
  }
}
