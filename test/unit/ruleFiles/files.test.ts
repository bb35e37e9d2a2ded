import fs from "node:fs";
import { join } from "node:path";
import { readRuleFiles } from "../../../settings/ruleFiles/ruleFiles";
import { checkedFiles, rule, withFiles } from "./checked";

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

describe("readRuleFiles", () => {
  it("keeps files byte for byte, in the order of the setting", () => {
    const odd = `\uFEFF# "quotes" 'too' \\ % $HOME \${X} {{ .Values }}\r\n# שלום ‏ äöü 🦅\u0085 \uFEFF\n${rule("A")}\n \n\n \r\n\n`;
    withFiles({ "b/odd.yaml": odd, "a.yml": rule("B") }, (directory) => {
      const { files, findings, warnings } = readRuleFiles(["b/odd.yaml", join(directory, "a.yml")], directory);
      expect(files).toEqual([
        { name: "odd.yaml", content: odd },
        { name: "a.yml", content: rule("B") },
      ]);
      expect(Buffer.from(files[0]?.content ?? "")).toEqual(fs.readFileSync(join(directory, "b/odd.yaml")));
      expect([findings, warnings]).toEqual([[], []]);
    });
  });

  it("says of which setting a finding is", () => {
    withFiles({ "a.yaml": rule("A") }, (directory) => {
      expect(readRuleFiles(["a.yaml", "b.yaml"], directory)).toEqual({
        files: [{ name: "a.yaml", content: rule("A") }],
        findings: [{ path: ["rules", "files", 1], expected: "a file that can be read at b.yaml: there is none" }],
        warnings: [],
      });
    });
  });

  it("has nothing to say of no files", () => {
    expect(readRuleFiles([], "/")).toEqual({ files: [], findings: [], warnings: [] });
  });

  it("finds the example without fault, for the oldest Falco too", () => {
    const { files, findings, warnings } = readRuleFiles(["rules/examples.yaml"], process.cwd(), { falco: "0.34.1" });
    expect([findings, warnings]).toEqual([[], []]);
    expect(files[0]?.content).toBe(fs.readFileSync("rules/examples.yaml", "utf8"));
  });
});

describe("readRuleFiles refuses", () => {
  const refusedOf = (paths: readonly string[], directory: string) =>
    readRuleFiles(paths, directory).findings.map(({ expected }) => expected);

  it("a directory, and what is no file at all", () => {
    withFiles({ "x.yaml/a.yaml": "" }, (directory) => {
      expect(refusedOf(["x.yaml"], directory)).toEqual(["a file at x.yaml: it is a directory"]);
      fs.symlinkSync("/dev/null", join(directory, "n.yaml"));
      expect(refusedOf(["n.yaml"], directory)).toEqual(["a file at n.yaml: it is none"]);
    });
  });

  it("a file that can't be read", () => {
    const read = jest.spyOn(fs, "readFileSync").mockImplementation(() => {
      throw Object.assign(new Error(), { code: "EACCES" });
    });
    try {
      expect(checkedFiles({ "a.yaml": "" }).refused).toEqual([
        "a file that can be read at a.yaml: reading it fails: EACCES",
      ]);
    } finally {
      read.mockRestore();
    }
  });

  it.each([
    ["Latin-1", bytes("# a\n# b\n# ", [0xe4], "\n"), "UTF-8 at a.yaml:3:1: this line is in another encoding"],
    ["half a character at the end", bytes("# a\n# ", [0xc3]), "UTF-8 at a.yaml:2:1: this line is in another encoding"],
    ["UTF-16", bytes([0xff, 0xfe, 0x61, 0x00]), "UTF-8 at a.yaml:1:1: this line is in another encoding"],
    ["NUL", bytes("# a\n# \0b"), "characters that YAML allows at a.yaml:2:3: there is U+0000"],
    ["an escape", bytes("# \u001b[0m"), "characters that YAML allows at a.yaml:1:3: there is U+001B"],
    ["a control of Latin-1", bytes("# \u0080"), "characters that YAML allows at a.yaml:1:3: there is U+0080"],
    ["no character", bytes("# \uFFFF"), "characters that YAML allows at a.yaml:1:3: there is U+FFFF"],
  ])("%s", (_, content, refused) => {
    expect(checkedFiles({ "a.yaml": content }).refused).toEqual([refused]);
  });

  it.each(["a.yml2", "a", "a b.yaml", ".a.yaml", "ä.yaml", `${"a".repeat(249)}.yaml`, "a.YAML"])(
    "the name %s",
    (name) => {
      expect(checkedFiles({ [name]: rule("A") }).refused).toEqual([
        `a name of letters, digits, _, - and . that ends in .yaml or .yml at ${name}: it is called ${name}`,
      ]);
    },
  );

  it("two files of one name, and a file that is there twice once", () => {
    withFiles({ "a.yaml": rule("A"), "b/a.yaml": rule("B") }, (directory) => {
      expect(refusedOf(["a.yaml", "b/a.yaml", "a.yaml"], directory)).toEqual([
        "files of different names at b/a.yaml: a.yaml is called a.yaml too",
        "files of different names at a.yaml: a.yaml is called a.yaml too",
      ]);
    });
  });

  it("more than a ConfigMap carries", () => {
    const first = `${rule("A")}\n#`.padEnd(500_000, "ä");
    const size = Buffer.byteLength(first) + "a.yaml".length + "b.yaml".length;
    const second = (length: number) => `${rule("B")}\n#`.padEnd(length, "x");
    const left = 1024 * 1024 - size;
    expect(checkedFiles({ "a.yaml": first, "b.yaml": second(left) })).toEqual({ refused: [], warnings: [] });
    expect(checkedFiles({ "a.yaml": first, "b.yaml": second(left + 1) }).refused).toEqual([
      "at most 1048576 bytes in all files and their names, what a ConfigMap carries at b.yaml: they have 1048577",
    ]);
    expect(checkedFiles({ "a.yaml": "#".repeat(1024 * 1024 + 1) }).refused).toEqual([
      "at most 1048576 bytes, what a ConfigMap carries at a.yaml: it has 1048577",
    ]);
  });
});
