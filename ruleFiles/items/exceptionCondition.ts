import { isModified, listOperators, type Grammar } from "../conditions/grammar";
import { quotedItem } from "../conditions/lists";
import { Sourced } from "../conditions/sourced";
import type { Text } from "../yaml/tree";
import type { ExceptionEntry, ExceptionInfo } from "./collected";

/**
 * A rule's condition with its exceptions, which Falco writes behind it as text (falco 0.44.1, rule_loader_compiler.cpp,
 * build_rule_exception_infos). Undefined where values don't fit the fields.
 */
export function withExceptions(
  condition: Sourced,
  exceptions: readonly ExceptionInfo[],
  place: Text,
  grammar: Grammar,
): Sourced | undefined {
  if (exceptions.length === 0) return condition;
  const parts = [Sourced.put("(", place), condition, Sourced.put(")", place)];
  for (const exception of exceptions) {
    const terms = exceptionTerms(exception, grammar);
    if (!terms) return undefined;
    if (terms.length > 0) parts.push(Sourced.put(" and not ", exception.at), ...terms);
  }
  return Sourced.join(parts);
}

function exceptionTerms({ fields, comps, values, item, at }: ExceptionInfo, grammar: Grammar): Sourced[] | undefined {
  if (values.length === 0) return [];
  if (!fields) {
    item.error(at.offset, `${item.owner} has values and no fields`);
    return undefined;
  }
  if (!fields.items) {
    const list = values.find(({ items }) => items !== undefined);
    if (list) {
      item.error(
        list.at.offset,
        `values of ${item.owner} have to be texts, as it has a single field, and one is a list`,
      );
      return undefined;
    }
    return listTerms(`(${fields.text} ${comps?.text ?? ""} (`, values, "))", at);
  }
  const { items: names } = fields;
  const operators = comps?.items;
  if (!operators || operators.length < names.length) {
    item.error(at.offset, `${item.owner} needs comps for each of its fields where it replaces others`);
    return undefined;
  }
  const terms: Sourced[] = [];
  for (const value of values) {
    if (value.items?.length !== names.length) {
      item.error(
        value.at.offset,
        `a value of ${item.owner} has to be a list of ${names.length}, one for each field, and it is ` +
          (value.items ? `a list of ${value.items.length}` : "a text"),
      );
      return undefined;
    }
    terms.push(Sourced.put(terms.length === 0 ? "((" : " or (", value.at));
    value.items.forEach((part, index) => {
      const operator = operators[index]?.text ?? "";
      terms.push(Sourced.put(`${index === 0 ? "" : " and "} ${names[index]?.text ?? ""} ${operator} `, part.at));
      terms.push(...valueTerms(part, operator, grammar));
    });
    terms.push(Sourced.put(")", value.at));
  }
  return [...terms, Sourced.put(")", at)];
}

const listTerms = (open: string, values: readonly ExceptionEntry[], close: string, place: Text): Sourced[] => [
  Sourced.put(open, place),
  ...values.flatMap((value, index) => [
    ...(index === 0 ? [] : [Sourced.put(", ", value.at)]),
    Sourced.put(quotedItem(value.text), value.at),
  ]),
  Sourced.put(close, place),
];

function valueTerms(part: ExceptionEntry, operator: string, grammar: Grammar): Sourced[] {
  if (part.items) return listTerms("(", part.items, ")", part.at);
  const takesList = listOperators.some((known) => known === operator) || isModified(operator, grammar);
  const text = takesList ? (part.text.startsWith("(") ? part.text : `(${part.text})`) : quotedItem(part.text);
  return [Sourced.put(text, part.at)];
}
