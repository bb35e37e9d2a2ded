import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { SettingPath } from "./finding";
import { isMapping } from "./helmValues/leaves";
import { asPulumiReads, misreadIn, type Misread } from "./plainScalars";

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
  /** What stands there without quotes and is something else to Pulumi. */
  readonly misread: readonly Misread[];
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
  const { document, misread } = readYaml(join(directory, `Pulumi.${stack}.yaml`));
  const config = keysOf(document, project, namespace);
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
    misread: misread.flatMap(({ path: [written, ...rest], ...found }) => {
      const key = keyIn(String(written), project, namespace);
      return key === undefined ? [] : [{ path: [key, ...rest], ...found }];
    }),
  };
}

interface ReadYaml {
  readonly document: unknown;
  /** Below `config`. */
  readonly misread: readonly Misread[];
}

/** A stack's file as Pulumi reads it, aliases and merge keys (`<<`) followed; nothing where it isn't there, or isn't YAML. */
export function readYaml(file: string): ReadYaml {
  const lineCounter = new LineCounter();
  const document = existsSync(file)
    ? parseDocument(readFileSync(file, "utf8"), { ...asPulumiReads, lineCounter })
    : undefined;
  // Pulumi read it, or another one.
  if (document === undefined || document.errors.length > 0) return { document: undefined, misread: [] };
  const placeOf = (offset: number) => `line ${lineCounter.linePos(offset).line} of ${basename(file)}`;
  return { document: document.toJS(), misread: misreadIn(document, placeOf) };
}

/** A key of the namespace by how the file writes it. One without a namespace is the project's; `config:` is how old files say it. */
function keyIn(written: string, project: string, namespace: string): string | undefined {
  const parts = written.replace(":config:", ":").split(":");
  const [space, key] = parts.length === 1 ? [project, written] : [parts[0], parts.slice(1).join(":")];
  return space === namespace ? key : undefined;
}

function keysOf(document: unknown, project: string, namespace: string): Readonly<Record<string, unknown>> {
  const config = isMapping(document) && isMapping(document["config"]) ? document["config"] : {};
  return Object.fromEntries(
    Object.entries(config).flatMap(([written, value]) => {
      const key = keyIn(written, project, namespace);
      return key === undefined ? [] : [[key, value]];
    }),
  );
}
