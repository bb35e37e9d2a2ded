import type { z } from "zod";
import { forStack, keyOf, quoted, removeCommand, setCommand } from "./commands";
import type { Finding, SettingPath } from "./finding";
import { listed } from "./leaf";
import { nearest } from "../diagnostics/nearest";
import { nodeAt, settable, type SchemaNode } from "./schemaTree";
import { shown } from "./shown";

/** One wrong setting: where, what is wrong, and the commands that repair it, each by itself. */
export interface Problem {
  /** The namespace of the config, where it isn't `falco`. */
  readonly namespace?: string;
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

export const valueAt = (value: unknown, path: SettingPath): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    value,
  );

const namesOf = (node: SchemaNode | undefined): string[] => settable(node).map(([key]) => key);

/** The path that a key written with dots and brackets means. */
const pathOf = (key: string): SettingPath =>
  key
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** The setting meant by a path; undefined where one of its keys is like none, or all are right. */
const meantBy = (path: SettingPath): string | undefined => {
  const meant = path.reduce<SettingPath | undefined>((found, key) => {
    if (found === undefined || nodeAt([...found, key])) return found && [...found, key];
    const near = nearest(String(key), namesOf(nodeAt(found)));
    return near === undefined ? undefined : [...found, near];
  }, []);
  return meant === undefined || keyOf(meant) === keyOf(path) ? undefined : keyOf(meant);
};

/** What people look for where it can't be. */
const elsewhere = new Map([
  [
    "ui.password",
    "The password is generated (npx pulumi stack output uiPassword --show-secrets); one of your own comes from a Secret, falco:ui.existingSecret.",
  ],
]);

const instead = (path: SettingPath): string => {
  const [said, meant] = [elsewhere.get(keyOf(path)), meantBy(path)];
  return said ? ` ${said}` : meant ? ` Did you mean falco:${meant}?` : "";
};

/** Keys of a group that it doesn't have. */
export const unknownKeys = (path: SettingPath, keys: readonly string[]): Problem[] =>
  keys.map((key) => {
    const full = keyOf([...path, key]);
    // `config set falco:ui.nodePort` without --path makes one key of it, and only `config rm` without --path undoes that.
    if (path.length === 0 && /[.[]/.test(key)) {
      const meant = pathOf(key);
      const isPath = nodeAt(meant) !== undefined || meantBy(meant) !== undefined;
      return {
        key: full,
        message: `no such setting.${isPath ? " With a dot or a bracket in it, a setting is set with --path." : ""}${instead(meant)}`,
        repairs: [`npx pulumi config rm ${quoted(`falco:${key}`)}`],
      };
    }
    return {
      key: full,
      message: `no such setting.${instead([...path, key])}`,
      // The CLI finds no key with a backslash in it.
      repairs: key.includes("\\") ? [] : [removeCommand([...path, key])],
    };
  });

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

const holdsSecret = (node: SchemaNode | undefined): boolean =>
  node?.secret === true || Object.values(node?.properties ?? {}).some(holdsSecret);

/** Where people put secrets by mistake: anything may be among Helm values, and the chart's own form of a user is user:password. */
const oftenSecret: readonly SettingPath[] = [
  ["helmValues", "falco"],
  ["helmValues", "falcoExporter"],
  ["helmValues", "falcosidekick"],
  ["sidekick", "mutualTls"],
  ["ui", "user"],
];
const within = (path: SettingPath, prefix: SettingPath): boolean => prefix.every((key, at) => path[at] === key);

/** What the config has at `path` as a message may show it; undefined where it is secret, or nothing. */
export const gotAt = (path: SettingPath, { values, isEncrypted }: Given): string | undefined => {
  const node = nodeAt(path);
  // A secret one level too high, or one where none belongs, is a secret all the same.
  if (isEncrypted(path) || holdsSecret(node) || oftenSecret.some((prefix) => within(path, prefix))) return undefined;
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
  const isShown = got !== undefined && typeof value === "string";
  const meant = isShown ? nearest(value, (node?.enum ?? []).map(String)) : undefined;
  const usual = [meant, node?.type === "boolean" ? truth(value) : node?.default].find(isScalar) ?? "VALUE";
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

/** What people write for true and false. */
const truth = (value: unknown): boolean | undefined => {
  const word = String(value).toLowerCase();
  if (["true", "yes", "on", "y", "1"].includes(word)) return true;
  return ["false", "no", "off", "n", "0"].includes(word) ? false : undefined;
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
  if (nodeAt(path)?.follows) return [removeCommand(path)];
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
    repairs: repairs.map(({ path: at, value }) => (value === undefined ? removeCommand(at) : setCommand(at, value))),
  };
};

/** A secret that was set in clear text. */
export const clearText = (path: SettingPath): Problem => ({
  key: keyOf(path),
  message: "is a secret and set in clear text: whoever reads the stack's file reads it.",
  repairs: [setCommand(path, "VALUE")],
});

/** List and number of an item, `sidekick.metricLabels[2]`. */
const itemOf = ({ key }: Problem): readonly [string, number] | undefined => {
  const [, list, number] = /^(.*)\[(\d+)\]$/.exec(key) ?? [];
  return list === undefined ? undefined : [list, Number(number)];
};

/** Items of a list with the last first: once one is removed, those after it have other numbers. */
const lastItemFirst = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((one, other) => {
    const [[list, at] = [], [otherList, otherAt] = []] = [itemOf(one), itemOf(other)];
    return at !== undefined && otherAt !== undefined && list === otherList ? otherAt - at : 0;
  });

/** All problems of a stack as one text. */
export const problemReport = (stack: string, problems: readonly Problem[]): string => {
  const [count, are] = problems.length === 1 ? ["1 setting", "is"] : [`${problems.length} settings`, "are"];
  const lines = lastItemFirst(problems).flatMap(({ namespace = "falco", key, got, message, repairs }) => [
    `  ${namespace}:${key}${got === undefined ? (message.startsWith("is ") ? " " : ": ") : ` = ${got}: `}${forStack(stack, message)}`,
    ...repairs.map((repair, at) => `      ${at > 0 ? "or " : ""}${forStack(stack, repair)}`),
  ]);
  return [`${count} of stack ${stack} ${are} wrong:`, ...lines].join("\n");
};
