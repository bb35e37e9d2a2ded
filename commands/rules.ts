/**
 * Says of rules files what Falco would say of them, without a cluster:
 *
 *     npm run rules -- [--falco VERSION] [-s STACK] [--json] FILE...
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compileRules } from "../ruleFiles/compile";
import type { Diagnostic } from "../ruleFiles/diagnostic";
import { tablesOf } from "../ruleFiles/tables/tables";
import { readStackConfig } from "../mirror/stackConfig";
import { falcoVersion } from "../settings/falcoCharts";
import { readFile } from "../settings/ruleFiles/readFile";

const help = `npm run rules -- [--falco VERSION] [-s STACK] [--json] FILE...

Compiles rules files as Falco loads them: one after the other, after the rules that Falco brings. Needs no cluster.

  --falco VERSION    the version of Falco, such as 0.44.1; else that of the stack, or the newest that is known
  -s, --stack STACK  the stack whose Pulumi.STACK.yaml names the version of Falco
  --json             print JSON: the verdict on each file, and what is to be said about it
  -h, --help         this

It ends with 0 where Falco loads all of them, and with 1 where an error would end it.`;

/** The verdict on a file, as `--json` prints it. */
export interface Verdict {
  readonly file: string;
  readonly verdict: "ok" | "warning" | "error";
  readonly diagnostics: readonly Shown[];
}
interface Shown extends Pick<Diagnostic, "severity" | "message" | "rule"> {
  readonly line: number;
  readonly column: number;
}

export interface RulesArgs {
  readonly files: readonly string[];
  /** Where relative paths begin. */
  readonly directory: string;
  readonly falco?: string | undefined;
}

/** The verdicts on files that are loaded together in this order. */
export function judge({ files, directory, falco }: RulesArgs): Verdict[] {
  const read = files.map((file) => ({ file, content: readFile(resolve(directory, file)) }));
  const unread: Diagnostic[] = read.flatMap(({ file, content }) =>
    "remark" in content
      ? [{ file, severity: "error", message: `expected ${content.remark.expected}: ${content.remark.found}` }]
      : [],
  );
  const texts = read.flatMap(({ file, content }) => ("remark" in content ? [] : [{ file, text: content.text }]));
  const found = [...unread, ...compileRules(texts, { falco, before: loadedBefore(texts, falco) })];
  return files.map((file) => {
    const diagnostics = found.filter((one) => one.file === file);
    const isWrong = diagnostics.some(({ severity }) => severity === "error");
    return {
      file,
      verdict: isWrong ? "error" : diagnostics.length > 0 ? "warning" : "ok",
      diagnostics: diagnostics.map(({ at, severity, message, rule }) => ({
        line: at?.line ?? 1,
        column: at?.column ?? 1,
        severity,
        message,
        ...(rule !== undefined && { rule }),
      })),
    };
  });
}

/** A whole copy of the rules that Falco brings stands for them. */
function loadedBefore(files: readonly { readonly text: string }[], falco: string | undefined): "nothing" | "upstream" {
  const macros = Object.keys(tablesOf(falco).upstream.macros);
  const defined = new Set(
    files.flatMap(({ text }) => [...text.matchAll(/^\s*- macro:\s*(\S+)/gm)].map(([, name]) => name)),
  );
  return macros.filter((name) => defined.has(name)).length > macros.length / 2 ? "nothing" : "upstream";
}

/** What is shown of a verdict: a line for each thing, as compilers write it. */
export const verdictLines = ({ file, diagnostics }: Verdict): string =>
  diagnostics.length === 0
    ? `${file}: ok`
    : diagnostics
        .map(({ line, column, severity, message }) => `${file}:${line}:${column}: ${severity}: ${message}`)
        .join("\n");

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
  const settings = values.stack === undefined ? undefined : readStackConfig(project, values.stack).settings;
  const ofStack = settings && falcoVersion(settings.charts.falco, settings.images.tags.falco);
  const own = positionals.length === 0;
  const files = own ? (settings?.rules.files ?? []) : positionals;
  if (files.length === 0) throw new Error("Which files? npm run rules -- [-s STACK] FILE...");
  if (values.falco !== undefined && !/^v?\d+\.\d+(?:\.\d+)?$/.test(values.falco))
    throw new Error(`--falco ${values.falco}: expected a version of Falco such as 0.44.1`);
  const directory = own ? project : (process.env["INIT_CWD"] ?? process.cwd());
  const verdicts = judge({ files, directory, falco: values.falco ?? ofStack });
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
