import { checkedFiles, rule } from "./checked";

describe("readRuleFiles refuses of a macro, list or requirement", () => {
  it.each<[string, string, string[]]>([
    [
      "a macro's name that no condition can have",
      "- macro: a-b\n  condition: x\n",
      ['a letter, then letters, digits and _ as macro at a.yaml:1:10: macro "a-b" can be named by no condition'],
    ],
    ["a macro without condition", "- macro: m\n", ['a text as condition at a.yaml:1:3: macro "m" has none']],
    [
      "a switch of a macro",
      "- macro: m\n  condition: x\n  append: perhaps\n",
      ['true or false as append at a.yaml:3:11: macro "m" has "perhaps"'],
    ],
    [
      "an override of a macro's items",
      "- macro: container\n  condition: x\n  override: {items: append}\n",
      [
        'condition under override at a.yaml:3:14: macro "container" has items',
        'condition under override too at a.yaml:2:3: macro "container" overrides other keys alone',
      ],
    ],
    ["a list without items", "- list: l\n", ['a list of texts as items at a.yaml:1:3: list "l" has none']],
    ["a text as items", "- list: l\n  items: x\n", ['a list of texts as items at a.yaml:2:10: list "l" has "x"']],
    [
      "nothing among the items",
      "- list: l\n  items: [x, null]\n",
      ['a list of texts as items at a.yaml:2:14: list "l" has nothing in it'],
    ],
    [
      "a switch of a list",
      "- list: l\n  items: []\n  append: perhaps\n",
      ['true or false as append at a.yaml:3:11: list "l" has "perhaps"'],
    ],
    [
      "an override of a list in another way",
      "- list: shell_binaries\n  items: [x]\n  override: {items: prepend}\n",
      ['append or replace for items under override at a.yaml:3:21: list "shell_binaries" has "prepend"'],
    ],
    [
      "versions of the engine",
      "- required_engine_version: new\n- required_engine_version: [1]\n",
      [
        'a whole number or a version such as 0.31.0 as required_engine_version at a.yaml:1:28: the file has "new"',
        "a whole number or a version such as 0.31.0 as required_engine_version at a.yaml:2:28: the file has a list",
      ],
    ],
    [
      "plugins as text",
      "- required_plugin_versions: json\n",
      ['a list of plugins as required_plugin_versions at a.yaml:1:29: the file has "json"'],
    ],
    [
      "plugins",
      `- required_plugin_versions:
  - json
  - {name: a}
  - {version: '1.0'}
  - {name: b, version: 0.1.0, alternatives: c}
  - {name: b, version: 0.1.0, alternatives: [{name: b, version: 0.2.0}, {version: 1.0.0}, q]}
`,
      [
        'a mapping with name and version under required_plugin_versions at a.yaml:2:5: the file has "json"',
        "a version such as 0.1.0 as version at a.yaml:3:5: the file has none",
        "a text as name at a.yaml:4:5: the file has none",
        'a version such as 0.1.0 as version at a.yaml:4:15: the file has "1.0"',
        'a list of plugins as alternatives at a.yaml:5:45: the file has "c"',
        "each plugin once among its alternatives at a.yaml:6:46: the file has b again",
        "a text as name at a.yaml:6:73: the file has none",
        'a mapping with name and version under alternatives at a.yaml:6:91: the file has "q"',
      ],
    ],
  ])("%s", (_, yaml, refused) => {
    expect(checkedFiles({ "a.yaml": yaml }).refused).toEqual(refused);
  });

  it("an engine of three numbers with a Falco that counts them by one", () => {
    const yaml = `${rule("A")}\n- required_engine_version: 0.31.0\n`;
    expect(checkedFiles({ "a.yaml": yaml }, "0.36.2").refused).toEqual([
      'a whole number with Falco 0.36.2 as required_engine_version at a.yaml:6:28: the file has "0.31.0"',
    ]);
  });
});
