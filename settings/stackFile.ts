import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { SettingPath } from "./finding";
import { isMapping } from "./helmValues/leaves";

/** How a value stands in the stack's file: under `secure:`, readable, or not at all. */
export type Standing = "encrypted" | "clear" | "absent";

/** One namespace's config in `Pulumi.<stack>.yaml`, not decrypted. */
export interface StackFile {
  /** How what the config has at a path stands in the file. */
  standing(path: SettingPath): Standing;
  /** Whether the value at a path is encrypted by itself, not with a group around it. */
  encryptedItself(path: SettingPath): boolean;
  /** Whether anything at, around or below a path is encrypted. */
  holdsEncrypted(path: SettingPath): boolean;
  /** Whether the value of a key can have come from this file: all that is readable there is in it. */
  explains(key: string, value: unknown): boolean;
}

/** Whether a value of the file is one that the CLI encrypted. */
export const isEncrypted = (value: unknown): boolean =>
  isMapping(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";

const anyEncrypted = (value: unknown): boolean =>
  isEncrypted(value) || (typeof value === "object" && value !== null && Object.values(value).some(anyEncrypted));

const own = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** Whether `value` has all that can be read in `written`, which is what the file has of it. */
const holds = (value: unknown, written: unknown): boolean => {
  if (isEncrypted(written) || written === null || written === "") return true;
  // Scalars of the top are text to Pulumi, whatever they look like.
  if (typeof written !== "object") return [JSON.stringify(value), value].includes(JSON.stringify(written));
  return Object.entries(written).every(([key, child]) => holds(own(value, key), child));
};

/**
 * Reads `Pulumi.<stack>.yaml` of a project's directory. Where there is none, as with the Automation API, or none that can be
 * read, everything is absent from it.
 */
export function stackFile(directory: string, project: string, namespace: string, stack: string): StackFile {
  const config = keysOf(readYaml(join(directory, `Pulumi.${stack}.yaml`)), project, namespace);
  const at = ([key, ...rest]: SettingPath): unknown => {
    let value = own(config, String(key));
    for (const part of rest) {
      if (isEncrypted(value)) return value;
      value = own(value, part);
    }
    return value;
  };
  return {
    standing: (path) => {
      const value = at(path);
      if (value === undefined) return "absent";
      return isEncrypted(value) ? "encrypted" : "clear";
    },
    encryptedItself: (path) => isEncrypted(at(path)) && (path.length === 1 || !isEncrypted(at(path.slice(0, -1)))),
    holdsEncrypted: (path) => anyEncrypted(at(path)),
    explains: (key, value) => Object.hasOwn(config, key) && holds(value, config[key]),
  };
}

function readYaml(file: string): unknown {
  try {
    // Pulumi's parser follows merge keys (`<<`).
    return existsSync(file) ? parse(readFileSync(file, "utf8"), { merge: true }) : undefined;
  } catch {
    return undefined; // Pulumi read it, or another one
  }
}

/** The keys of a namespace, without it. One without a namespace is the project's; `config:` is how old files say it. */
function keysOf(document: unknown, project: string, namespace: string): Readonly<Record<string, unknown>> {
  const config = isMapping(document) && isMapping(document["config"]) ? document["config"] : {};
  return Object.fromEntries(
    Object.entries(config).flatMap(([written, value]) => {
      const parts = written.replace(":config:", ":").split(":");
      const [space, key] = parts.length === 1 ? [project, written] : [parts[0], parts.slice(1).join(":")];
      return space === namespace ? [[key, value]] : [];
    }),
  );
}
