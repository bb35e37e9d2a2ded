import { unknownItem } from "./conditions/values";
import type { Diagnostic } from "./diagnostic";
import { collectUpstream } from "./items/collected";
import { Compiler } from "./items/compile";
import { readDocument } from "./items/reader";
import { tablesOf } from "./tables/tables";
import { parseYaml } from "./yaml/parse";
import { Source } from "./yaml/source";

/** A rules file to be compiled. */
export interface RulesFile {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}
/** What the files are compiled for. */
export interface CompileOptions {
  /** Version of Falco, such as `0.43.1`; where none is given, the newest that is known. */
  readonly falco?: string | undefined;
  /**
   * What is loaded before: the rules that Falco brings, others of which nobody here knows more than that they may be like
   * these, or nothing.
   */
  readonly before?: "upstream" | "others" | "nothing";
  /** Plugins beside the stack's own that are loaded. */
  readonly plugins?: readonly string[] | undefined;
}

const nothing = { lists: {}, macros: {}, rules: {} };

/**
 * Compiles rules files in the order in which Falco loads them, and says what that Falco would: an error ends it, with a warning
 * it loads.
 */
export function compileRules(
  files: readonly RulesFile[],
  { falco, before = "upstream", plugins = [] }: CompileOptions = {},
): Diagnostic[] {
  const tables = { ...tablesOf(falco), added: plugins };
  const names = before === "nothing" ? nothing : tables.upstream;
  const isSure = before !== "others" && tables.borrowed === undefined;
  const collected = collectUpstream(names, unknownItem);
  const found = new Map<string, Diagnostic>();
  const report = (diagnostic: Diagnostic): void => {
    const { file, at, message } = diagnostic;
    const key = `${file}:${at?.line ?? 0}:${at?.column ?? 0}:${message}`;
    // A name that isn't among the rules of another Falco may be there all the same.
    const severity = diagnostic.ofName && !isSure ? "warning" : diagnostic.severity;
    if (!found.has(key)) found.set(key, { ...diagnostic, severity });
  };
  const compiler = new Compiler({ ...tables, upstream: names }, report);
  for (const { file, text } of files) {
    // yaml-cpp skips a byte order mark.
    const source = new Source(file, text.replace(/^\uFEFF/, ""));
    const { documents, remarks } = parseYaml(source);
    for (const { offset, severity, message } of remarks)
      report({ file, at: source.position(offset), severity, message });
    const { index } = collected;
    for (const document of documents) readDocument(document, collected, tables, report);
    if (documents.every(({ kind }) => kind === "nothing") && remarks.length === 0 && index === collected.index)
      report({ file, severity: "warning", message: "it has no rule, macro or list" });
    compiler.compile(collected);
  }
  compiler.reportUnused(collected, names);
  return [...found.values()].sort(
    (one, other) =>
      files.findIndex(({ file }) => file === one.file) - files.findIndex(({ file }) => file === other.file) ||
      (one.at?.line ?? 0) - (other.at?.line ?? 0) ||
      (one.at?.column ?? 0) - (other.at?.column ?? 0),
  );
}
