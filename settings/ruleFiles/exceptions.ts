import { checkForm, requireForm, text, type Form } from "./forms";
import { refuse, type Remark } from "./remark";
import { entryOf, isText, shown, valueOf, type Mapping, type Tree } from "./tree";
import { doubtUnknownKeys } from "./unknownKeys";

const textOrTexts: Form = {
  expected: "a text or a list of texts",
  holds: (value) => isText(value) || (value.kind === "list" && value.items.every(isText)),
};

const listOperators = ["in", "intersects", "pmatch"];
const operators = [
  ...["exists", "<=", "<", ">=", ">", "==", "=", "!=", "glob", "iglob", "contains", "icontains", "bcontains"],
  ...["startswith", "bstartswith", "endswith", "regex", ...listOperators],
];
/** Such as `startswith oneof`, of Falco 0.44 (userspace/engine/rule_loader_cmpop.h). */
const modified = /^\S+\s+(oneof|anyof|allof)$/;

/**
 * Checks a rule's exceptions (falco 0.43.0, read_rule_exceptions and validate_exception_info). `appended`: those of an
 * earlier rule get more values, so that their fields are known there.
 */
export function checkExceptions(owner: string, item: Mapping, appended: boolean): Remark[] {
  const value = valueOf(item, "exceptions");
  if (!value) return [];
  if (value.kind !== "list")
    return [refuse(value.at, "a list of exceptions as exceptions", `${owner} has ${shown(value)}`)];
  return value.items.flatMap((exception) =>
    exception.kind === "mapping"
      ? checkException(owner, exception, appended)
      : [refuse(exception.at, "a mapping as exception", `${owner} has ${shown(exception)}`)],
  );
}

function checkException(owner: string, exception: Mapping, appended: boolean): Remark[] {
  const name = valueOf(exception, "name");
  const whose = isText(name) ? `exception ${name.text} of ${owner}` : `an exception of ${owner}`;
  const remarks = [
    ...requireForm(whose, exception, "name", text),
    ...(appended ? checkForm : requireForm)(whose, exception, "fields", textOrTexts),
    ...checkForm(whose, exception, "comps", textOrTexts),
    ...checkForm(whose, exception, "values", { expected: "a list", holds: ({ kind }) => kind === "list" }),
    ...doubtUnknownKeys(whose, exception, ["name", "fields", "comps", "values"]),
  ];
  const fields = valueOf(exception, "fields");
  // Shapes can only be compared where each is one.
  if (remarks.some(({ refused }) => refused) || !fields) return remarks;
  return [
    ...remarks,
    ...checkComps(whose, fields, valueOf(exception, "comps")),
    ...checkValues(whose, exception, fields),
  ];
}

function checkComps(whose: string, fields: Tree, comps: Tree | undefined): Remark[] {
  if (!comps) return [];
  if (fields.kind === "list") {
    if (comps.kind !== "list" || comps.items.length !== fields.items.length)
      return [
        refuse(
          comps.at,
          `a list of ${fields.items.length} as comps, one for each field`,
          `${whose} has ${counted(comps)}`,
        ),
      ];
    return comps.items
      .filter((comp) => !isOperator(comp, operators))
      .map((comp) => refuse(comp.at, `an operator of Falco's (${operators.join(" ")})`, `${whose} has ${shown(comp)}`));
  }
  return isOperator(comps, listOperators)
    ? []
    : [refuse(comps.at, `${listOperators.join(", ")} as comps of a single field`, `${whose} has ${counted(comps)}`)];
}

const isOperator = (tree: Tree, known: readonly string[]): boolean =>
  tree.kind === "text" && (known.includes(tree.text) || modified.test(tree.text));

function checkValues(whose: string, exception: Mapping, fields: Tree): Remark[] {
  const values = entryOf(exception, "values")?.value;
  if (values?.kind !== "list") return [];
  return values.items.flatMap((value): Remark[] => {
    if (fields.kind !== "list")
      return isText(value)
        ? []
        : [refuse(value.at, "a text as value of a single field", `${whose} has ${shown(value)}`)];
    const fits =
      value.kind === "list" && value.items.length === fields.items.length && value.items.every(textOrTexts.holds);
    return fits
      ? []
      : [
          refuse(
            value.at,
            `a list of ${fields.items.length} as value, one for each field`,
            `${whose} has ${counted(value)}`,
          ),
        ];
  });
}

const counted = (tree: Tree): string => (tree.kind === "list" ? `a list of ${tree.items.length}` : shown(tree));
