import * as pulumi from "@pulumi/pulumi";
import type { SettingPath } from "./finding";
import { childOf, schemaTree, type SchemaNode } from "./schemaTree";
import { stackFile } from "./stackFile";

/** The config of one namespace as Pulumi holds it: values, decrypted, and what is known of their encryption. */
export interface RawConfig {
  readonly values: Readonly<Record<string, unknown>>;
  /** Something at this path, around it or in it is encrypted. */
  readonly isEncrypted: (path: SettingPath) => boolean;
  /** What is at this path can be read by whoever reads the stack's file, or isn't known to be encrypted. */
  readonly isExposed: (path: SettingPath) => boolean;
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

/** Leaves out what counts as unset: "", {} and null, at any depth, but in Helm values, where each of them says something. */
const withoutUnset = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key, isObject(value) && key !== "helmValues" ? withoutUnset(value) : value] as const)
      .filter(([, value]) => value !== "" && value !== null && !(isObject(value) && Object.keys(value).length === 0)),
  );

/** Whether a key has something encrypted in it. The SDK knows (it warns of such keys) but does not declare the function. */
const isSecret = (key: string): boolean => {
  const known: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  return typeof known === "function" && Reflect.apply(known, undefined, [key]) === true;
};

/**
 * Reads all keys `<namespace>:*` of the stack's config. Pulumi knows of a key only whether anything in it is encrypted;
 * which leaf that is, the stack's file in `directory` tells. For what isn't in the file (Automation API, ESC) the
 * whole key has to be a secret.
 */
export function rawConfig(namespace: string, directory: string): RawConfig {
  const keys = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${namespace}:`));
  const name = (key: string) => key.slice(namespace.length + 1);
  const secretKeys = new Set(keys.filter(([key]) => isSecret(key)).map(([key]) => name(key)));
  const file = stackFile(directory, namespace, pulumi.getStack());
  const secretElsewhere = (path: SettingPath) => file.standing(path) === "absent" && secretKeys.has(String(path[0]));
  return {
    values: withoutUnset(Object.fromEntries(keys.map(([key, value]) => [name(key), parsed(value)]))),
    isEncrypted: (path) => file.holdsEncrypted(path) || secretElsewhere(path),
    isExposed: (path) => file.standing(path) !== "encrypted" && !secretElsewhere(path),
  };
}

/** Paths of the values set that the schema calls secrets. */
export function secretPaths(values: Readonly<Record<string, unknown>>): string[][] {
  const below = (node: SchemaNode | undefined, value: unknown, path: readonly string[]): string[][] => {
    if (value === undefined || node === undefined) return [];
    // Of a mapping of secrets each is encrypted by itself.
    if (isObject(value))
      return Object.entries(value).flatMap(([key, child]) =>
        below(node.secret ? node : childOf(node, key), child, [...path, key]),
      );
    return node.secret ? [[...path]] : [];
  };
  return below(schemaTree(), values, []);
}
