import { checkedFiles, rule } from "./checked";

describe("readRuleFiles takes", () => {
  it.each([
    ["a rule, a macro and a list", `${rule("A")}\n- macro: m\n  condition: x\n- list: l\n  items: [x, 1, y z]\n`],
    [
      "what a rule may say of its source and capture",
      rule("A", "source: syscall", "capture: off", "capture_duration: 5"),
    ],
    ["switches in all spellings", rule("A", "enabled: Yes", "warn_evttypes: FALSE", "skip-if-unknown-filter: n")],
    ["tags, one of them twice", rule("A", "tags: [a, a, b-c, '']", "append: false")],
    ...["EMERGENCY", "Info", "informational", "debug"].map((word) => [word, rule("A").replace("NOTICE", word)]),
    [
      "documents, some of them empty, and empty items",
      `---\n- \n- list: l\n  items: []\n---\n---\n${rule("B")}\n...\n`,
    ],
    ["aliases", "- list: l\n  items: &items [x]\n- list: m\n  items: *items\n"],
    ["lines that end in CRLF", `${rule("A")}\n`.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${rule("A")}\n`],
    ["versions of the engine", `${rule("A")}\n- required_engine_version: 0.31.0\n- required_engine_version: 13\n`],
    [
      "versions of plugins",
      `${rule("A")}
- required_plugin_versions:
  - {name: a, version: 0.1.0, alternatives: [{name: b, version: 0.1.0-rc1}]}
`,
    ],
    [
      "exceptions of all shapes",
      rule(
        "A",
        "exceptions:",
        "- {name: a, fields: [f, g], values: [[x, y], [x, [y, z]]]}",
        "- {name: b, fields: [f, g], comps: [in, startswith oneof], values: []}",
        "- {name: c, fields: f, values: [x, y]}",
        "- {name: d, fields: f, comps: pmatch}",
      ),
    ],
    ["no exceptions", rule("A", "exceptions:")],
    ["an append of a condition", `${rule("A")}\n- rule: A\n  append: true\n  source: syscall\n  condition: and x\n`],
    [
      "an append of an exception's values",
      `${rule("A")}\n- rule: A\n  append: on\n  exceptions: [{name: e, values: [[a, b]]}]\n`,
    ],
    [
      "overrides of a rule",
      `${rule("A")}
- rule: A
  desc: d
  tags: [x]
  exceptions: [{name: e, values: [x]}]
  override: {desc: append, tags: replace, exceptions: append}
`,
    ],
    ["a rule that is switched off", `${rule("A")}\n- rule: A\n  enabled: false\n`],
    [
      "an override of a macro",
      "- macro: m\n  condition: x\n- macro: m\n  condition: or y\n  override: {condition: append}\n",
    ],
    ["an override of a list", "- list: l\n  items: []\n- list: l\n  items: [x]\n  override: {items: replace}\n"],
    [
      "changes of what comes with Falco",
      `- rule: Run shell untrusted
  enabled: false
- macro: spawned_process
  condition: or x
  append: true
- list: shell_binaries
  items: [x]
  override: {items: append}
`,
    ],
  ])("%s", (_, yaml = "") => {
    expect(checkedFiles({ "a.yaml": yaml })).toEqual({ refused: [], warnings: [] });
  });

  it.each([
    ["0.36.2", "- required_engine_version: 13\n"],
    ["0.37.0", "- required_engine_version: 0.31.0\n- rule: A\n  enabled: false\n  override: {enabled: replace}\n"],
  ])("what Falco %s knows", (falco, yaml) => {
    expect(checkedFiles({ "a.yaml": `${rule("A")}\n${yaml}` }, falco)).toEqual({ refused: [], warnings: [] });
  });
});
