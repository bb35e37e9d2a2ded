import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { run, type CommandResult } from "../command";
import type { RuleFile } from "./configuration";
import { prometheusTools } from "./tools";

/** One test of `promtool test rules`, in its own words (Prometheus' documentation, "Unit testing for rules"). */
export interface RuleTest {
  readonly name?: string;
  /** Time between the values of `input_series`. */
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test?: readonly {
    readonly eval_time: string;
    readonly alertname: string;
    /** What fires then; none where it is empty. */
    readonly exp_alerts: readonly {
      readonly exp_labels: Readonly<Record<string, string>>;
      readonly exp_annotations?: Readonly<Record<string, string>>;
    }[];
  }[];
  readonly promql_expr_test?: readonly object[];
}

/** `promtool check rules`: exit code 1 and the reason where a rule is wrong. */
export function checkRules(rules: RuleFile): Promise<CommandResult> {
  return promtool(["check", "rules", "rules.yml"], { "rules.yml": rules });
}

/** `promtool test rules`: exit code 1 and what came instead where a test fails. */
export function testRules(
  rules: RuleFile,
  tests: readonly RuleTest[],
  evaluationInterval = "1m",
): Promise<CommandResult> {
  const file = { rule_files: ["rules.yml"], evaluation_interval: evaluationInterval, tests };
  return promtool(["test", "rules", "tests.yml"], { "rules.yml": rules, "tests.yml": file });
}

async function promtool(words: readonly string[], files: Readonly<Record<string, object>>): Promise<CommandResult> {
  const { promtool: executable } = await prometheusTools();
  const directory = mkdtempSync(join(tmpdir(), "falco-stack-promtool-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), stringify(content));
    return await run(executable, words, { cwd: directory });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
