import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { SettingPath } from "./finding";

/** How a value stands in the stack's file: under `secure:`, readable, or not at all. */
export type Standing = "encrypted" | "clear" | "absent";

/** The config of `Pulumi.<stack>.yaml`, not decrypted. */
export interface StackFile {
  /** How what the config has at `path` of a namespace stands in the file. */
  standing(path: SettingPath): Standing;
  /** Whether anything below `path` is encrypted. */
  holdsEncrypted(path: SettingPath): boolean;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEncrypted = (value: unknown): boolean =>
  isMapping(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";

const anyEncrypted = (value: unknown): boolean =>
  isEncrypted(value) || (typeof value === "object" && value !== null && Object.values(value).some(anyEncrypted));

/**
 * Reads `Pulumi.<stack>.yaml` of a project's directory. Where there is none, as with the Automation API, everything is
 * absent from it.
 */
export function stackFile(directory: string, namespace: string, stack: string): StackFile {
  const file = join(directory, `Pulumi.${stack}.yaml`);
  const document: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined;
  const config = isMapping(document) && isMapping(document["config"]) ? document["config"] : {};
  const at = ([key, ...rest]: SettingPath): unknown => {
    let value = config[`${namespace}:${String(key)}`];
    for (const part of rest) {
      if (isEncrypted(value)) return value;
      value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
    }
    return value;
  };
  return {
    standing: (path) => {
      const value = at(path);
      if (value === undefined) return "absent";
      return isEncrypted(value) ? "encrypted" : "clear";
    },
    holdsEncrypted: (path) => anyEncrypted(at(path)),
  };
}
