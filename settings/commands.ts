import type { SettingPath } from "./finding";
import { nodeAt } from "./schemaTree";

// The commands that messages tell people to type.

/** A path as Pulumi's `--path` takes it, in characters that a terminal shows. */
export const keyOf = (path: SettingPath): string =>
  path.reduce<string>((key, part) => {
    if (typeof part === "number") return `${key}[${part}]`;
    if (!/^[\w-]+$/.test(String(part)) && key !== "") return `${key}[${visible(JSON.stringify(part))}]`;
    return key ? `${key}.${String(part)}` : visible(String(part));
  }, "");

const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w.,:/@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const optionsFor = (path: SettingPath): string => (path.length === 1 ? "" : " --path");

/** Sets a setting; for a secret the command asks for the value, so that no shell remembers it. */
export const setCommand = (path: SettingPath, value: string): string => {
  const key = quoted(`falco:${keyOf(path)}`);
  return nodeAt(path)?.secret
    ? `npx pulumi config set --secret${optionsFor(path)} ${key}`
    : `npx pulumi config set${optionsFor(path)} ${key} ${quoted(value)}`;
};

/** Takes a setting out of the config. */
export const removeCommand = (path: SettingPath): string =>
  `npx pulumi config rm${optionsFor(path)} ${quoted(`falco:${keyOf(path)}`)}`;

/** Commands that name the stack: which one Pulumi has selected may be another. */
export const forStack = (stack: string, text: string): string =>
  text.replaceAll(
    /npx pulumi (config (?:set|rm)|refresh|stack output|up)(?! (?:-s|--stack) )/g,
    `npx pulumi $1 -s ${quoted(stack)}`,
  );
