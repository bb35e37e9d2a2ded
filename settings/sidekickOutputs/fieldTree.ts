import { z } from "zod";
import type { SettingPath } from "../finding";
import { sidekickOutputs, type SidekickOutputs } from "./sidekickOutputs";

/** A field of an output that is on, set or not; or such an output itself. */
export interface Field {
  /** Below `sidekick.outputs`, for instance `["aws", "s3", "bucket"]`. */
  readonly path: readonly string[];
  /** Undefined where it isn't set. */
  readonly value: unknown;
  /** What it is unless it's set; undefined where falcosidekick or the chart decides. */
  readonly default: unknown;
  /** The environment variable that it is read from. */
  readonly variable: string;
  readonly isOutput: boolean;
  readonly secret: boolean;
  /** The output stays off without it. */
  readonly required: boolean;
  /** First version of falcosidekick that has it. */
  readonly since: string | undefined;
  /** A map that travels as JSON. */
  readonly json: boolean;
}

type Schema = z.core.$ZodType;

/** The schema inside of optional() and default(), and what is known of it. */
const bare = (schema: Schema): { readonly schema: Schema; readonly facts: Readonly<Record<string, unknown>> } => {
  const facts = z.globalRegistry.get(schema) ?? {};
  if (!(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)) return { schema, facts };
  const inner = bare(schema.unwrap());
  const fixed = schema instanceof z.ZodDefault && { default: schema.def.defaultValue };
  return { schema: inner.schema, facts: { ...inner.facts, ...facts, ...fixed } };
};

/** All fields of the outputs that are on, in the order of the schema. */
export function fieldsOf(outputs: SidekickOutputs): readonly Field[] {
  const below = (object: z.ZodObject, values: object, path: readonly string[]): Field[] =>
    Object.entries(object.shape).flatMap(([name, child]: [string, Schema]) => {
      const { schema, facts } = bare(child);
      const value: unknown = Reflect.get(values, name);
      const field: Field = {
        path: [...path, name],
        value,
        default: facts["default"],
        variable: typeof facts["variable"] === "string" ? facts["variable"] : [...path, name].join("_").toUpperCase(),
        isOutput: schema instanceof z.ZodObject,
        secret: facts["secret"] === true,
        required: facts["required"] === true,
        since: typeof facts["since"] === "string" ? facts["since"] : undefined,
        json: facts["json"] === true,
      };
      if (!(schema instanceof z.ZodObject)) return [field];
      return typeof value === "object" && value !== null ? [field, ...below(schema, value, field.path)] : [];
    });
  return below(sidekickOutputs, outputs, []);
}

const outputsPath = ["sidekick", "outputs"];
/** Where a user finds a field. */
export const settingPath = (path: readonly string[]): SettingPath => [...outputsPath, ...path];

/** What is expected of a field at a path, where a text from elsewhere isn't that; undefined of a map, and where it is. */
export function fieldMisfit(path: SettingPath, text: string): string | undefined {
  const field = path.slice(outputsPath.length).reduce<Schema>((at, name) => {
    const { schema } = bare(at);
    const shape: Readonly<Record<PropertyKey, Schema>> = schema instanceof z.ZodObject ? schema.shape : {};
    return shape[name] ?? z.any();
  }, sidekickOutputs);
  if (bare(field).schema instanceof z.ZodRecord) return undefined;
  return z.safeParse(field, text).error?.issues[0]?.message;
}
