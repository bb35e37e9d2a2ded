import { readFileSync } from "node:fs";
import { compileRules } from "../../../ruleFiles/compile";
import { rulesTarget } from "../../../settings/ruleFiles/ruleFiles";
import { completeSettingsSchema } from "../../../settings/schema";
import { checkedFiles, rule } from "./checked";

const condition = (text: string) => rule("A").replace("evt.type = open", text);
const exceptions = (...lines: readonly string[]) => rule("A", "exceptions:", ...lines.map((line) => `- ${line}`));

/** Files, and everything that is said about them. */
const cases: readonly (readonly [name: string, files: readonly string[], messages: readonly string[]])[] = [
  [
    "a field",
    [condition("evt.type = open and proc.nmae = x")],
    ["error a.yaml:3:34: proc.nmae is no field of Falco 0.44.1 (did you mean proc.name?)"],
  ],
  [
    "a field with the name of what JavaScript's objects have",
    [condition("evt.type = open and constructor.x = y")],
    ["error a.yaml:3:34: constructor.x is no field of Falco 0.44.1"],
  ],
  [
    "an event",
    [condition("evt.type in (open, opneat)")],
    ['error a.yaml:3:33: "opneat" is no event type of Falco 0.44.1 (did you mean openat?)'],
  ],
  [
    "a macro",
    [condition("spawned_proces and proc.name = x")],
    ["error a.yaml:3:14: there is no macro spawned_proces (did you mean spawned_process?)"],
  ],
  [
    "an operator",
    [condition("evt.type = open and fd.name startwith /etc")],
    [
      'error a.yaml:3:42: "startwith" is no operator (did you mean startswith?): expected one of exists, <=, <, >=, >, ==, =, !=, glob, iglob, contains, icontains, bcontains, startswith, bstartswith, endswith, regex, intersects, in, pmatch',
    ],
  ],
  ["a bracket", [condition("evt.type = open and (proc.name = x")], ["error a.yaml:3:34: this bracket is never closed"]],
  [
    "a type",
    [condition("evt.type = open and fd.num = ten and fd.num contains 1")],
    [
      'error a.yaml:3:43: fd.num is INT64: expected a whole number in decimal, not "ten"',
      "error a.yaml:3:58: fd.num is INT64, which contains doesn't compare: expected one of exists, =, ==, !=, in, intersects, <, <=, >, >=",
    ],
  ],
  [
    "a word of a folded condition",
    [rule("A").replace("evt.type = open", ">\n    evt.type = open\n    and proc.nmae = x")],
    ["error a.yaml:5:9: proc.nmae is no field of Falco 0.44.1 (did you mean proc.name?)"],
  ],
  [
    "a word of an appended condition",
    [rule("A"), "- rule: A\n  condition: and proc.nmae = x\n  override: {condition: append}\n"],
    ["error b.yaml:2:18: proc.nmae is no field of Falco 0.44.1 (did you mean proc.name?)"],
  ],
  [
    "a list put in",
    [`- list: l\n  items: [a, b]\n${condition("evt.type = open and proc.name = l")}`],
    ['error a.yaml:5:46: "," doesn\'t go on from what stands before it: and, or or the end may follow'],
  ],
  [
    "a list that is none",
    [condition("evt.type = open and proc.name in (shell_binares)")],
    [
      "warning a.yaml:3:48: shell_binares is no list, so that Falco compares with this very text (did you mean shell_binaries?).",
    ],
  ],
  [
    "a regular expression",
    [condition('evt.type = open and fd.name regex "(?:x)"')],
    [
      'error a.yaml:3:48: "(?:x)" is no regular expression of RE2\'s in POSIX syntax: there is nothing before ? that it repeats, and (? as in other languages is unknown',
    ],
  ],
  [
    "a direction",
    [condition("evt.type = open and evt.dir = >")],
    ["warning a.yaml:3:34: evt.dir is never > since Falco 0.42, so that this never holds."],
  ],
  [
    "a rule that never fires",
    [condition("evt.type = open and evt.type = close")],
    ['warning a.yaml:3:3: rule "A" can never fire: no event type fits its condition.'],
  ],
  [
    "an output",
    [rule("A").replace("output: o", "output: x %proc.nmae")],
    ["error a.yaml:4:13: proc.nmae is no field of Falco 0.44.1 (did you mean proc.name?)"],
  ],
  [
    "an output that goes on from a field",
    [rule("A").replace("output: o", "output: x %proc.namex")],
    ["warning a.yaml:4:13: Falco reads %proc.name here, and writes x behind it: proc.namex is no field."],
  ],
  [
    "hooks",
    [
      "- macro: user_known_read_sensitive_files_activities\n  condition: proc.name = x\n- list: shell_binaries\n  items: [x]\n  override: {items: append}\n- rule: Terminal shell in container\n  condition: and not user.name = x\n  override: {condition: append}\n",
    ],
    [],
  ],
  [
    "a hook that is none",
    [
      "- rule: Terminal Shell in container\n  enabled: false\n  override: {enabled: replace}\n- list: shell_binares\n  items: [x]\n  override: {items: append}\n- macro: user_known_x\n  condition: proc.name = x\n  override: {condition: replace}\n",
    ],
    [
      'error a.yaml:1:9: rule "Terminal Shell in container" is changed, and there is no rule of that name before it (did you mean Terminal shell in container?)',
      'error a.yaml:4:9: list "shell_binares" is appended to, and there is no list of that name before it (did you mean shell_binaries?)',
      'warning a.yaml:7:3: macro "user_known_x" is used by no rule and no macro.',
      'warning a.yaml:7:10: macro "user_known_x" replaces one that isn\'t there, so that this defines it.',
    ],
  ],
  ["a second definition", [rule("A"), rule("A")], []],
  [
    "a later macro",
    [`- macro: a\n  condition: b\n- macro: b\n  condition: proc.name = x\n${condition("evt.type = open and a")}`],
    ["error a.yaml:2:14: the macro b has to be defined before the macro that uses it"],
  ],
  [
    "a file that needs the next",
    [condition("evt.type = open and m"), "- macro: m\n  condition: proc.name = x\n"],
    ["error a.yaml:3:34: there is no macro m"],
  ],
  [
    "exceptions",
    [
      exceptions(
        "{name: a, fields: proc.nmae, values: [x]}",
        "{name: b, fields: [proc.name, fd.name], values: [[x]]}",
        "{name: c, fields: [proc.name], comps: [like], values: [[x]]}",
      ),
    ],
    [
      'error a.yaml:7:23: exception "a" of rule "A": proc.nmae is no field of Falco 0.44.1 (did you mean proc.name?)',
      'error a.yaml:8:54: a value of exception "b" of rule "A" has to be a list of 2, one for each field, and it is a list of 1',
      'error a.yaml:9:44: comps of exception "c" of rule "A" have to be of exists, <=, <, >=, >, ==, =, !=, glob, iglob, contains, icontains, bcontains, startswith, bstartswith, endswith, regex, intersects, in, pmatch, not "like"',
    ],
  ],
  [
    "an exception's value",
    [exceptions("{name: a, fields: fd.num, values: [x]}")],
    ['error a.yaml:7:40: fd.num is INT64: expected a whole number in decimal, not "x"'],
  ],
  [
    "a source",
    [rule("A", "source: k8s_audit")],
    [
      'warning a.yaml:6:3: rule "A" has the source k8s_audit, which no plugin of this stack brings: Falco passes over the rule.',
    ],
  ],
  [
    "requirements",
    [
      "- required_engine_version: 0.99.0\n- required_plugin_versions: [{name: json, version: 0.1.0}, {name: container, version: 9.0.0}]\n",
    ],
    [
      "error a.yaml:1:28: these rules need engine 0.99.0, and that of Falco 0.44.1 is 0.62.0",
      "error a.yaml:2:30: no plugin json is loaded: this stack loads container alone, and rules for other plugins need a Falco of their own",
      "error a.yaml:2:60: these rules need plugin container 9.0.0, and the stack loads 0.7.1",
    ],
  ],
  [
    "a merged mapping",
    [`${rule("A")}\n- <<: x\n  rule: B\n- marco: m\n`],
    [
      'error a.yaml:6:3: rule "B" needs condition, output, desc, priority, or enabled alone, and has none of them',
      'warning a.yaml:6:3: rule "B" has a key that Falco passes over: <<: its YAML reader merges no mappings.',
      "warning a.yaml:8:3: Falco passes over this item, which is no rule, macro or list: it has marco (did you mean macro?).",
    ],
  ],
  [
    "names that break metrics",
    [
      '- rule: "a \\" b"\n  desc: d\n  condition: evt.type = open\n  output: o\n  priority: NOTICE\n  tags: [a-b, a__b]\n',
    ],
    [
      'error a.yaml:1:9: rule "a \\" b" has a name with a quote, a backslash or a line break, and Prometheus refuses all metrics of Falco for that',
      'error a.yaml:6:15: the tags "a-b" and "a__b" of rule "a \\" b" are one label in metrics, and Prometheus refuses all metrics of Falco for that',
    ],
  ],
];

