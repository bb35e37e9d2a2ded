import { basename, resolve } from "node:path";
import type { Diagnostic } from "../../ruleFiles/diagnostic";
import type * as compiler from "../../ruleFiles/compile";
import { falcoVersion } from "../falcoCharts";
import type { Finding } from "../finding";
import { isMapping, type HelmValues } from "../helmValues/leaves";
import { configMapBytes, readFile } from "./readFile";
import type { ParsedSettings } from "../schema";
import type { Refusal } from "./remark";

/** A file of Falco rules as the cluster gets it. */
export interface RuleFile {
  /** Base name: the key in the ConfigMap, and so the file's name where Falco reads it. */
  readonly name: string;
  /** The whole text, byte order mark and line breaks as they are. */
  readonly content: string;
}

/** The rule files of a stack, and what is wrong with them. */
export interface CheckedRuleFiles {
  /** Those that could be read, in the order of the setting, which is the order that Falco has to load them in. */
  readonly files: readonly RuleFile[];
  readonly findings: readonly Finding[];
  /** Sentences about what Falco loads, though it can't do what was meant. */
  readonly warnings: readonly string[];
}

/** What the files are for. */
export interface RulesTarget {
  /** Version of Falco, such as `0.43.1`; where none is given, the newest that is known. */
  readonly falco?: string | undefined;
  /** The rules before these are others than those that come with Falco. */
  readonly otherRules?: boolean;
  /** Plugins beside the stack's own that are loaded. */
  readonly plugins?: readonly string[];
}

/** What the rules files of a stack are for. */
export const rulesTarget = ({ charts, images, rules, helmValues }: ParsedSettings): RulesTarget => ({
  falco: falcoVersion(charts.falco, images.tags.falco),
  // Whoever downloads rules may have others than this Falco brings.
  otherRules: rules.source === "registry",
  plugins: addedPlugins(helmValues.falco),
});

/** The plugins that Helm values load: the charts' `load_plugins` is a list, so that Falco loads no others (configuration.cpp). */
function addedPlugins(falcoValues: HelmValues): readonly string[] {
  const yaml = falcoValues["falco"];
  const names = isMapping(yaml) ? yaml["load_plugins"] : undefined;
  const listed: readonly unknown[] = Array.isArray(names) ? names : [];
  return listed.filter((name) => typeof name === "string").filter((name) => name !== "container");
}

/**
 * Reads the files of `rules.files` and compiles them for the Falco that gets them.
 *
 * @param paths - as set, relative to `directory` or absolute
 */
export function readRuleFiles(paths: readonly string[], directory: string, target: RulesTarget = {}): CheckedRuleFiles {
  const read = paths.map((path) => readFile(resolve(directory, path)));
  const contents = read.map((file, index) =>
    "remark" in file ? [] : [{ name: basename(paths[index] ?? ""), content: file.text }],
  );
  // A file that is there twice says everything twice.
  const toCompile = read.flatMap((file, index) => {
    const path = paths[index] ?? "";
    return "remark" in file || paths.indexOf(path) < index ? [] : [{ file: path, text: file.text }];
  });
  const diagnostics = compiled(toCompile, target);
  const refused: Located[] = [
    ...read.flatMap((file, index) => ("remark" in file ? [{ file: index, refusal: file.remark }] : [])),
    ...diagnostics.filter(({ severity }) => severity === "error").map(refusalOf(paths)),
    ...checkNames(paths),
    ...checkSize(contents),
  ];
  return {
    files: contents.flat(),
    findings: paths.flatMap((path, index) =>
      refused.filter(({ file }) => file === index).map(({ refusal }) => findingOf(path, index, refusal)),
    ),
    warnings: diagnostics
      .filter(({ severity }) => severity === "warning")
      .map((one) => `falco:rules.files[${paths.indexOf(one.file)}]: ${placeOf(one.file, one)}: ${one.message}.`),
  };
}

interface Located {
  readonly file: number;
  readonly refusal: Refusal;
}

const refusalOf =
  (paths: readonly string[]) =>
  ({ file, at, message }: Diagnostic): Located => ({
    file: paths.indexOf(file),
    refusal: { at, expected: "rules that Falco can run with", found: message },
  });

/** The compiler and its tables are loaded where a stack has rules of its own: most have none. */
function compiled(
  files: readonly compiler.RulesFile[],
  { falco, otherRules = false, plugins = [] }: RulesTarget,
): readonly Diagnostic[] {
  if (files.length === 0) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-assignment
  const language: typeof compiler = require("../../ruleFiles/compile");
  return language.compileRules(files, { falco, before: otherRules ? "others" : "upstream", plugins });
}

/** A base name is a key of the ConfigMap; Falco takes files of these two endings only (configuration.cpp). */
const fileName = /^(?=.{1,253}$)[A-Za-z0-9_-][A-Za-z0-9._-]*\.ya?ml$/;

const checkNames = (paths: readonly string[]): Located[] =>
  paths.flatMap((path, file) => {
    const name = basename(path);
    const twin = paths.slice(0, file).find((other) => basename(other) === name);
    const expected = "a name of letters, digits, _, - and . that ends in .yaml or .yml";
    return [
      ...(fileName.test(name) ? [] : [{ expected, found: `it is called ${name}` }]),
      ...(twin === undefined ? [] : [{ expected: "files of different names", found: `${twin} is called ${name} too` }]),
    ].map((refusal) => ({ file, refusal }));
  });

/** Says so of the file with which it becomes too much. */
function checkSize(contents: readonly (readonly RuleFile[])[]): Located[] {
  const sizes = contents.map((files) => Buffer.byteLength(files.map(({ name, content }) => name + content).join("")));
  const upTo = (file: number) => sizes.slice(0, file + 1).reduce((sum, size) => sum + size, 0);
  const file = sizes.findIndex((_, index) => upTo(index) > configMapBytes);
  const expected = `at most ${configMapBytes} bytes in all files and their names, what a ConfigMap carries`;
  return file < 0 ? [] : [{ file, refusal: { expected, found: `they have ${upTo(sizes.length)}` } }];
}

const placeOf = (path: string, { at }: Pick<Refusal, "at">): string => (at ? `${path}:${at.line}:${at.column}` : path);

const findingOf = (path: string, file: number, refusal: Refusal): Finding => ({
  path: ["rules", "files", file],
  expected: `${refusal.expected} at ${placeOf(path, refusal)}: ${refusal.found}`,
});
