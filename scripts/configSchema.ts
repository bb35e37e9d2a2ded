/**
 * Writes config.schema.json, by which editors complete and check `Pulumi.<stack>.yaml`, from the schema of the settings:
 *
 *     npm run config-reference
 */
import { z } from "zod";
import { settingsSchema } from "../settings/schema";

type JsonSchema = Readonly<Record<string, unknown>>;

/** What the settings' schema knows of a field besides its type. */
const ourOwn = ["since", "json", "variable", "isNumber", "follows"];

const encrypted = { $ref: "#/definitions/encrypted" };

/** What the CLI writes around an encrypted value. */
const encryptedDefinition = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/**
 * The JSON Schema of a leaf as it stands in YAML: text may look like a number or a boolean, a number may be quoted,
 * and every value may be encrypted. A secret has to be.
 */
const inYaml = ({ type, secret, description, default: usual, ...rest }: JsonSchema): JsonSchema => {
  const rules = Object.fromEntries(Object.entries(rest).filter(([key]) => !ourOwn.includes(key)));
  const described = {
    ...(description !== undefined && { description }),
    ...(usual !== undefined && { default: usual }),
  };
  if (secret === true) return { ...described, ...encrypted };
  const types = { string: ["string", "number", "boolean"], integer: ["integer", "string"] }[String(type)];
  const digits = type === "integer" && { pattern: String.raw`^\s*-?\d+\s*$` };
  return {
    ...described,
    anyOf: [{ ...rules, ...digits, ...(type !== undefined && { type: types ?? type }) }, encrypted],
  };
};

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapped = (schemas: unknown): JsonSchema =>
  Object.fromEntries(
    Object.entries(isObject(schemas) ? schemas : {})
      .filter(([, schema]) => !(isObject(schema) && schema["refused"] === true))
      .map(([key, schema]) => [key, node(schema)]),
  );

/** Turns the schema of what the settings become into that of what a user writes: nothing with a default is required. */
function node(schema: unknown): JsonSchema {
  if (!isObject(schema)) return {};
  const { required, properties, additionalProperties, propertyNames, items, ...rest } = schema;
  if (items !== undefined) return inYaml({ ...rest, items: node(items) });
  if (schema["type"] !== "object") return inYaml(rest);
  const children = isObject(properties) ? properties : {};
  const needed = Array.isArray(required)
    ? required.filter((key) => {
        const child = children[String(key)];
        return isObject(child) && child["type"] !== "object" && child["default"] === undefined;
      })
    : [];
  return inYaml({
    ...rest,
    ...(properties !== undefined && { properties: mapped(properties) }),
    ...(needed.length > 0 && { required: needed }),
    ...(isObject(propertyNames) && { propertyNames }),
    additionalProperties: isObject(additionalProperties) ? node(additionalProperties) : (additionalProperties ?? false),
  });
}

/** The JSON Schema (draft 7) of `Pulumi.<stack>.yaml`. */
export function configSchema(): JsonSchema {
  const { properties } = z
    .object({ properties: z.record(z.string(), z.unknown()) })
    .parse(z.toJSONSchema(settingsSchema, { io: "output", target: "draft-7", unrepresentable: "any" }));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Pulumi.<stack>.yaml of the Falco stack",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(
          Object.entries(mapped(properties)).map(([key, schema]) => [`falco:${key}`, schema]),
        ),
        // Of other namespaces nothing is known.
        patternProperties: { "^(?!falco:)[^:]+:": {} },
        additionalProperties: false,
      },
    },
    definitions: { encrypted: encryptedDefinition },
  };
}
