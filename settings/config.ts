import * as pulumi from "@pulumi/pulumi";
import type { SettingPath } from "./finding";
import { isMapping } from "./helmValues/leaves";
import { nearNamespaces } from "./nearNamespaces";
import type { Problem } from "./problems";
import { asWritten, toQuote } from "./misread";
import type { Misread } from "./plainScalars";
import { childOf, schemaTree, type SchemaNode } from "./schemaTree";
import { stackFile } from "./stackFile";

/** The config of one namespace as Pulumi holds it: values, decrypted, and what is known of their encryption. */
export interface RawConfig {
  readonly values: Readonly<Record<string, unknown>>;
  /** Something at this path, around it or in it is encrypted. */
  readonly isEncrypted: (path: SettingPath) => boolean;
  /** This one value was set with `--secret`, not a group around it. */
  readonly isEncryptedItself: (path: SettingPath) => boolean;
  /** What is at this path can be read by whoever reads the stack's file, or isn't known to be encrypted. */
  readonly isExposed: (path: SettingPath) => boolean;
  /** What has to be put in quotes: Pulumi made something else of it than the file shows, which is in `values`. */
  readonly misread: readonly Misread[];
  /** Keys of other namespaces that were hardly meant for others. */
  readonly nearNamespaces?: readonly Problem[];
  /** Version of Pulumi's Kubernetes plugin, where it is another than the SDK's. */
  readonly kubernetesPlugin?: string | undefined;
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

const isUnset = (value: unknown): boolean =>
  value === "" || value === null || (isMapping(value) && Object.keys(value).length === 0);

const mapped = (values: object, change: (value: unknown, key: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([key, value]: [string, unknown]) => [key, change(value, key)] as const)
      .filter(([, value]) => !isUnset(value)),
  );

/** Mappings whose keys are a user's own, such as labels and a chart's values: there an empty text says something. */
const isFreeForm = (node: SchemaNode | undefined): boolean => typeof node?.additionalProperties === "object";

/** Leaves out what counts as unset: "", {} and null, at any depth, but in mappings whose keys are a user's own. */
const withoutUnset = (values: object, node: SchemaNode | undefined): Record<string, unknown> =>
  mapped(values, (value, key) => {
    const child = node && childOf(node, key);
    return isMapping(value) && !isFreeForm(child) ? withoutUnset(value, child) : value;
  });

/** Values of a namespace's keys, scalars and groups as text, as the settings read them. */
export const configValues = (texts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  withoutUnset(
    Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [key, typeof value === "string" ? parsed(value) : value]),
    ),
    schemaTree(),
  );

/** Whether a key has something encrypted in it. The SDK knows (it warns of such keys) but does not declare the function. */
const isSecret = (key: string): boolean => {
  const known: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  return typeof known === "function" && Reflect.apply(known, undefined, [key]) === true;
};

/**
 * Reads all keys `<namespace>:*` of the stack's config. Pulumi knows of a key only whether anything in it is encrypted;
 * which leaf that is, the stack's file in `directory` tells. What isn't from there (Automation API, ESC, another file) has
 * to be secret as a whole key.
 */
export function rawConfig(namespace: string, directory: string): RawConfig {
  const keys = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${namespace}:`));
  const name = (key: string) => key.slice(namespace.length + 1);
  const secretKeys = new Set(keys.filter(([key]) => isSecret(key)).map(([key]) => name(key)));
  const given = Object.fromEntries(keys.map(([key, value]) => [name(key), value]));
  const file = stackFile(directory, pulumi.getProject(), namespace, pulumi.getStack());
  const explained = Object.entries(given).filter(([key, value]) => file.explains(key, parsed(value)));
  const fromFile = new Set(explained.map(([key]) => key));
  const values = configValues(given);
  const misread = toQuote(
    values,
    file.misread.filter(({ path: [key] }) => fromFile.has(String(key))),
  );
  return {
    values: asWritten(values, misread),
    nearNamespaces: nearNamespaces(Object.keys(pulumi.runtime.allConfig()), pulumi.getProject()),
    // The sandbox says so of the plugin that it builds.
    kubernetesPlugin: process.env["FALCO_STACK_KUBERNETES_PLUGIN"],
    misread,
    isEncrypted: (path) => {
      const key = String(path[0]);
      if (fromFile.has(key) && file.standing(path) !== "absent") return file.holdsEncrypted(path);
      return secretKeys.has(key);
    },
    isEncryptedItself: (path) => file.encryptedItself(path),
    isExposed: (path) => {
      const key = String(path[0]);
      if (!secretKeys.has(key)) return true;
      if (!fromFile.has(key)) return false;
      const standing = file.standing(path);
      // Added to the key from elsewhere: what makes the key a secret may be another leaf, which the file has.
      return standing === "absent" ? file.holdsEncrypted([key]) : standing === "clear";
    },
  };
}

/** Paths of the values set that the schema calls secrets. */
export function secretPaths(values: Readonly<Record<string, unknown>>): string[][] {
  const below = (node: SchemaNode | undefined, value: unknown, path: readonly string[]): string[][] => {
    if (value === undefined || node === undefined) return [];
    // Of a mapping of secrets each is encrypted by itself.
    if (isMapping(value))
      return Object.entries(value).flatMap(([key, child]) =>
        below(node.secret ? node : childOf(node, key), child, [...path, key]),
      );
    return node.secret ? [[...path]] : [];
  };
  return below(schemaTree(), values, []);
}
