import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { configReference, withConfigReference } from "../../scripts/configReference";

const root = resolve(__dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");

describe("README.md", () => {
  it("has the config reference that the schema gives (else: npm run config-reference)", () => {
    expect(withConfigReference(readme)).toBe(readme);
  });

  it.each(["namespace", "certificates.rotation", "sidekick.outputs.slack.webhookurl", "ui.storage.size"])(
    "explains %s",
    (key) => {
      const row = new RegExp(`^\\| \`${key.replaceAll(".", "\\.")}\` \\| .* \\| \\S.* \\|$`, "m");
      expect(configReference()).toMatch(row);
    },
  );

  it("has no place left to be filled in", () => {
    expect(readme.split("\n").filter((line) => /^[A-Z]{5,}$/.test(line))).toEqual([]);
  });

  it("shows a program that type-checks", () => {
    const [, snippet = ""] = /```ts\n([^]*?)```/.exec(readme) ?? [];
    expect(snippet).toContain("new FalcoStack(");
    expect(typeErrors(snippet.replaceAll("./falco-stack/", "./"))).toEqual([]);
  }, 60_000);
});

/** What the compiler has to say of a file in the project's root that is not on disk. */
function typeErrors(text: string): string[] {
  const file = join(root, "readmeSnippet.ts");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => path === file || disk.fileExists(path),
    readFile: (path) => (path === file ? text : disk.readFile(path)),
    getSourceFile: (path, ...rest) =>
      path === file ? ts.createSourceFile(path, text, rest[0]) : disk.getSourceFile(path, ...rest),
  };
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
