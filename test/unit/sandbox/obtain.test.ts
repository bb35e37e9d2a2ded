import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { obtain } from "../../../sandbox/tools/obtain";
import type { Release, Tool } from "../../../sandbox/tools/tool";
import { serve, unreachableUrl } from "./server";
import { script, temporaryDirectory } from "./temporary";
import { toolContext } from "./toolContext";

jest.mock("../../../sandbox/tools/built", () => ({ builtFile: (name: string) => `/nowhere/${name}` }));

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
const content = "#!/bin/sh\necho v1.2.3\n";

const toolOf = (release: Release | undefined): Tool => ({
  name: "tool",
  version: "1.2.3",
  accepts: "^1.0.0",
  versionArguments: [],
  goPackage: "./tool",
  release: () => release,
});

const releaseOf = (url: string, more: Partial<Release> = {}): Release => ({
  url: `${url}/tool`,
  checksum: { url: `${url}/tool.sha256`, format: "text" },
  ...more,
});

describe("obtain", () => {
  it("prefers a good enough one on PATH", async () => {
    const directory = temporaryDirectory();
    const file = script(join(directory, "tool"), "echo v1.9.0");
    const url = await serve({ "/tool": content, "/tool.sha256": sha256(content) });
    const { files, missing } = await obtain([toolOf(releaseOf(url))], toolContext(directory));
    expect([files.get("tool"), missing]).toEqual([file, []]);
  });

  it("downloads a release that its checksum vouches for, once", async () => {
    const url = await serve({ "/tool": content, "/tool.sha256": sha256(content) });
    const to = toolContext();
    const tool = toolOf(releaseOf(url));
    const file = (await obtain([tool], to)).files.get("tool") ?? "";
    expect(execFileSync(file, { encoding: "utf8" })).toBe("v1.2.3\n");
    expect(readdirSync(join(file, ".."))).toEqual(["tool"]);
    await obtain([tool], to);
    expect(to.reports).toEqual(["downloading tool"]);
  });

  it("unpacks the tool from an archive and leaves nothing else", async () => {
    const directory = temporaryDirectory();
    script(join(directory, "tool-v1", "tool"), "echo v1.2.3");
    mkdirSync(join(directory, "tool-v1", "docs"));
    execFileSync("tar", ["-czf", "tool.tar.gz", "tool-v1"], { cwd: directory });
    const archive = readFileSync(join(directory, "tool.tar.gz"));
    const url = await serve({ "/tool": archive, "/tool.sha256": sha256(archive) });
    const { files } = await obtain([toolOf(releaseOf(url, { member: "tool-v1/tool" }))], toolContext());
    const file = files.get("tool") ?? "";
    expect(execFileSync(file, { encoding: "utf8" })).toBe("v1.2.3\n");
    expect(readdirSync(join(file, ".."))).toEqual(["tool"]);
  });

  it("has a release with another checksum built, says so and leaves nothing", async () => {
    const url = await serve({ "/tool": content, "/tool.sha256": sha256("other") });
    const to = toolContext();
    const { files, missing } = await obtain([toolOf(releaseOf(url))], to);
    expect([files.size, missing.map(({ name }) => name)]).toEqual([0, ["tool"]]);
    expect(to.reports.at(-1)).toBe(
      `tool: ${url}/tool has SHA-256 ${sha256(content)}, expected ${sha256("other")}; it is built instead`,
    );
    expect(readdirSync(join(to.layout.cache, "releases"), { recursive: true })).toEqual(["tool-1.2.3-linux-amd64"]);
  });

  it.each([
    ["nothing listens", unreachableUrl],
    ["the file is missing", () => serve({})],
  ])("has it built where %s, and names the host", async (_, start) => {
    const url = await start();
    const { missing, unreachable } = await obtain([toolOf(releaseOf(url))], toolContext());
    expect([missing.map(({ name }) => name), unreachable]).toEqual([["tool"], [new URL(url).host]]);
  });

  it("has it built where no release is published for the system", async () => {
    const { missing, unreachable } = await obtain([toolOf(undefined)], toolContext());
    expect([missing.map(({ name }) => name), unreachable]).toEqual([["tool"], []]);
  });
});
