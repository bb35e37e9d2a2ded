import type { Check, Expression, List, Operand, TransformerArgument, TransformerList, Value } from "./ast";

/** Writes a condition so that Falco's parser reads the same one again (libs, filter/ast.cpp, as_string). */
export function formatCondition(expression: Expression): string {
  switch (expression.kind) {
    case "identifier":
      return expression.name;
    case "not":
      return `not ${expression.child.kind === "not" ? `(${formatCondition(expression.child)})` : bracketed(expression.child)}`;
    case "check":
      return formatCheck(expression);
    case "and":
    case "or":
      return expression.children.map(bracketed).join(` ${expression.kind} `);
  }
}

const bracketed = (expression: Expression): string =>
  expression.kind === "and" || expression.kind === "or"
    ? `(${formatCondition(expression)})`
    : formatCondition(expression);

const formatCheck = ({ left, operator, right }: Check): string =>
  right === undefined
    ? `${formatOperand(left)} ${operator}`
    : `${formatOperand(left)} ${operator} ${formatRight(operator, right)}`;

function formatRight(operator: string, right: Value | List | Operand): string {
  if (right.kind === "list") return `(${right.values.map(({ text }) => wordOrQuoted(text)).join(", ")})`;
  if (right.kind !== "value") return formatOperand(right);
  return /^(?:[<>]=?|in|intersects|pmatch)$|of$/.test(operator) ? right.text : wordOrQuoted(right.text);
}

const formatOperand = (operand: Operand): string =>
  (operand.kind === "field" ? operand.name : `${operand.name}(${operand.values.map(formatArgument).join(", ")})`) +
  (operand.argument === undefined ? "" : `[${formatIndex(operand.argument)}]`);

const formatArgument = (argument: TransformerArgument | TransformerList): string =>
  argument.kind === "transformerList"
    ? `(${argument.values.map(formatArgument).join(", ")})`
    : argument.kind === "value"
      ? quotedText(argument.text)
      : formatOperand(argument);

const formatIndex = (argument: string): string => (/^[^\]["'\s]+$/.test(argument) ? argument : quotedText(argument));
const wordOrQuoted = (text: string): string => (/^[^()"'\s=,]+$/.test(text) ? text : quotedText(text));

const escapes: Readonly<Record<string, string>> = { "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const quotedText = (text: string): string =>
  `"${text.replace(/["\\]/g, "\\$&").replace(/[\b\f\n\r\t]/g, (sign) => escapes[sign] ?? sign)}"`;
