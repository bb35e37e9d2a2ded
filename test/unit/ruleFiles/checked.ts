import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readRuleFiles } from "../../../settings/ruleFiles/ruleFiles";

/** Runs `use` with a directory that holds `files` and is gone afterwards. */
export function withFiles<T>(files: Readonly<Record<string, string | Uint8Array>>, use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "falco-stack-rules-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What is said about files, `rules.files` naming them in their order. */
export const checkedFiles = (files: Readonly<Record<string, string | Uint8Array>>, falco?: string) =>
  withFiles(files, (directory) => {
    const { findings, warnings } = readRuleFiles(Object.keys(files), directory, { falco });
    return { refused: findings.map(({ expected }) => expected), warnings };
  });

/** A rule that Falco takes, with more lines. */
export const rule = (name: string, ...more: readonly string[]): string =>
  [`- rule: ${name}`, "desc: d", "condition: evt.type = open", "output: o", "priority: NOTICE", ...more].join("\n  ");