describe("readRuleFiles says", () => {
  it.each(cases)("%s", (_, texts, messages) => {
    const files = Object.fromEntries(texts.map((text, index) => [`${"abc".charAt(index)}.yaml`, text]));
    const { refused, warnings } = checkedFiles(files, "0.44.1");
    const short = (text: string) => text.replace(/^rules that Falco can run with at |^falco:rules\.files\[\d\]: /, "");
    expect([
      ...refused.map((text) => `error ${short(text)}`),
      ...warnings.map((text) => `warning ${short(text)}`),
    ]).toEqual(messages);
  });
});

it.each(["0.43.1", "0.44.1"])("finds nothing wrong with the examples of docs/rules.md, for Falco %s", (falco) => {
  const blocks = [...readFileSync("docs/rules.md", "utf8").matchAll(/```yaml\n([^`]*)```/g)].map(
    ([, yaml = ""]) => yaml,
  );
  expect(blocks.length).toBe(3);
  expect(checkedFiles({ "docs.yaml": blocks.join("") }, falco)).toEqual({ refused: [], warnings: [] });
});

it.each<[plugin: string, condition: string, severity: string | undefined]>([
  ["json", "evt.type = blubbering", "error"],
  ["json", "proc.qqqqqqqq = 1", "error"],
  ["json", "json.qqqqqqqq = 1", "warning"],
  ["acme", "acme.qqqqqqqq = 1", "warning"],
  ["acme", "evt.type = blubbering", "error"],
])("with plugin %s, %s is a name that only a plugin's field may have: %s", (plugin, condition, severity) => {
  const text = rule("A").replace("evt.type = open", `evt.type = open and ${condition}`);
  const [found] = compileRules([{ file: "a.yaml", text }], { falco: "0.44.1", plugins: [plugin] });
  expect(found?.severity).toBe(severity);
});

it("knows the plugins that Helm values load", () => {
  const text = [
    "- required_plugin_versions: [{name: k8saudit, version: 0.7.0}]",
    rule("A", "source: k8s_audit").replace("evt.type = open", "ka.verb = create"),
    rule("B", "source: aws_cloudtrail"),
    rule("C", "source: k8s_audit").replace("evt.type = open", "(ka.verb = create"),
  ].join("\n");
  const said = (plugins: readonly string[]) =>
    compileRules([{ file: "a.yaml", text }], { falco: "0.43.1", plugins }).map(
      ({ severity, at, message }) => `${severity} ${at?.line ?? 0}: ${message}`,
    );
  expect(said(["k8saudit"])).toEqual([
    'warning 13: rule "B" has the source aws_cloudtrail, which no plugin of this stack brings: Falco passes over the rule',
    "error 16: this bracket is never closed",
  ]);
  expect(said([]).filter((one) => one.startsWith("error"))).toEqual([
    "error 1: no plugin k8saudit is loaded: this stack loads container alone, and rules for other plugins need a Falco of their own",
  ]);
});

it.each([
  [{ load_plugins: ["container", "k8saudit"] }, ["k8saudit"]],
  // The charts' load_plugins is an empty list, not left out: Falco loads none that isn't in it.
  [{ plugins: [{ name: "k8saudit" }] }, []],
])("takes from Helm values which plugins are loaded: %j", (falco, plugins) => {
  const settings = completeSettingsSchema.parse({ helmValues: { falco: { falco } } });
  expect(rulesTarget(settings)).toEqual({ falco: "0.43.1", otherRules: false, plugins });
});
