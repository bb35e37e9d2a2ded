/**
 * Says of rules files what Falco would say of them, without a cluster:
 *
 *     npm run rules -- [--falco VERSION] [-s STACK] [--json] FILE...
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compileRules } from "../ruleFiles/compile";
import type { Diagnostic } from "../ruleFiles/diagnostic";
import { newestKnown, tablesOf } from "../ruleFiles/tables/tables";
import { readStackConfig } from "../mirror/stackConfig";
import { completeSettingsSchema } from "../settings/schema";
import { readFile } from "../settings/ruleFiles/readFile";
import { rulesTarget, type RulesTarget } from "../settings/ruleFiles/ruleFiles";

const help = `npm run rules -- [--falco VERSION] [-s STACK] [--json] FILE...

Compiles rules files as Falco loads them: one after the other, after the rules that Falco brings. Needs no cluster.

  --falco VERSION    the version of Falco, such as 0.44.1; else that of the stack, or of a stack without settings
  -s, --stack STACK  the stack whose Pulumi.STACK.yaml names the version of Falco, plugins, and the files where none are given
  --json             print JSON: the verdict on each file, and what is to be said about it
  -h, --help         this

It ends with 0 where Falco loads all of them, and with 1 where an error would end it.`;

/** The verdict on a file, as `--json` prints it. */
export interface Verdict {
  readonly file: string;
  /** The version of Falco that it holds for. */
  readonly falco: string;
  readonly verdict: "ok" | "warning" | "error";
  readonly diagnostics: readonly Shown[];
}
interface Shown extends Pick<Diagnostic, "severity" | "message" | "rule"> {
  readonly line: number;
  readonly column: number;
  /** It is about the file as a whole: line and column are those of its beginning. */
  readonly isWhole?: true;
}

export interface RulesArgs extends RulesTarget {
  readonly files: readonly string[];
  /** Where relative paths begin. */
  readonly directory: string;
  readonly falco: string;
}

/** The verdicts on files that are loaded together in this order. */
export function judge({ files, directory, falco, plugins, otherRules }: RulesArgs): Verdict[] {
  const read = files.map((file) => ({ file, content: readFile(resolve(directory, file)) }));
  const unread: Diagnostic[] = read.flatMap(({ file, content }) =>
    "remark" in content
      ? [{ file, severity: "error", message: `expected ${content.remark.expected}: ${content.remark.found}` }]
      : [],
  );
  const texts = read.flatMap(({ file, content }) => ("remark" in content ? [] : [{ file, text: content.text }]));
  const found = [
    ...unread,
    ...compileRules(texts, { falco, plugins, before: otherRules ? "others" : loadedBefore(texts, falco) }),
  ];
  return files.map((file) => {
    const diagnostics = found.filter((one) => one.file === file);
    const isWrong = diagnostics.some(({ severity }) => severity === "error");
    return {
      file,
      falco,
      verdict: isWrong ? "error" : diagnostics.length > 0 ? "warning" : "ok",
      diagnostics: diagnostics.map(({ at, severity, message, rule }) => ({
        line: at?.line ?? 1,
        column: at?.column ?? 1,
        severity,
        message,
        ...(!at && { isWhole: true as const }),
        ...(rule !== undefined && { rule }),
      })),
    };
  });
}

/** A whole copy of the rules that Falco brings stands for them. */
function loadedBefore(files: readonly { readonly text: string }[], falco: string): "nothing" | "upstream" {
  const macros = Object.keys(tablesOf(falco).upstream.macros);
  const defined = new Set(
    files.flatMap(({ text }) => [...text.matchAll(/^\s*- macro:\s*(\S+)/gm)].map(([, name]) => name)),
  );
  return macros.filter((name) => defined.has(name)).length > macros.length / 2 ? "nothing" : "upstream";
}

/** What is shown of a verdict: a line for each thing, as compilers write it. */
export const verdictLines = ({ file, falco, verdict, diagnostics }: Verdict): string =>
  [
    ...diagnostics.map(
      ({ line, column, isWhole, severity, message }) =>
        `${file}${isWhole ? "" : `:${line}:${column}`}: ${severity}: ${message}`,
    ),
    ...(verdict === "error" ? [] : [`${file}: ok for Falco ${falco}`]),
  ].join("\n");

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      falco: { type: "string" },
      stack: { type: "string", short: "s" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const project = join(__dirname, "..");
  const settings =
    values.stack === undefined ? completeSettingsSchema.parse({}) : readStackConfig(project, values.stack).settings;
  const target = rulesTarget(settings);
  const own = positionals.length === 0;
  const files = own ? settings.rules.files : positionals;
  if (files.length === 0) throw new Error("Which files? npm run rules -- [-s STACK] FILE...");
  if (values.falco !== undefined && !/^v?\d+\.\d+(?:\.\d+)?$/.test(values.falco))
    throw new Error(`--falco ${values.falco}: expected a version of Falco such as 0.44.1`);
  const directory = own ? project : (process.env["INIT_CWD"] ?? process.cwd());
  const verdicts = judge({ files, directory, ...target, falco: values.falco ?? target.falco ?? newestKnown });
  console.log(values.json ? JSON.stringify(verdicts, undefined, 2) : verdicts.map(verdictLines).join("\n"));
  if (verdicts.some(({ verdict }) => verdict === "error")) process.exitCode = 1;
}

if (require.main === module)
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
