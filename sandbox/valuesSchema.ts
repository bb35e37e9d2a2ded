import type { ValueTree, ValueType } from "../settings/chartValues/chartValues.ts";

/** The part of JSON Schema (draft 7) that a values.schema.json of a stand-in chart uses. */
export interface ValuesSchema {
  readonly $schema?: string;
  readonly type?: readonly string[];
  readonly properties?: Readonly<Record<string, ValuesSchema>>;
  readonly additionalProperties?: boolean;
}

const jsonTypes: Readonly<Record<Exclude<ValueType, "any">, string>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  list: "array",
  map: "object",
};

/**
 * values.schema.json for a chart with the values `tree`: Helm refuses a value that is not in the tree or has another
 * type. Null is allowed everywhere, and so is `global`, which Helm adds to any chart's values by itself.
 */
export function valuesSchema(tree: ValueTree): ValuesSchema {
  return { $schema: "http://json-schema.org/draft-07/schema#", ...mapping({ ...tree, global: "map" }) };
}

function mapping({ "*": others, ...named }: ValueTree): ValuesSchema {
  const properties = Object.fromEntries(Object.entries(named).map(([key, type]) => [key, valueSchema(type)]));
  return { type: ["object", "null"], properties, additionalProperties: others !== undefined };
}

function valueSchema(type: ValueType | ValueTree): ValuesSchema {
  if (type === "any") return {};
  return typeof type === "object" ? mapping(type) : { type: [jsonTypes[type], "null"] };
}
