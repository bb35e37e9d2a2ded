import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ToolContext } from "../../../sandbox/tools/context";
import { builtPulumi, officialPulumi, pulumiExecutable, pulumiPackages } from "../../../sandbox/tools/pulumi";
import { script, temporaryDirectory } from "./temporary";
import { toolContext } from "./toolContext";

const manifests = {
  "@pulumi/kubernetes": "4.1.0",
  "@pulumi/random": "4.2.0",
  "@pulumi/tls": "5.3.0",
  pulumi: "3.265.0",
};

/** A project whose plugins Pulumi has downloaded before, so that nothing is asked of the network. */
function context(path: string): ToolContext {
  const made = toolContext(path);
  const { layout } = made;
  for (const [name, version] of Object.entries(manifests)) {
    const directory = join(layout.project, "node_modules", name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "package.json"), JSON.stringify({ version }));
  }
  for (const plugin of ["kubernetes-v4.1.0", "random-v4.2.0", "tls-v5.3.0"]) {
    mkdirSync(join(layout.cache, "pulumi", "plugins", `resource-${plugin}`), { recursive: true });
  }
  mkdirSync(join(layout.project, "sandbox", "toolchain"), { recursive: true });
  return made;
}

describe("officialPulumi", () => {
  it("is the CLI that the launcher downloaded, with the real plugins", async () => {
    const to = context("");
    const installation = { home: join(to.layout.cache, "pulumi"), version: "3.265.0", standIns: undefined };
    script(pulumiExecutable(installation), "exit 0");
    expect(await officialPulumi(to)).toEqual(installation);
  });

  it("is a good enough one on PATH, linked to where the launcher looks", async () => {
    const directory = temporaryDirectory();
    const file = script(join(directory, "pulumi"), "echo v3.240.1");
    const found = await officialPulumi(context(directory));
    expect(found?.version).toBe("3.240.1");
    expect(found && realpathSync(pulumiExecutable(found))).toBe(file);
  });

  it("has the launcher download the CLI otherwise", async () => {
    const to = context("");
    const launcher = join(to.layout.project, "node_modules", "pulumi", "run.js");
    const called = join(to.layout.project, "called");
    const write = `require("fs").writeFileSync(${JSON.stringify(called)}, [process.env.PULUMI_HOME, process.env.PULUMI_VERSION].join())`;
    writeFileSync(launcher, write);
    expect(await officialPulumi(to)).toMatchObject({ version: "3.265.0" });
    expect(readFileSync(called, "utf8")).toBe(`${join(to.layout.cache, "pulumi")},3.265.0`);
  });

  it("is not to be had when the launcher fails", async () => {
    const to = context("");
    writeFileSync(join(to.layout.project, "node_modules", "pulumi", "run.js"), "process.exit(1)");
    expect(await officialPulumi(to)).toBeUndefined();
  });
});

describe("builtPulumi", () => {
  it("brings stand-ins for the plugins that can't be built", () => {
    const to = context("");
    const { home, standIns } = builtPulumi(to);
    expect(home).toMatch(/\/cache\/falco-stack\/built\/linux-amd64-[0-9a-f]{12}\/pulumi$/);
    expect(standIns).toBe(join(to.layout.project, "sandbox", "providers", "bin"));
  });

  it("consists of the CLI, the language host and the Kubernetes plugin", () => {
    expect([...pulumiPackages(context(""))].sort()).toEqual([
      "./language",
      "./provider",
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ]);
  });
});
