import { checkedFiles, rule } from "./checked";

const operators = [
  "exists <= < >= > == = != glob iglob contains icontains bcontains startswith bstartswith endswith regex",
  "in intersects pmatch",
].join(" ");
const shape = "a text or a list of texts";

describe("readRuleFiles refuses of an exception", () => {
  it.each<[string, string[]]>([
    ["x", ['a mapping as exception at a.yaml:7:5: rule "A" has "x"']],
    [
      "{}",
      [
        'a text as name at a.yaml:7:5: an exception of rule "A" has none',
        `${shape} as fields at a.yaml:7:5: an exception of rule "A" has none`,
      ],
    ],
    ["{name: a}", [`${shape} as fields at a.yaml:7:5: exception a of rule "A" has none`]],
    ["{name: a, fields: {}}", [`${shape} as fields at a.yaml:7:23: exception a of rule "A" has a mapping`]],
    ["{name: a, fields: ['']}", [`${shape} as fields at a.yaml:7:23: exception a of rule "A" has a list`]],
    [
      "{name: a, fields: f, comps: [[x]]}",
      [`${shape} as comps at a.yaml:7:34: exception a of rule "A" has a list in it`],
    ],
    ["{name: a, fields: f, values: x}", ['a list as values at a.yaml:7:34: exception a of rule "A" has "x"']],
    ["{name: a, fields: f, values: }", ['a list as values at a.yaml:7:34: exception a of rule "A" has nothing']],
    [
      "{name: a, fields: [f, g], comps: [=]}",
      ['a list of 2 as comps, one for each field at a.yaml:7:38: exception a of rule "A" has a list of 1'],
    ],
    [
      "{name: a, fields: [f, g], comps: in}",
      ['a list of 2 as comps, one for each field at a.yaml:7:38: exception a of rule "A" has "in"'],
    ],
    [
      "{name: a, fields: [f], comps: [equals]}",
      [`an operator of Falco's (${operators}) at a.yaml:7:36: exception a of rule "A" has "equals"`],
    ],
    [
      "{name: a, fields: f, comps: '='}",
      ['in, intersects, pmatch as comps of a single field at a.yaml:7:33: exception a of rule "A" has "="'],
    ],
    [
      "{name: a, fields: f, comps: [in]}",
      ['in, intersects, pmatch as comps of a single field at a.yaml:7:33: exception a of rule "A" has a list of 1'],
    ],
    [
      "{name: a, fields: f, values: [x, [y]]}",
      ['a text as value of a single field at a.yaml:7:38: exception a of rule "A" has a list'],
    ],
    [
      "{name: a, fields: [f, g], values: [x, [y], [y, {}]]}",
      [
        'a list of 2 as value, one for each field at a.yaml:7:40: exception a of rule "A" has "x"',
        'a list of 2 as value, one for each field at a.yaml:7:43: exception a of rule "A" has a list of 1',
        'a list of 2 as value, one for each field at a.yaml:7:48: exception a of rule "A" has a list of 2',
      ],
    ],
  ])("%s", (exception, refused) => {
    expect(checkedFiles({ "a.yaml": rule("A", "exceptions:", `- ${exception}`) }).refused).toEqual(refused);
  });

  it("a text instead of a list of them", () => {
    expect(checkedFiles({ "a.yaml": rule("A", "exceptions: x") }).refused).toEqual([
      'a list of exceptions as exceptions at a.yaml:6:15: rule "A" has "x"',
    ]);
  });
});
