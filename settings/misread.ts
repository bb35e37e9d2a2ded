import { keyOf } from "./commands";
import type { SettingPath } from "./finding";
import { isMapping } from "./helmValues/leaves";
import type { Misread } from "./plainScalars";
import { gotAt, valueAt, type Given, type Problem } from "./problems";
import { nodeAt } from "./schemaTree";

type Values = Readonly<Record<string, unknown>>;

/** Whether what Pulumi made of text is what its writer means: a number where one is wanted, unless it was taken as octal. */
function isMeant({ path, isName, text, value }: Misread): boolean {
  const node = nodeAt(path);
  if (isName || (node?.type === "string" && node.isNumber !== true)) return false;
  return typeof value === "boolean" || Number(text.replaceAll("_", "")) === value;
}

/** What has to be put in quotes, of all in the stack's file that came as something else than it shows. */
export const toQuote = (values: Values, misread: readonly Misread[]): readonly Misread[] =>
  misread.filter((one) => {
    const came = valueAt(values, one.path);
    return one.isName ? came !== undefined && !isMeant(one) : String(came) === String(one.value) && !isMeant(one);
  });

/** Values with the file's own text, by which they are judged. */
export const asWritten = (values: Values, misread: readonly Misread[]): Values =>
  misread
    .filter(({ isName }) => !isName)
    .reduce<Values>(
      (changed, { path: [key, ...rest], text }) => ({
        ...changed,
        [String(key)]: replaced(changed[String(key)], rest, text),
      }),
      values,
    );

function replaced(value: unknown, [key, ...rest]: SettingPath, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === key ? replaced(item, rest, text) : item));
  return isMapping(value) ? { ...value, [key]: replaced(value[String(key)], rest, text) } : value;
}

/** Text without quotes, with the line that is right. */
export function misreadProblem({ path, isName, text, value, place }: Misread, given: Given): Problem {
  const key = keyOf(path);
  // The value is text already, as the file has it.
  const isHidden = !isName && gotAt(path, given) === undefined;
  const [what, reads] = isHidden ? ["it", "something else"] : [isName ? `the name ${text}` : text, String(value)];
  return {
    key,
    message: `expected quotes around ${what} in ${place}: without them Pulumi reads ${reads}, and writes that into the file at the next config set.`,
    repairs: isHidden ? [] : [lineOf(path, isName, JSON.stringify(text))],
  };
}

function lineOf(path: SettingPath, isName: boolean, quoted: string): string {
  const last = path.at(-1);
  if (isName) return `${quoted}: …`;
  if (typeof last === "number") return `- ${quoted}`;
  return `${path.length === 1 ? "falco:" : ""}${keyOf(path.slice(-1))}: ${quoted}`;
}
