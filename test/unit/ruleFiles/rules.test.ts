import { checkedFiles, rule } from "./checked";

const priorities = "emergency, alert, critical, error, warning, notice, informational, debug or info as priority";
const overridable = [
  "condition, output, desc, priority, tags, exceptions, enabled, capture, capture_duration, warn_evttypes",
  "or skip-if-unknown-filter",
].join(" ");
const anOverride = "a mapping of keys to append or replace as override";
const consequence = "Prometheus refuses all metrics of Falco for that";
const name = 'a name without ", \\ and line breaks as rule';

describe("readRuleFiles refuses of a rule", () => {
  it.each<[string, string, string[]]>([
    [
      "missing keys",
      "- rule: A\n  desc: d\n",
      ['a rule with condition, output, desc, priority at a.yaml:1:3: rule "A" has no condition, output, priority'],
    ],
    [
      "a name alone",
      "- rule: Run shell untrusted\n",
      [
        'condition, output, desc and priority, or enabled alone at a.yaml:1:3: rule "Run shell untrusted" has none of them',
      ],
    ],
    [
      "a misspelt priority",
      rule("A").replace("NOTICE", "Warnin"),
      [`${priorities} at a.yaml:5:13: rule "A" has "Warnin" (did you mean warning?)`],
    ],
    ["another priority", rule("A").replace("NOTICE", "[high]"), [`${priorities} at a.yaml:5:13: rule "A" has a list`]],
    [
      "texts that are none",
      rule("A", "source: ''").replace("desc: d", "desc: [d]").replace("output: o", "output:"),
      [
        'a text as output at a.yaml:4:10: rule "A" has nothing',
        'a text as desc at a.yaml:2:9: rule "A" has a list',
        'a text as source at a.yaml:6:11: rule "A" has ""',
      ],
    ],
    [
      "switches that are none",
      rule("A", "enabled: maybe", "capture: yEs", "warn_evttypes: ''", "skip-if-unknown-filter: [x]", "append: 1"),
      [
        'true or false as enabled at a.yaml:6:12: rule "A" has "maybe"',
        'true or false as capture at a.yaml:7:12: rule "A" has "yEs"',
        'true or false as warn_evttypes at a.yaml:8:18: rule "A" has ""',
        'true or false as skip-if-unknown-filter at a.yaml:9:27: rule "A" has a list',
        'true or false as append at a.yaml:10:11: rule "A" has "1"',
      ],
    ],
    [
      "a duration with a unit",
      rule("A", "capture_duration: 5s"),
      ['a whole number as capture_duration at a.yaml:6:21: rule "A" has "5s"'],
    ],
    ["a text as tags", rule("A", "tags: x"), ['a list of texts as tags at a.yaml:6:9: rule "A" has "x"']],
    ["nothing as tags", rule("A", "tags:"), ['a list of texts as tags at a.yaml:6:8: rule "A" has nothing']],
    [
      "a mapping among the tags",
      rule("A", "tags: [a, {b: c}]"),
      ['a list of texts as tags at a.yaml:6:13: rule "A" has a mapping in it'],
    ],
    [
      "tags that are one label",
      rule("A", "tags: [a-b, a__b, c, a-b]"),
      [
        `tags that differ in letters or digits at a.yaml:6:15: rule "A" has "a-b" and "a__b", one label in metrics, and ${consequence}`,
      ],
    ],
    ["a quote in its name", rule("'a \" b'"), [`${name} at a.yaml:1:9: rule "a \\" b" has one, and ${consequence}`]],
    ["a backslash in its name", rule("a \\ b"), [`${name} at a.yaml:1:9: rule "a \\\\ b" has one, and ${consequence}`]],
    ["a line break in its name", rule('"a\\nb"'), [`${name} at a.yaml:1:9: rule "a\\nb" has one, and ${consequence}`]],
    [
      "an append of nothing",
      `${rule("A")}\n- rule: A\n  append: true\n  exceptions:\n`,
      ['a condition or exceptions beside append: true at a.yaml:6:3: rule "A" has neither'],
    ],
    [
      "override and append",
      `${rule("A")}\n- rule: A\n  append: true\n  condition: and x\n  override: {condition: append}\n`,
      ['either override or append: true at a.yaml:9:3: rule "A" has both'],
    ],
    [
      "override as text",
      `${rule("A")}\n- rule: A\n  override: x\n`,
      [`${anOverride} at a.yaml:7:13: rule "A" has "x"`],
    ],
    [
      "override of nothing",
      `${rule("A")}\n- rule: A\n  override: {}\n`,
      [`${anOverride} at a.yaml:7:13: rule "A" has a mapping`],
    ],
    [
      "override left empty",
      `${rule("A")}\n- rule: A\n  override:\n`,
      [`${anOverride} at a.yaml:7:12: rule "A" has nothing`],
    ],
    [
      "override of other keys and in other ways",
      `${rule("A")}
- rule: A
  condition: and x
  tags: [x]
  override: {conditon: append, priority: append, output: replaced, desc: [x], tags: append}
`,
      [
        `${overridable} under override at a.yaml:9:14: rule "A" has conditon (did you mean condition?)`,
        'replace for priority under override at a.yaml:9:42: rule "A" has "append"',
        'append or replace for output under override at a.yaml:9:58: rule "A" has "replaced"',
        'append or replace for desc under override at a.yaml:9:74: rule "A" has a list',
        'condition under override too at a.yaml:7:3: rule "A" overrides other keys alone',
      ],
    ],
    [
      "override of what it doesn't have",
      `${rule("A")}\n- rule: A\n  override: {enabled: replace}\n`,
      ['enabled beside its override at a.yaml:7:14: rule "A" has none'],
    ],
  ])("%s", (_, yaml, refused) => {
    expect(checkedFiles({ "a.yaml": yaml }).refused).toEqual(refused);
  });

  it("override with a Falco that takes such an item for a rule", () => {
    const yaml = `${rule("A")}\n- rule: A\n  enabled: false\n  override: {enabled: replace}\n`;
    expect(checkedFiles({ "a.yaml": yaml }, "0.36.2").refused).toEqual([
      'no override with Falco 0.36.2 at a.yaml:8:3: rule "A" has one, and Falco reads it since 0.37.0',
    ]);
  });
});
