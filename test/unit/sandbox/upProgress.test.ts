import { describeProgress, diagnostics, nextProgress, nothingYet } from "../../../sandbox/deploy/upProgress";

const after = (...lines: string[]) => describeProgress(lines.reduce(nextProgress, nothingYet));

describe("nextProgress", () => {
  it.each([
    ["nothing", [], "0 resources done"],
    ["other lines", ["Updating (sandbox):", "@ updating....", '    uiUser: "admin"', ""], "0 resources done"],
    [
      "a resource that is begun",
      [" +  kubernetes:core/v1:Namespace falco creating (0s) "],
      "0 resources done; under way: falco",
    ],
    [
      "one that is told again while it is made",
      [" +  a:b:C falco creating (0s)", " +  a:b:C falco creating (1s) waiting for pods"],
      "0 resources done; under way: falco",
    ],
    ["one that is done", [" +  a:b:C falco creating (0s)", " +  a:b:C falco created (0.02s)"], "1 resource done"],
    ["the stack itself", [" +  pulumi:pulumi:Stack falco-sandbox creating (0s)"], "0 resources done"],
    [
      "updates",
      [" ~  a:b:C x updating (0s) [diff: ~data]", " ~  a:b:C x updated (0.1s) [diff: ~data]"],
      "1 resource done",
    ],
    [
      "replacements",
      [" ++ a:b:C x creating replacement (0s)", " +- a:b:C y replacing (0s)"],
      "0 resources done; under way: x, y",
    ],
    [
      "more than three at once",
      ["a", "b", "c", "d", "e"].map((name) => ` +  t:u:V ${name} creating (0s)`),
      "0 resources done; under way: a, b, c, 2 more",
    ],
  ])("counts %s", (_, lines, text) => {
    expect(after(...lines)).toBe(text);
  });

  it("is the same object when a line tells nothing", () => {
    expect(nextProgress(nothingYet, "Diagnostics:")).toBe(nothingYet);
  });
});

describe("diagnostics", () => {
  it("are what Pulumi says went wrong, without outputs and counts", () => {
    const output = `Updating (sandbox):
 +  a:b:C falco creating (0s)
Diagnostics:
  pulumi:pulumi:Stack (falco-sandbox):
    error: 1 setting of stack sandbox is wrong:

      falco:driver = "x"
Outputs:
    uiUser: "admin"
Resources:
    1 errored
`;
    expect(diagnostics(output)).toEqual([
      "  pulumi:pulumi:Stack (falco-sandbox):",
      "    error: 1 setting of stack sandbox is wrong:",
      '      falco:driver = "x"',
    ]);
  });

  it("are the output's end where Pulumi fails before it has any", () => {
    expect(diagnostics("error: no stack named 'sandbox' found\n\n")).toEqual(["error: no stack named 'sandbox' found"]);
  });
});
