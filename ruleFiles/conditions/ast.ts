/** A condition as Falco's parser reads it. `at` is an offset in the condition's text, `to` the end of the word there. */
export type Expression = Junction | Negation | Check | Identifier;

/** `and` and `or` between two or more. */
export interface Junction {
  readonly kind: "and" | "or";
  readonly children: readonly Expression[];
  readonly at: number;
}
/** An odd number of `not`. */
export interface Negation {
  readonly kind: "not";
  readonly child: Expression;
  readonly at: number;
}
/** `field operator value`, or `field exists`, which has no right side. */
export interface Check {
  readonly kind: "check";
  readonly left: Operand;
  /** With its modifier: `startswith oneof`. */
  readonly operator: string;
  readonly operatorAt: number;
  readonly right?: Value | List | Operand;
  readonly at: number;
}
/** The name of a macro. */
export interface Identifier {
  readonly kind: "identifier";
  readonly name: string;
  readonly at: number;
}

/** What has a value at run time. */
export type Operand = Field | Transformer;
/** `proc.aname[2]`. */
export interface Field {
  readonly kind: "field";
  readonly name: string;
  readonly argument?: string;
  readonly at: number;
}
/** `tolower(proc.name)`, `join(",", (proc.name, fd.name))`. */
export interface Transformer {
  readonly kind: "transformer";
  readonly name: string;
  readonly values: readonly TransformerArgument[];
  readonly argument?: string;
  readonly at: number;
}
/** What a transformer takes. */
export type TransformerArgument = Operand | Value | TransformerList;
/** A list of a transformer's, which may hold fields. */
export interface TransformerList {
  readonly kind: "transformerList";
  readonly values: readonly (Operand | Value)[];
  readonly at: number;
}
/** A constant. */
export interface Value {
  readonly kind: "value";
  readonly text: string;
  readonly at: number;
}
/** Constants in brackets. */
export interface List {
  readonly kind: "list";
  readonly values: readonly Value[];
  readonly at: number;
}
