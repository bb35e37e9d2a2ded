export const valueTypes = ["string", "number", "boolean", "list", "any", "map"] as const;

/** Type of one value. `any`: not known, as null in values.yaml doesn't tell; `map`: free-form, with any keys. */
export type ValueType = (typeof valueTypes)[number];

/**
 * The values of a chart, nested as in its values.yaml. The key `*` stands for every key that isn't named: the chart
 * passes that mapping on as it is.
 */
export interface ValueTree {
  readonly [key: string]: ValueType | ValueTree;
}

/** A value that the chart doesn't know, or knows otherwise. */
export interface UnknownValue {
  readonly path: readonly string[];
  /** Type in the chart; undefined: the chart has no such value. */
  readonly expected: ValueType | undefined;
  /** Type of what was given; null's is `any`. */
  readonly got: ValueType;
}

/** What the chart has at `path`: a type, the values below it, or undefined where it has nothing. */
export function valueType(tree: ValueTree, path: readonly string[]): ValueType | ValueTree | undefined {
  let found: ValueType | ValueTree | undefined = tree;
  for (const key of path) {
    if (found === "any" || found === "map") return "any";
    if (typeof found !== "object") return undefined;
    found = child(found, key);
  }
  return found;
}

/**
 * Every path in `values` (Helm values) that the chart lacks or has with another type, in the order of `values`. Null
 * fits every type: with it Helm removes a default.
 */
export function unknownValues(tree: ValueTree, values: object): readonly UnknownValue[] {
  return walk(tree, values, []);
}

/**
 * Every path in `values` that the chart knows only because it passes the mapping around it on: under `falco` of the
 * falco chart a key that falco.yaml may or may not have.
 */
export function unlistedValues(tree: ValueTree, values: object): readonly (readonly string[])[] {
  const listed = unknownValues(withoutWildcards(tree), values);
  return listed.filter(({ expected, path }) => expected === undefined && valueType(tree, path)).map(({ path }) => path);
}

/** The type of a YAML or JSON value, in the words of the tables. */
export function typeOf(value: unknown): ValueType {
  if (Array.isArray(value)) return "list";
  if (isMapping(value)) return "map";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "any";
}

function walk(tree: ValueTree, values: object, parent: readonly string[]): readonly UnknownValue[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    if (value === undefined) return [];
    const path = [...parent, key];
    const type = child(tree, key);
    if (typeof type === "object" && isMapping(value)) return walk(type, value, path);
    const expected = typeof type === "object" ? "map" : type;
    const got = typeOf(value);
    const fits = expected !== undefined && (value === null || expected === "any" || expected === got);
    return fits ? [] : [{ path, expected, got }];
  });
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Own keys only: a chart has no value `constructor`. */
const child = (tree: ValueTree, key: string): ValueType | ValueTree | undefined =>
  Object.hasOwn(tree, key) ? tree[key] : tree["*"];

const withoutWildcards = (tree: ValueTree): ValueTree =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== "*")
      .map(([key, type]) => [key, typeof type === "object" ? withoutWildcards(type) : type]),
  );
