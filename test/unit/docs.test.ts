import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as ts from "typescript";
import { faults } from "./configSchemaFaults";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const documents = [
  ...readdirSync(root).filter((file) => file.endsWith(".md")),
  ...readdirSync(join(root, "docs")).flatMap((file) => (file.endsWith(".md") ? [`docs/${file}`] : [])),
];

/** The blocks of code in a document that are in `language`. */
const blocks = (file: string, language: string): string[] =>
  [...read(file).matchAll(new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\``, "gm"))].map(([, text = ""]) => text);

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (file: string) =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** Links of a document to files and headings that aren't there. */
const deadLinks = (file: string): string[] =>
  [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^https?:/.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : join(dirname(file), path);
    const leads = existsSync(join(root, target)) && (anchor === undefined || anchorsOf(target).includes(anchor));
    return leads ? [] : [link];
  });

/** Commands in a document that act on whichever stack Pulumi has selected. */
const stackless = (file: string): string[] =>
  blocks(file, "sh").flatMap((block) =>
    block
      .split("\n")
      .filter((line) => /^(npx )?pulumi (up|preview|destroy|refresh|cancel|config|stack output)\b/.test(line))
      .filter((line) => !/ (-s|--stack) \S/.test(line)),
  );

describe.each(documents)("%s", (file) => {
  it("links to what is there", () => {
    expect(deadLinks(file)).toEqual([]);
  });

  it("names the stack in each command", () => {
    expect(stackless(file)).toEqual([]);
  });

  it("shows settings that config.schema.json takes", () => {
    const configs = blocks(file, "yaml").filter((block) => block.startsWith("config:"));
    expect(configs.flatMap(faults)).toEqual([]);
  });
});

it("README.md has at most 200 lines, and a row for each document", () => {
  const readme = read("README.md");
  expect(readme.split("\n").length).toBeLessThanOrEqual(201);
  expect(documents.filter((file) => file !== "README.md" && !readme.includes(`](${file})`))).toEqual([]);
});

describe("docs/library.md", () => {
  it.each(blocks("docs/library.md", "ts"))(
    "shows a program that type-checks: %#",
    (program) => {
      expect(typeErrors(program.replaceAll("./falco-stack/", "./"))).toEqual([]);
    },
    60_000,
  );
});

/** What the compiler has to say of a file in the project's root that is not on disk. */
function typeErrors(text: string): string[] {
  const file = join(root, "librarySnippet.ts");
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
