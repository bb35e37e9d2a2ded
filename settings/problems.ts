import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { listed } from "./leaf";
import { nodeAt, type SchemaNode } from "./schemaTree";

/** One wrong setting: where, what is wrong, and the command that repairs it where there is one. */
export interface Problem {
  /** Path below `falco:`, for instance `ui.nodePort`. */
  readonly key: string;
  /** What it got, never a secret; undefined where that can't be shown. */
  readonly got?: string;
  readonly message: string;
  readonly repair?: string;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value);

/** The word meant by a misspelt one, where one is near enough to be it. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const match = known.length > 0 && word !== "" ? closest(word.toLowerCase(), [...known]) : undefined;
  return match !== undefined && distance(word.toLowerCase(), match.toLowerCase()) <= Math.max(2, match.length / 3)
    ? match
    : undefined;
};

const keyOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (key, part) => (typeof part === "number" ? `${key}[${part}]` : key ? `${key}.${String(part)}` : String(part)),
    "",
  );

const command = (key: string, value: string, secret = false): string =>
  `npx pulumi config set${secret ? " --secret" : ""}${/[.[]/.test(key) ? " --path" : ""} ${/[[\]]/.test(key) ? `'falco:${key}'` : `falco:${key}`} ${value}`;

const shown = (value: unknown): string =>
  Array.isArray(value) ? "a list" : typeof value === "object" && value !== null ? "an object" : JSON.stringify(value);

const unknownKeys = (path: readonly PropertyKey[], keys: readonly string[]): Problem[] =>
  keys.map((key) => {
    const full = keyOf([...path, key]);
    // `config set falco:ui.nodePort` without --path makes one key of it, and only `config rm` without --path undoes that.
    if (path.length === 0 && key.includes("."))
      return {
        key: full,
        message: `no such setting.${nodeAt(key.split(".")) ? " With a dot in it, a setting is set with --path." : ""}`,
        repair: `npx pulumi config rm falco:${full}`,
      };
    const meant = nearest(key, Object.keys(nodeAt(path)?.properties ?? {}));
    return {
      key: full,
      message: `no such setting.${meant ? ` Did you mean falco:${keyOf([...path, meant])}?` : ""}`,
      repair: `npx pulumi config rm${path.length > 0 ? " --path" : ""} falco:${full}`,
    };
  });

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

const holdsSecret = (node: SchemaNode | undefined): boolean =>
  node?.secret === true || Object.values(node?.properties ?? {}).some(holdsSecret);

/** What was found wrong, and what of it may be shown. */
interface Finding {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
  /** For the repair: what a check across settings knows to be right. */
  readonly suggestion: unknown;
  readonly got: unknown;
  /** Something under this key is encrypted. */
  readonly encrypted: boolean;
}

const wrongValue = ({ path, expected, suggestion, got, encrypted }: Finding): Problem => {
  const node = nodeAt(path);
  // A secret one level too high, or one where none belongs, is a secret all the same.
  const hidden = encrypted || holdsSecret(node);
  const key = keyOf(path);
  const words = (node?.enum ?? []).map(String);
  const meant = typeof got === "string" && !hidden ? nearest(got, words) : undefined;
  const usual = [suggestion, meant, node?.default].find(isScalar) ?? "VALUE";
  const isGroup = node?.properties !== undefined;
  return {
    key,
    ...(hidden || (got ?? node?.default) === undefined
      ? {}
      : { got: got === undefined ? `${shown(node?.default)} (the default)` : shown(got) }),
    message: [
      ...(got === undefined && node?.default === undefined ? ["is missing;"] : []),
      `expected ${isGroup ? `an object with ${listed(Object.keys(node.properties ?? {}))}` : expected}.`,
      ...(meant ? [`Did you mean ${meant}?`] : []),
    ].join(" "),
    ...(!isGroup && !Array.isArray(got) && { repair: command(key, String(usual), node?.secret) }),
  };
};

/** Turns what the schema found wrong with `raw` into problems. `secretKeys`: top keys with something encrypted in them. */
export const problemsOf = (error: z.ZodError, raw: unknown, secretKeys: ReadonlySet<string> = new Set()): Problem[] => {
  const found = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? unknownKeys(issue.path, issue.keys)
      : wrongValue({
          path: issue.path,
          expected: issue.message,
          suggestion: issue.code === "custom" ? issue.params?.["suggestion"] : undefined,
          got: valueAt(raw, issue.path),
          encrypted: secretKeys.has(String(issue.path[0])),
        }),
  );
  return found.filter((problem, at) => found.findIndex(({ key }) => key === problem.key) === at);
};

/** A secret that was set in clear text: the whole key has nothing encrypted in it. */
export const clearText = (key: string): Problem => ({
  key,
  message: "is a secret and set in clear text: whoever reads the stack's file reads it.",
  repair: command(key, "VALUE", true),
});

/** All problems of a stack as one text. */
export const problemReport = (stack: string, problems: readonly Problem[]): string => {
  const [count, are] = problems.length === 1 ? ["1 setting", "is"] : [`${problems.length} settings`, "are"];
  const lines = problems.flatMap(({ key, got, message, repair }) => [
    `  falco:${key}${got === undefined ? (message.startsWith("is ") ? " " : ": ") : ` = ${got}: `}${message}`,
    ...(repair ? [`      ${repair}`] : []),
  ]);
  return [`${count} of stack ${stack} ${are} wrong:`, ...lines].join("\n");
};
