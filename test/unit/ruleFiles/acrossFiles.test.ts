import { checkedFiles, rule } from "./checked";

const macro = (name: string, ...more: readonly string[]) => [`- macro: ${name}`, "condition: x", ...more].join("\n  ");
const list = (name: string, ...more: readonly string[]) => [`- list: ${name}`, "items: [x]", ...more].join("\n  ");
const append = "append: true";

describe("readRuleFiles refuses across files", () => {
  it.each([
    [
      "two rules of one name",
      rule("A"),
      rule("A"),
      'one definition of rule "A" at b.yaml:1:9: a.yaml:1:9 has one already; override changes it',
    ],
    [
      "two macros of one name",
      macro("m"),
      `${macro("m", append)}\n${macro("m")}`,
      'one definition of macro "m" at b.yaml:4:10: a.yaml:1:10 has one already; override changes it',
    ],
    [
      "two lists of one name",
      `${list("l")}\n${list("l")}`,
      list("m"),
      'one definition of list "l" at a.yaml:3:9: a.yaml:1:9 has one already; override changes it',
    ],
    [
      "a change before the definition",
      list("l", append),
      list("l"),
      'the change of list "l" after its definition at a.yaml:1:9: that is at b.yaml:1:9',
    ],
    [
      "a switch before the definition",
      "- rule: A\n  enabled: false",
      rule("A"),
      'the change of rule "A" after its definition at a.yaml:1:9: that is at b.yaml:1:9',
    ],
  ])("%s", (_, a, b, refused) => {
    expect(checkedFiles({ "a.yaml": a, "b.yaml": b })).toEqual({ refused: [refused], warnings: [] });
  });

  it.each([
    ["a change in a later file", macro("m"), macro("m", "override: {condition: replace}")],
    ["a rule, a macro and a list of one name", `${rule("m")}\n${macro("m")}`, list("m")],
    ["Falco's own macro defined anew", macro("user_known_terminal_shell_activities"), list("l")],
    ["a change of what Falco has, defined later", macro("container", append), macro("container")],
  ])("but not %s", (_, a, b) => {
    expect(checkedFiles({ "a.yaml": a, "b.yaml": b })).toEqual({ refused: [], warnings: [] });
  });
});

describe("readRuleFiles warns about a change of what it doesn't know", () => {
  const unknown = "is changed, but none of the files defines it before, and it is no";
  it.each([
    [
      "- rule: Terminal Shell in Container\n  enabled: false",
      `1:9: rule "Terminal Shell in Container" ${unknown} rule of Falco's own that the stack knows (did you mean Terminal shell in container?)`,
    ],
    [macro("m", append), `1:10: macro "m" ${unknown} macro of Falco's own that the stack knows`],
    [
      list("shell_binares", "override: {items: append}"),
      `1:9: list "shell_binares" ${unknown} list of Falco's own that the stack knows (did you mean shell_binaries?)`,
    ],
    [
      macro("shell_binaries", append),
      `1:10: macro "shell_binaries" ${unknown} macro of Falco's own that the stack knows`,
    ],
  ])("%s", (b, warning) => {
    expect(checkedFiles({ "a.yaml": rule("A"), "b.yaml": b })).toEqual({
      refused: [],
      warnings: [`falco:rules.files[1]: b.yaml:${warning}; Falco may not start without it.`],
    });
  });
});
