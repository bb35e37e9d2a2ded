/** Words of Falco's filters (libs 0.23.2 and 0.25.4, userspace/libsinsp/filter/parser.cpp), in the order in which they are tried. */
export interface Grammar {
  readonly transformers: readonly string[];
  /** After an operator on texts: `startswith oneof (a, b)`. */
  readonly modifiers: readonly string[];
  /** Transformers take values and lists, and several of each. */
  readonly manyArguments: boolean;
  /** A word that only begins like an operator is tried as another (0.25.4), or ends the search (0.23.2). */
  readonly triesOn: boolean;
}

const since043: Grammar = {
  transformers: ["tolower", "toupper", "b64", "basename", "len"],
  modifiers: [],
  manyArguments: false,
  triesOn: false,
};
const since044: Grammar = {
  transformers: [...since043.transformers, "join", "concat", "getopt"],
  modifiers: ["oneof", "anyof", "allof"],
  manyArguments: true,
  triesOn: true,
};

/** The grammar by the facts' version of Falco. */
export const grammars = { "0.43.1": since043, "0.44.1": since044 } as const satisfies Readonly<Record<string, Grammar>>;

/** Operators on numbers. */
export const numberOperators = ["<=", "<", ">=", ">"] as const;
/** Operators on texts that need no blank behind them. */
export const signOperators = ["==", "=", "!="] as const;
/** Operators on texts that need a blank behind them. */
export const wordOperators = [
  "glob",
  "iglob",
  "contains",
  "icontains",
  "bcontains",
  "startswith",
  "bstartswith",
  "endswith",
  "regex",
] as const;
/** Operators on lists. */
export const listOperators = ["intersects", "in", "pmatch"] as const;

/** All operators, in the order of Falco's own messages. */
export const operators: readonly string[] = [
  "exists",
  ...numberOperators,
  ...signOperators,
  ...wordOperators,
  ...listOperators,
];

/** Whether it is `startswith oneof` or the like, which only operators on texts take. */
export const isModified = (operator: string, { modifiers }: Grammar): boolean => {
  const [base = "", modifier, ...more] = operator.split(" ");
  return (
    more.length === 0 &&
    modifier !== undefined &&
    modifiers.includes(modifier) &&
    [...signOperators, ...wordOperators].some((known) => known === base)
  );
};
