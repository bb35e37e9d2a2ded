import { basename, resolve } from "node:path";
import type { Finding } from "../finding";
import { checkAcross, type Located, type LocatedRemark } from "./acrossFiles";
import { parseYaml } from "./parseYaml";
import { configMapBytes, readFile } from "./readFile";
import { doubt, refuse, type Remark } from "./remark";
import { readItem, type Named } from "./ruleItem";
import type { Tree } from "./tree";

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

/**
 * Reads the files of `rules.files` and checks what Falco would stop at, as far as that shows without compiling
 * conditions and outputs (falco 0.43.0, userspace/engine/rule_loader_*.cpp).
 *
 * @param paths - as set, relative to `directory` or absolute
 * @param falco - version of Falco, such as `0.43.1`; where none is given, the newest is assumed
 */
export function readRuleFiles(paths: readonly string[], directory: string, falco?: string): CheckedRuleFiles {
  const read = paths.map((path, file) => readOne(path, resolve(directory, path), file, falco));
  const located = [
    ...read.flatMap(({ remarks }, file) => remarks.map((remark) => ({ file, remark }))),
    ...checkNames(paths),
    // A file that is there twice says everything twice.
    ...checkAcross(read.flatMap(({ named }) => named).filter(({ path, file }) => paths.indexOf(path) === file)),
    ...checkSize(read.map(({ content }) => content)),
  ];
  const remarksOf = (file: number) => located.filter((other) => other.file === file).map(({ remark }) => remark);
  return {
    files: read.flatMap(({ content }) => content),
    findings: paths.flatMap((path, file) => remarksOf(file).flatMap((remark) => findingOf(path, file, remark))),
    warnings: paths.flatMap((path, file) => remarksOf(file).flatMap((remark) => warningOf(path, file, remark))),
  };
}

interface ReadFile {
  readonly content: readonly RuleFile[];
  readonly remarks: readonly Remark[];
  readonly named: readonly Located[];
}

function readOne(path: string, absolute: string, file: number, falco: string | undefined): ReadFile {
  const read = readFile(absolute);
  if ("remark" in read) return { content: [], remarks: [read.remark], named: [] };
  const { documents, remarks } = parseYaml(read.text);
  const items = documents.map((document) => itemsOf(document, falco));
  const empty = remarks.length === 0 && items.every((item) => item.remarks.length + item.named.length === 0);
  return {
    content: [{ name: basename(path), content: read.text }],
    remarks: [
      ...remarks,
      ...items.flatMap((item) => item.remarks),
      ...(empty ? [doubt(undefined, "it has no rule, macro or list")] : []),
    ],
    named: items.flatMap((item) => item.named.map((named) => ({ ...named, file, path }))),
  };
}

/** Each document of a file is read like a file. */
function itemsOf(document: Tree, falco: string | undefined): { remarks: readonly Remark[]; named: readonly Named[] } {
  if (document.kind === "nothing") return { remarks: [], named: [] };
  if (document.kind !== "list")
    return {
      remarks: [refuse(document.at, "a list of rules, macros and lists", `it is ${kindOf(document)}`)],
      named: [],
    };
  const items = document.items.map((item) => readItem(item, falco));
  return { remarks: items.flatMap(({ remarks }) => remarks), named: items.flatMap(({ named }) => named) };
}

/** A base name is a key of the ConfigMap; Falco takes files of these two endings only (configuration.cpp). */
const fileName = /^(?=.{1,253}$)[A-Za-z0-9_-][A-Za-z0-9._-]*\.ya?ml$/;

const checkNames = (paths: readonly string[]): LocatedRemark[] =>
  paths.flatMap((path, file) => {
    const name = basename(path);
    const twin = paths.slice(0, file).find((other) => basename(other) === name);
    return [
      ...(fileName.test(name)
        ? []
        : [
            refuse(
              undefined,
              "a name of letters, digits, _, - and . that ends in .yaml or .yml",
              `it is called ${name}`,
            ),
          ]),
      ...(twin === undefined ? [] : [refuse(undefined, "files of different names", `${twin} is called ${name} too`)]),
    ].map((remark) => ({ file, remark }));
  });

/** Says so of the file with which it becomes too much. */
function checkSize(contents: readonly (readonly RuleFile[])[]): LocatedRemark[] {
  const sizes = contents.map((files) => Buffer.byteLength(files.map(({ name, content }) => name + content).join("")));
  const upTo = (file: number) => sizes.slice(0, file + 1).reduce((sum, size) => sum + size, 0);
  const file = sizes.findIndex((_, index) => upTo(index) > configMapBytes);
  const expected = `at most ${configMapBytes} bytes in all files and their names, what a ConfigMap carries`;
  return file < 0 ? [] : [{ file, remark: refuse(undefined, expected, `they have ${upTo(sizes.length)}`) }];
}

const placeOf = (path: string, { at }: Remark): string => (at ? `${path}:${at.line}:${at.column}` : path);

const findingOf = (path: string, file: number, remark: Remark): Finding[] =>
  remark.refused
    ? [{ path: ["rules", "files", file], expected: `${remark.expected} at ${placeOf(path, remark)}: ${remark.found}` }]
    : [];

const warningOf = (path: string, file: number, remark: Remark): string[] =>
  remark.refused ? [] : [`falco:rules.files[${file}]: ${placeOf(path, remark)}: ${remark.found}.`];

/** Not its text: another file than meant may hold anything. */
const kindOf = (tree: Tree): string =>
  ({ text: "a text", nothing: "empty", list: "a list", mapping: "a mapping" })[tree.kind];
