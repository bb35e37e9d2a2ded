import type { Check, Expression, List, Operand, Value } from "./ast";
import { listOperators, numberOperators, operators, signOperators, wordOperators } from "./grammar";
import { OperandParser } from "./operandParser";
import { SyntaxFault } from "./scanner";
import { nearest } from "../../diagnostics/nearest";

/** Reads conditions like Falco's parser, word for word (libs, userspace/libsinsp/filter/parser.cpp). */
export class Parser extends OperandParser {
  /** The whole text as a condition. */
  condition(): Expression {
    if (this.scanner.text === "") throw new SyntaxFault(0, "the condition is empty");
    const expression = this.or();
    if (this.at < this.scanner.text.length)
      throw this.fault(`${this.shownHere()} doesn't go on from what stands before it: and, or or the end may follow`);
    return expression;
  }

  private or(): Expression {
    return this.junction("or", () => this.and());
  }

  private and(): Expression {
    return this.junction("and", () => this.not());
  }

  private junction(kind: "and" | "or", part: () => Expression): Expression {
    const at = this.skipBlank();
    const children = [part()];
    this.skipBlank();
    while (this.scanner.exactly(kind)) {
      if (this.scanner.blank()) children.push(part());
      else if (this.scanner.exactly("(")) children.push(this.bracket());
      else throw this.fault(`a blank or ( has to follow ${kind}, not ${this.shownHere()}`);
      this.skipBlank();
    }
    const [only] = children;
    return children.length === 1 && only ? only : { kind, children, at };
  }

  private not(): Expression {
    const at = this.skipBlank();
    let negated = false;
    while (this.scanner.word("not") !== undefined) negated = !negated;
    if (!this.scanner.exactly("not(")) {
      const child = this.check();
      return negated ? { kind: "not", child, at } : child;
    }
    const child = this.bracket();
    return negated ? child : { kind: "not", child, at };
  }

  /** What follows an opening bracket. */
  private bracket(): Expression {
    const opened = this.at - 1;
    const expression = this.nested("brackets", () => this.or());
    if (!this.scanner.exactly(")")) {
      if (this.at >= this.scanner.text.length) throw new SyntaxFault(opened, "this bracket is never closed");
      throw this.fault(`${this.shownHere()} stands where ), and or or was expected`);
    }
    return expression;
  }

  private check(): Expression {
    const at = this.skipBlank();
    if (this.scanner.exactly("(")) return this.bracket();
    const left = this.operand();
    if (left) return this.comparison(left);
    const name = this.scanner.word("identifier");
    if (name !== undefined) return { kind: "identifier", name, at };
    throw this.fault(`a check of a field, a macro or ( was expected, not ${this.shownHere()}`);
  }

  private comparison(left: Operand): Check {
    const operatorAt = this.skipBlank();
    const check = { kind: "check", left, operatorAt, at: left.at } as const;
    if (this.scanner.exactly("exists")) return { ...check, operator: "exists" };
    const number = this.scanner.oneOf(numberOperators);
    if (number) return { ...check, operator: number, right: this.numberValue() };
    const text = this.textOperator();
    if (text) return this.textComparison(check, text);
    const list = this.scanner.oneOf(listOperators);
    if (list) return { ...check, operator: list, right: this.listValue(true) };
    throw this.fault(this.noOperator());
  }

  private textOperator(): string | undefined {
    const sign = this.scanner.oneOf(signOperators);
    if (sign) return sign;
    for (const word of wordOperators) {
      const start = this.at;
      if (!this.scanner.exactly(word)) continue;
      if (this.scanner.blank()) return word;
      this.scanner.at = start;
      if (!this.grammar.triesOn) {
        this.scanner.at = start + word.length;
        return undefined;
      }
    }
    return undefined;
  }

  private textComparison(check: Omit<Check, "operator" | "right">, operator: string): Check {
    const isWord = /^[a-z]/.test(operator);
    const blank = this.scanner.blank() || isWord;
    const start = this.at;
    const modifier = blank ? this.scanner.oneOf(this.grammar.modifiers) : undefined;
    if (modifier && this.scanner.blank() && this.listFollows())
      return { ...check, operator: `${operator} ${modifier}`, right: this.listValue(false) };
    this.scanner.at = start;
    return { ...check, operator, right: this.comparedOperand() ?? this.textValue() };
  }

  private listFollows(): boolean {
    const rest = this.scanner.text.slice(this.at);
    return /^(?:\(|[a-zA-Z])/.test(rest) && !/^(?:and|or|not)(?![a-zA-Z0-9])/.test(rest);
  }

  private numberValue(): Value | Operand {
    this.skipBlank();
    const compared = this.comparedOperand() ?? this.number();
    if (compared) return compared;
    throw this.fault(`a number was expected, not ${this.shownHere()}`);
  }

  private textValue(): Value {
    const at = this.skipBlank();
    const text = this.scanner.quoted() ?? this.scanner.word("word");
    if (text !== undefined) return { kind: "value", text, at };
    const open = /["']/.test(this.scanner.text.charAt(at)) ? ", which opens a text that is never closed" : "";
    throw this.fault(`a value was expected, not ${this.shownHere()}${open}`);
  }

  private listValue(mayBeOperand: boolean): Value | List | Operand {
    const at = this.skipBlank();
    if (this.scanner.exactly("(")) return this.list(at);
    const compared = mayBeOperand ? this.comparedOperand() : undefined;
    if (compared) return compared;
    const text = this.scanner.word("identifier");
    if (text !== undefined) return { kind: "value", text, at };
    throw this.fault(`a list in brackets was expected, not ${this.shownHere()}`);
  }

  private list(at: number): List {
    this.skipBlank();
    const values: Value[] = [];
    if (!this.scanner.exactly(")")) {
      try {
        values.push(this.textValue());
      } catch (error) {
        // Falco takes a list for empty whose only value it can't read (libs 0.25.4, parser.cpp, try_parse_list_expr).
        if (this.scanner.exactly(")")) return { kind: "list", values, at };
        throw error;
      }
      for (this.skipBlank(); this.scanner.exactly(","); this.skipBlank()) values.push(this.textValue());
      if (!this.scanner.exactly(")"))
        throw this.fault(`a comma or ) was expected between the values of a list, not ${this.shownHere()}`);
    }
    return { kind: "list", values, at };
  }

  /** On the right side: `val(field)`, or another transformer. */
  private comparedOperand(): Operand | undefined {
    const at = this.skipBlank();
    if (!this.scanner.exactly("val(")) return this.transformer();
    this.skipBlank();
    const field = this.field();
    if (!field) throw this.fault(`a field was expected in val(), not ${this.shownHere()}`);
    return { kind: "transformer", name: "val", values: [field], ...this.closed(), at };
  }

  private noOperator(): string {
    const word = /^\S*/.exec(this.scanner.text.slice(this.at))?.[0] ?? "";
    const near = word === "" ? undefined : nearest(word, operators);
    const meant = near === undefined ? "" : ` (did you mean ${near}?)`;
    return `${this.shownHere()} is no operator${meant}: expected one of ${operators.join(", ")}`;
  }
}
