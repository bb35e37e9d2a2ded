import { isAlias, isMap, isScalar, isSeq, Scalar, type Document, type DocumentOptions, type SchemaOptions } from "yaml";
import type { SettingPath } from "./finding";

// What Pulumi makes of text without quotes in a stack's file: measured with the CLI 3.229.0, whose YAML is Go's (yaml.v3,
// resolve.go). Any `config set` writes the result back to the file.

const number = /^[-+]?(\.\d|\d)[\w.+-]*$/;
const date = /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|( +))(\d\d?):(\d\d):(\d\d)(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/;
const nothing = /^(~|null|Null|NULL)?$/;
const truth = /^(true|True|TRUE|false|False|FALSE)$/;

/** The value of text without quotes. */
function read(text: string): string | number | boolean | null {
  if (nothing.test(text)) return null;
  if (truth.test(text)) return text.toLowerCase() === "true";
  return dateOf(text) ?? numberOf(text) ?? text;
}

/** A number with octal digits, underscores and whatever else Go has. */
function numberOf(text: string): number | undefined {
  const [, sign, octal, digits = ""] = /^([-+]?)(0(?=[0-7]+$))?(.*)$/.exec(text.replaceAll("_", "")) ?? [];
  const value = (sign === "-" ? -1 : 1) * Number(octal ? `0o${digits}` : digits);
  return number.test(text) && Number.isFinite(value) ? value : undefined;
}

/** A date as Go prints it. With blanks before the time there is no zone, with a T there has to be one. */
function dateOf(text: string): string | undefined {
  const [found, year, month = "", day = "", blanks, hour, minute, second, part = "", zone] = date.exec(text) ?? [];
  if (found === undefined || (hour !== undefined && (blanks === undefined) === (zone === undefined))) return undefined;
  const time =
    hour === undefined ? "00:00:00" : `${hour.padStart(2, "0")}:${minute}:${second}${part.replace(/\.?0+$/, "")}`;
  const offset = zone === undefined || zone === "Z" ? "+0000 UTC" : `${zone} ${zone}`.replaceAll(":", "");
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")} ${time} ${offset}`;
}

/** Options of the YAML parser, to read a stack's file as Pulumi does. */
export const asPulumiReads: DocumentOptions & SchemaOptions = {
  merge: true,
  schema: "failsafe",
  customTags: [{ tag: "tag:yaml.org,2002:plain", default: true, test: /^(?!<<)/, resolve: read }],
};

/** Text without quotes that Pulumi makes something else of. */
export interface Misread {
  /** Where Pulumi puts it. Of a name the last part is what Pulumi makes of it. */
  readonly path: SettingPath;
  readonly isName: boolean;
  readonly text: string;
  readonly value: string | number | boolean;
  /** "line 3 of Pulumi.dev.yaml". */
  readonly place: string;
}

/** All such text below `config` of a document that was read by {@link asPulumiReads}. */
export function misreadIn(document: Document, placeOf: (offset: number) => string): Misread[] {
  const at = (node: unknown, where: SettingPath, isName = false): Misread[] => {
    if (isAlias(node)) return at(node.resolve(document), where);
    if (isSeq(node)) return node.items.flatMap((item, index) => at(item, [...where, index]));
    if (isMap(node))
      return node.items.flatMap(({ key, value }) => {
        if (!isScalar(key) || key.source === "<<") return at(value, where);
        const name = [...where, String(key.value)];
        return [...at(key, name, true), ...at(value, name)];
      });
    if (!isScalar(node) || node.type !== Scalar.PLAIN) return [];
    const value = read(node.source ?? "");
    return value === null || String(value) === node.source
      ? []
      : [{ path: where, isName, text: node.source ?? "", value, place: placeOf(node.range?.[0] ?? 0) }];
  };
  return at(document.get("config", true), []);
}
