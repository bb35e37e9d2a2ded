import * as pulumi from "@pulumi/pulumi";
import { schemaTree, type SchemaNode } from "./schemaTree";

/** The config of one namespace as Pulumi holds it: values, decrypted, and the keys that have something encrypted in them. */
export interface RawConfig {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secretKeys: ReadonlySet<string>;
}

/** Groups come as JSON; a scalar is text, whatever it looks like. */
const parsed = (value: string): unknown => {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);

/** Leaves out what counts as unset: "", {} and null, at any depth. */
const withoutUnset = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key, isObject(value) ? withoutUnset(value) : value] as const)
      .filter(([, value]) => value !== "" && value !== null && !(isObject(value) && Object.keys(value).length === 0)),
  );

/** Whether a key has something encrypted in it. The SDK knows (it warns of such keys) but does not declare the function. */
const isSecret = (key: string): boolean => {
  const known: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  return typeof known === "function" && Reflect.apply(known, undefined, [key]) === true;
};

/** Reads all keys `<namespace>:*` of the stack's config. */
export function rawConfig(namespace: string): RawConfig {
  const keys = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${namespace}:`));
  const name = (key: string) => key.slice(namespace.length + 1);
  return {
    values: withoutUnset(Object.fromEntries(keys.map(([key, value]) => [name(key), parsed(value)]))),
    secretKeys: new Set(keys.filter(([key]) => isSecret(key)).map(([key]) => name(key))),
  };
}

/** Paths of the values set that the schema calls secrets. */
export function secretPaths(values: Readonly<Record<string, unknown>>): string[][] {
  const below = ({ secret, properties }: SchemaNode, value: unknown, path: readonly string[]): string[][] => {
    if (value === undefined) return [];
    if (secret) return [[...path]];
    return Object.entries(properties ?? {}).flatMap(([key, child]) =>
      isObject(value) ? below(child, value[key], [...path, key]) : [],
    );
  };
  return below(schemaTree(), values, []);
}
