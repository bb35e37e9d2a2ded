import { checkedFiles, rule } from "./checked";

describe("readRuleFiles refuses", () => {
  it.each([
    [
      "a mapping",
      "a: 1\n",
      "rules that Falco can run with at a.yaml:1:1: a rules file has to be a list of rules, macros and lists, and it is a mapping",
    ],
    [
      "a text",
      "---\n---\ntext\n",
      "rules that Falco can run with at a.yaml:3:1: a rules file has to be a list of rules, macros and lists, and it is a text",
    ],
    [
      "an item that is a text",
      "- a\n",
      'rules that Falco can run with at a.yaml:1:3: an item has to be a mapping, and this one is "a"',
    ],
    [
      "an item that is a list",
      "- [x]\n",
      "rules that Falco can run with at a.yaml:1:3: an item has to be a mapping, and this one is a list",
    ],
    [
      "a key without value",
      "- {macro}\n",
      "rules that Falco can run with at a.yaml:1:4: macro of a macro has to be a text, and it is nothing",
    ],
    [
      "a rule without a name",
      "- rule:\n",
      "rules that Falco can run with at a.yaml:1:8: rule of a rule has to be a text, and it is nothing",
    ],
    [
      "a macro with a list for a name",
      "- macro: [x]\n",
      "rules that Falco can run with at a.yaml:1:10: macro of a macro has to be a text, and it is a list",
    ],
    [
      "a list with an empty name",
      "- list: ''\n",
      "rules that Falco can run with at a.yaml:1:9: list of a list has to be a text, and it is empty",
    ],
    [
      "broken YAML, once",
      "- a: foo: bar\n- b: [\n",
      "rules that Falco can run with at a.yaml:1:6: this is no valid YAML: Nested mappings are not allowed in compact mappings",
    ],
    [
      "a tab in front of a line",
      `${rule("A")}\n\t\n${rule("B")}\n`,
      "rules that Falco can run with at a.yaml:6:1: this is no valid YAML: a tab stands where the line is indented",
    ],
    ["an alias of nothing", "- *x\n", "rules that Falco can run with at a.yaml:1:3: nothing above is called &x"],
    [
      "an alias within what it stands for",
      rule("A", "x: &x [*x]"),
      "rules that Falco can run with at a.yaml:6:10: *x stands within what it names",
    ],
    [
      "a key that is no text",
      rule("A", "? [x]", ": y"),
      "rules that Falco can run with at a.yaml:6:5: the key of a mapping has to be a text, and this one is a list",
    ],
  ])("%s", (_, yaml, refused) => {
    expect(checkedFiles({ "a.yaml": yaml }).refused).toEqual([refused]);
  });

  it("another file than meant, without showing what is in it", () => {
    const [refused] = checkedFiles({ "a.yaml": "a secret" }).refused;
    expect(refused).toBe(
      "rules that Falco can run with at a.yaml:1:1: a rules file has to be a list of rules, macros and lists, and it is a text",
    );
  });
});

describe("readRuleFiles warns about", () => {
  it.each([
    ["a file of nothing", "# later\n", ["a.yaml: it has no rule, macro or list."]],
    [
      "an empty item",
      "- {}\n",
      ["a.yaml:1:3: Falco passes over this item, which is no rule, macro or list: it has nothing."],
    ],
    [
      "two kinds in one",
      "- macro: m\n  condition: evt.type = open\n  rule: x\n",
      [
        'a.yaml:1:3: macro "m" is used by no rule and no macro.',
        'a.yaml:3:3: macro "m" has a key that Falco passes over: rule.',
      ],
    ],
    [
      "a key that is there twice",
      rule("A", "priority: info"),
      ["a.yaml:6:3: this key is there already in its mapping, and Falco takes the first."],
    ],
    [
      "a list that Falco calls invalid",
      "- list: a b\n  items: []\n",
      [
        'a.yaml:1:3: list "a b" is used by no rule, no macro and no list.',
        'a.yaml:1:9: list "a b" has a name with a blank, a quote or one of ( ) = ,: Falco calls it invalid.',
      ],
    ],
  ])("%s", (_, yaml, warnings) => {
    expect(checkedFiles({ "a.yaml": yaml })).toEqual({
      refused: [],
      warnings: warnings.map((text) => `falco:rules.files[0]: ${text}`),
    });
  });
});

it("takes brackets whose lines are indented less than the key", () => {
  const yaml = `${rule("A", "tags: [a,", "b]").replace("  b]", "b,\n c\n]")}\n`;
  expect(checkedFiles({ "a.yaml": yaml })).toEqual({ refused: [], warnings: [] });
});
