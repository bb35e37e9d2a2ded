import { checkedFiles, rule } from "./checked";

const kinds = "one of rule, macro, list, required_engine_version or required_plugin_versions in each item";

describe("readRuleFiles refuses", () => {
  it.each([
    ["a mapping", "a: 1\n", "a list of rules, macros and lists at a.yaml:1:1: it is a mapping"],
    ["a text", "---\n---\ntext\n", "a list of rules, macros and lists at a.yaml:3:1: it is a text"],
    ["an item that is a text", "- a\n", 'a mapping as item at a.yaml:1:3: this one is "a"'],
    ["an item that is a list", "- [x]\n", "a mapping as item at a.yaml:1:3: this one is a list"],
    ["an empty item", "- {}\n", `${kinds} at a.yaml:1:3: this one is empty`],
    ["a misspelt kind", "- x: y\n  marco: x\n", `${kinds} at a.yaml:1:3: this one has x, marco (did you mean macro?)`],
    ["an unknown kind", "- foo: x\n", `${kinds} at a.yaml:1:3: this one has foo`],
    ["two kinds in one", "- rule: x\n  macro: y\n", `${kinds} at a.yaml:1:3: this one has rule and macro`],
    ["a key without value", "- {macro}\n", "a name as macro at a.yaml:1:4: this macro has nothing"],
    ["a rule without a name", "- rule:\n", "a name as rule at a.yaml:1:8: this rule has nothing"],
    ["a macro with a list for a name", "- macro: [x]\n", "a name as macro at a.yaml:1:10: this macro has a list"],
    ["a list with an empty name", "- list: ''\n", 'a name as list at a.yaml:1:9: this list has ""'],
    [
      "broken YAML, once",
      "- a: foo: bar\n- b: [\n",
      "valid YAML at a.yaml:1:6: Nested mappings are not allowed in compact mappings",
    ],
    [
      "a key that is there twice",
      rule("A", "priority: info"),
      "each key once in a mapping at a.yaml:6:3: this one is there already, and Falco takes the first",
    ],
    [
      "an alias of nothing",
      "- *x\n",
      "an alias of something that ends above it at a.yaml:1:3: nothing above is called &x",
    ],
    [
      "an alias within what it stands for",
      rule("A", "x: &x [*x]"),
      "an alias of something that ends above it at a.yaml:6:10: *x is within it",
    ],
    [
      "a key that is no text",
      rule("A", "? [x]", ": y"),
      "a text as key of a mapping at a.yaml:6:5: this one is a list",
    ],
  ])("%s", (_, yaml, refused) => {
    expect(checkedFiles({ "a.yaml": yaml }).refused).toEqual([refused]);
  });

  it("another file than meant, without showing what is in it", () => {
    const [refused] = checkedFiles({ "a.yaml": "a secret" }).refused;
    expect(refused).toBe("a list of rules, macros and lists at a.yaml:1:1: it is a text");
  });
});

describe("readRuleFiles warns about", () => {
  it.each([
    ["a file of nothing", "# later\n"],
    ["a file of requirements", "- required_engine_version: 13\n"],
  ])("%s", (_, yaml) => {
    expect(checkedFiles({ "a.yaml": yaml })).toEqual({
      refused: [],
      warnings: ["falco:rules.files[0]: a.yaml: it has no rule, macro or list."],
    });
  });

  it("a list that Falco calls invalid", () => {
    expect(checkedFiles({ "a.yaml": "- list: a b\n  items: []\n" })).toEqual({
      refused: [],
      warnings: [
        'falco:rules.files[0]: a.yaml:1:9: list "a b" has a name with a blank, a quote or one of ( ) = ,: Falco calls it invalid.',
      ],
    });
  });

  it("keys that Falco ignores, of each kind of item", () => {
    const yaml = `${rule("A", "tgas: [x]", "<<: x", "exceptions: [{name: e, filds: x, fields: [f]}]")}
- macro: m
  condition: x
  items: []
- list: l
  items: []
  tags: [x]
- required_engine_version: 1
  desc: d
- required_plugin_versions: [{name: a, version: 0.1.0, x: y, alternatives: [{name: b, version: 0.1.0, z: 1}]}]
  desc: d
`;
    const at = "falco:rules.files[0]: a.yaml";
    expect(checkedFiles({ "a.yaml": yaml })).toEqual({
      refused: [],
      warnings: [
        `${at}:8:26: exception e of rule "A" has a key that Falco ignores: filds (did you mean fields?).`,
        `${at}:6:3: rule "A" has a key that Falco ignores: tgas (did you mean tags?).`,
        `${at}:7:3: rule "A" has a key that Falco ignores: <<.`,
        `${at}:11:3: macro "m" has a key that Falco ignores: items.`,
        `${at}:14:3: list "l" has a key that Falco ignores: tags.`,
        `${at}:16:3: the item required_engine_version has a key that Falco ignores: desc.`,
        `${at}:17:56: the file has a key that Falco ignores: x.`,
        `${at}:17:103: the file has a key that Falco ignores: z.`,
        `${at}:18:3: the item required_plugin_versions has a key that Falco ignores: desc.`,
      ],
    });
  });

  it("keys that Falco ignores beside append and enabled", () => {
    const append = "- rule: A\n  append: true\n  condition: and x\n  priority: INFO\n";
    const enabled = "- rule: A\n  enabled: true\n  tags: [x]\n";
    expect(checkedFiles({ "a.yaml": `${rule("A")}\n${append}${enabled}` })).toEqual({
      refused: [],
      warnings: [
        'falco:rules.files[0]: a.yaml:9:3: rule "A" has priority, which Falco ignores beside append: true; override takes it.',
        'falco:rules.files[0]: a.yaml:12:3: rule "A" has tags, which Falco ignores beside enabled alone; override takes it.',
      ],
    });
  });
});
