import { judge, verdictLines } from "../../../commands/rules";
import { rule, withFiles } from "./checked";

describe("npm run rules", () => {
  const files = {
    "a.yaml": rule("A"),
    "b.yaml": rule("B", "tgas: [x]"),
    "c.yaml": rule("C").replace("evt.type = open", "evt.type = opne"),
  };
  const judged = (names: readonly string[]) =>
    withFiles(files, (directory) => judge({ files: names, directory, falco: "0.43.1" }));

  it("prints a verdict on each file, in the order in which they are loaded", () => {
    expect(judged([...Object.keys(files), "d.yaml"])).toEqual([
      { file: "a.yaml", falco: "0.43.1", verdict: "ok", diagnostics: [] },
      {
        file: "b.yaml",
        falco: "0.43.1",
        verdict: "warning",
        diagnostics: [
          {
            line: 6,
            column: 3,
            severity: "warning",
            message: 'rule "B" has a key that Falco passes over: tgas (did you mean tags?)',
            rule: "B",
          },
        ],
      },
      {
        file: "c.yaml",
        falco: "0.43.1",
        verdict: "error",
        diagnostics: [
          {
            line: 3,
            column: 25,
            severity: "error",
            message: '"opne" is no event type of Falco 0.43.1 (did you mean open?)',
            rule: "C",
          },
        ],
      },
      {
        file: "d.yaml",
        falco: "0.43.1",
        verdict: "error",
        diagnostics: [
          {
            line: 1,
            column: 1,
            severity: "error",
            message: "expected a file that can be read: there is none",
            isWhole: true,
          },
        ],
      },
    ]);
  });

  it("writes them as compilers do", () => {
    expect(judged(["a.yaml", "b.yaml", "c.yaml", "d.yaml"]).map(verdictLines)).toEqual([
      "a.yaml: ok for Falco 0.43.1",
      'b.yaml:6:3: warning: rule "B" has a key that Falco passes over: tgas (did you mean tags?)\nb.yaml: ok for Falco 0.43.1',
      'c.yaml:3:25: error: "opne" is no event type of Falco 0.43.1 (did you mean open?)',
      "d.yaml: error: expected a file that can be read: there is none",
    ]);
  });
});
