import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { z } from "zod";

const project = resolve(__dirname, "../../..");

/** Which modules of ruleFiles/ a program has loaded once it has read settings. */
const loaded = (settings: object): readonly string[] => {
  const program = `
    const { settingsFrom } = require("./settings/settings");
    settingsFrom(${JSON.stringify(settings)});
    const inside = Object.keys(require.cache).filter((file) => file.startsWith(${JSON.stringify(join(project, "ruleFiles/"))}));
    console.log(JSON.stringify(inside.map((file) => file.slice(${project.length + 1}))));
  `;
  const output = execFileSync(process.execPath, ["--require", "./scripts/load.js", "--eval", program], {
    cwd: project,
  });
  return z.array(z.string()).parse(JSON.parse(output.toString()));
};

describe("the compiler of rules", () => {
  it("isn't loaded by a program without rules files", () => {
    expect(loaded({}).filter((file) => !file.endsWith("priorities.ts"))).toEqual([]);
  });
  it("is loaded by one with rules files", () => {
    expect(loaded({ rules: { files: ["rules/examples.yaml"] } })).toContain("ruleFiles/compile.ts");
  });
});
