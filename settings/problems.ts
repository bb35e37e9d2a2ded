import { closest, distance } from "fastest-levenshtein";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { Finding, SettingPath } from "./finding";
import { listed } from "./leaf";
import { nodeAt, settable, type SchemaNode } from "./schemaTree";

/** One wrong setting: where, what is wrong, and the commands that repair it, each by itself. */
export interface Problem {
  /** Path below `falco:`, for instance `ui.nodePort`. */
  readonly key: string;
  /** What it got, never a secret; undefined where that can't be shown. */
  readonly got?: string;
  readonly message: string;
  readonly repairs: readonly string[];
}

/** What the messages are made of besides the mistakes themselves. */
export interface Given {
  /** The values as they were set. */
  readonly values: unknown;
  /** Whether something at a path, around it or in it is encrypted, and so never shown. */
  readonly isEncrypted: (path: SettingPath) => boolean;
}

const valueAt = (value: unknown, path: SettingPath): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value);

/** The word meant by a misspelt one, where one is near enough to be it. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const match = known.length > 0 && word !== "" ? closest(word.toLowerCase(), [...known]) : undefined;
  return match !== undefined && distance(word.toLowerCase(), match.toLowerCase()) <= Math.max(2, match.length / 3)
    ? match
    : undefined;
};

/** A path as Pulumi's `--path` takes it. */
export const keyOf = (path: SettingPath): string =>
  path.reduce<string>((key, part) => {
    if (typeof part === "number") return `${key}[${part}]`;
    if (!/^[\w-]+$/.test(String(part)) && key !== "") return `${key}[${JSON.stringify(part)}]`;
    return key ? `${key}.${String(part)}` : String(part);
  }, "");

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w.,:/@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const isSimple = (path: SettingPath): boolean => path.length === 1;

/** The command that sets a setting. */
export const setCommand = (path: SettingPath, value: string): string => {
  const options = `${nodeAt(path)?.secret ? " --secret" : ""}${isSimple(path) ? "" : " --path"}`;
  return `npx pulumi config set${options} ${quoted(`falco:${keyOf(path)}`)} ${quoted(value)}`;
};

/** A value as a message shows it, without the login in a URL. */
const shown = (value: unknown): string =>
  typeof value === "string"
    ? JSON.stringify(value.replace(/\/\/[^/\s]*@/, "//***@"))
    : pulumi.Output.isInstance(value)
      ? "an Output"
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object" && value !== null
          ? "an object"
          : JSON.stringify(value);

const namesOf = (node: SchemaNode | undefined): string[] => settable(node).map(([key]) => key);

const removeCommand = (path: SettingPath): string =>
  `npx pulumi config rm${isSimple(path) ? "" : " --path"} ${quoted(`falco:${keyOf(path)}`)}`;

const unknownKeys = (path: SettingPath, keys: readonly string[]): Problem[] =>
  keys.map((key) => {
    const full = keyOf([...path, key]);
    // `config set falco:ui.nodePort` without --path makes one key of it, and only `config rm` without --path undoes that.
    if (path.length === 0 && key.includes("."))
      return {
        key: full,
        message: `no such setting.${nodeAt(key.split(".")) ? " With a dot in it, a setting is set with --path." : ""}`,
        repairs: [`npx pulumi config rm falco:${full}`],
      };
    const meant = nearest(key, namesOf(nodeAt(path)));
    return {
      key: full,
      message: `no such setting.${meant ? ` Did you mean falco:${keyOf([...path, meant])}?` : ""}`,
      repairs: [removeCommand([...path, key])],
    };
  });

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

const holdsSecret = (node: SchemaNode | undefined): boolean =>
  node?.secret === true || Object.values(node?.properties ?? {}).some(holdsSecret);

/** What the config has at `path` as a message may show it; undefined where it is secret, or nothing. */
const gotAt = (path: SettingPath, { values, isEncrypted }: Given): string | undefined => {
  const node = nodeAt(path);
  // A secret one level too high, or one where none belongs, is a secret all the same.
  // Anything may be among Helm values, a password that belongs elsewhere too.
  if (isEncrypted(path) || holdsSecret(node) || (path[0] === "helmValues" && path.length > 1)) return undefined;
  const got = valueAt(values, path);
  if (got !== undefined) return shown(got);
  return node?.default === undefined ? undefined : `${shown(node.default)} (the default)`;
};

const isMissing = (path: SettingPath, { values }: Given): boolean =>
  valueAt(values, path) === undefined && nodeAt(path)?.default === undefined;

const isContainer = (node: SchemaNode | undefined): boolean =>
  node?.properties !== undefined || node?.items !== undefined || typeof node?.additionalProperties === "object";

const wrongValue = ({ path, code, message: expected }: z.core.$ZodIssue, given: Given): Problem => {
  const node = nodeAt(path);
  const got = gotAt(path, given);
  const value = valueAt(given.values, path);
  const meant =
    got !== undefined && typeof value === "string" ? nearest(value, (node?.enum ?? []).map(String)) : undefined;
  const usual = [meant, node?.default].find(isScalar) ?? "VALUE";
  return {
    key: keyOf(path),
    ...(got !== undefined && { got }),
    message: [
      ...(isMissing(path, given) ? ["is missing;"] : []),
      `expected ${code === "invalid_type" && node?.properties ? `an object with ${listed(namesOf(node))}` : expected}.`,
      ...(meant ? [`Did you mean ${meant}?`] : []),
    ].join(" "),
    repairs: repairsOf(path, code, String(usual)),
  };
};

/** Turns what the schema found wrong into problems. */
export const schemaProblems = (error: z.ZodError, given: Given): Problem[] => {
  const found = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownKeys(issue.path, issue.keys) : wrongValue(issue, given),
  );
  return found.filter((problem, at) => found.findIndex(({ key }) => key === problem.key) === at);
};

/** A group that is none has to go before its settings can be set; what is wrong in a list or a name no command repairs. */
const repairsOf = (path: SettingPath, code: z.core.$ZodIssue["code"], usual: string): string[] => {
  if (code === "invalid_key") return [];
  if (!isContainer(nodeAt(path))) return [setCommand(path, usual)];
  return code === "invalid_type" ? [removeCommand(path)] : [];
};

/** Turns what was found wrong between settings into problems. */
export const findingProblem = ({ path, expected, repairs = [] }: Finding, given: Given): Problem => {
  const got = gotAt(path, given);
  return {
    key: keyOf(path),
    ...(got !== undefined && { got }),
    message: `${isMissing(path, given) ? "is missing; " : ""}expected ${expected}.`,
    repairs: repairs.map(({ path: repaired, value }) => setCommand(repaired, value)),
  };
};

/** A secret that was set in clear text. */
export const clearText = (path: SettingPath): Problem => ({
  key: keyOf(path),
  message: "is a secret and set in clear text: whoever reads the stack's file reads it.",
  repairs: [setCommand(path, "VALUE")],
});

/** All problems of a stack as one text. */
export const problemReport = (stack: string, problems: readonly Problem[]): string => {
  const [count, are] = problems.length === 1 ? ["1 setting", "is"] : [`${problems.length} settings`, "are"];
  const lines = problems.flatMap(({ key, got, message, repairs }) => [
    `  falco:${key}${got === undefined ? (message.startsWith("is ") ? " " : ": ") : ` = ${got}: `}${message}`,
    ...repairs.map((repair, at) => `      ${at > 0 ? "or " : ""}${repair}`),
  ]);
  return [`${count} of stack ${stack} ${are} wrong:`, ...lines].join("\n");
};
