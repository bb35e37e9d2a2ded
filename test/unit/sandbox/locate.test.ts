import { delimiter, join } from "node:path";
import { locateOnPath, userPath, versionIn, which } from "../../../sandbox/tools/locate";
import { script, temporaryDirectory } from "./temporary";

describe("userPath", () => {
  it("leaves out what npm and the sandbox put there", () => {
    const path = ["/p/node_modules/.bin", "/node_modules/.bin", "/p/.sandbox/bin", "", "/usr/bin", "/project/bin"];
    expect(userPath(path.join(delimiter), "/p")).toBe(["/usr/bin", "/project/bin"].join(delimiter));
  });
});

describe("which", () => {
  it("takes the first that can be executed", () => {
    const [one, two] = [temporaryDirectory(), temporaryDirectory()];
    script(join(two, "tool"), "exit 0");
    expect(which("tool", [one, two].join(delimiter))).toBe(join(two, "tool"));
    expect(which("tool", one)).toBeUndefined();
  });
});

describe("versionIn", () => {
  it.each([
    ["Client Version: v1.33.13\nKustomize Version: v5.6.0", "1.33.13"],
    ["etcd Version: 3.5.21\nGit SHA: Not provided", "3.5.21"],
    ["v3.18.6+gb76a950", "3.18.6"],
    ["kwokctl version v0.7.0 go1.26.8 (linux/amd64)", "0.7.0"],
    ["no version", undefined],
  ])("reads %j", (text, version) => {
    expect(versionIn(text)).toBe(version);
  });
});

describe("locateOnPath", () => {
  const tool = { name: "tool", accepts: "~1.33.0", versionArguments: ["--version"] };

  it.each([
    ["good enough", 'echo "Tool $1 v1.33.7"', true],
    ["told on stderr", "echo v1.33.7 >&2", true],
    ["too old", "echo v1.32.9", false],
    ["too new", "echo v1.34.0", false],
    ["without a version", "echo hello", false],
    ["one that fails", "echo v1.33.7; exit 1", false],
  ])("takes a version that is %s: %j", async (_, line, taken) => {
    const directory = temporaryDirectory();
    const file = script(join(directory, "tool"), line);
    expect(await locateOnPath(tool, directory)).toBe(taken ? file : undefined);
  });
});
