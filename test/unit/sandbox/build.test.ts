import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../../sandbox/tools/build";
import { builtDirectory } from "../../../sandbox/tools/built";
import { script, temporaryDirectory } from "./temporary";
import { toolContext } from "./toolContext";

/** What stands for Go: `go list` prints packages, `go build` makes an executable of each package's last part. */
const go = [
  'case "$1" in',
  "env) echo go1.26.1 ;;",
  'list) echo "go: downloading example.com/m v1.0.0" >&2; echo a; echo b ;;',
  "build)",
  '  while [ "$1" != -o ]; do shift; done; out=$2; shift 2',
  '  for p in "$@"; do echo "$p" >&2; echo "#!/bin/sh" > "$out${p##*/}"; chmod +x "$out${p##*/}"; done ;;',
  "esac",
];

function context(path: string, signal?: AbortSignal): ReturnType<typeof toolContext> {
  const made = toolContext(path);
  const { layout } = made;
  const provider = join(layout.project, "node_modules", "@pulumi", "kubernetes");
  mkdirSync(provider, { recursive: true });
  writeFileSync(join(provider, "package.json"), '{"version": "4.1.0"}');
  mkdirSync(join(layout.project, "sandbox", "toolchain"), { recursive: true });
  writeFileSync(join(layout.project, "sandbox", "toolchain", "go.mod"), "module m\n");
  return { ...made, ...(signal && { signal }) };
}

function pathWithGo(lines: readonly string[]): string {
  const directory = temporaryDirectory();
  script(join(directory, "go"), ...lines);
  return directory;
}

describe("build", () => {
  it("puts each binary in its place, links the names of the one that is many, and says how far it is", async () => {
    const to = context(pathWithGo(go));
    await build(new Set(["./cluster", "./provider"]), ["a.example"], to);
    const directory = builtDirectory(to);
    expect(readdirSync(directory).sort()).toEqual(["bin", "pulumi"]);
    expect(existsSync(join(directory, "pulumi/plugins/resource-kubernetes-v4.1.0/pulumi-resource-kubernetes"))).toBe(
      true,
    );
    const links = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok"];
    expect(readdirSync(join(directory, "bin")).sort()).toEqual(["cluster", ...links].sort());
    expect(links.map((link) => readlinkSync(join(directory, "bin", link)))).toEqual(links.map(() => "cluster"));
    expect(to.reports).toEqual([
      "Tools: compiling them with Go, once: no release that can be verified from a.example",
      "downloading Go modules",
      expect.stringMatching(/^downloading Go modules: 1 \(0:\d\d\)$/),
      "compiling",
      expect.stringMatching(/^compiled 1 of at most 2 packages: \.\/cluster \(0:\d\d\)$/),
      expect.stringMatching(/^compiled 2 of at most 2 packages: \.\/provider \(0:\d\d\)$/),
    ]);
    expect(readFileSync(to.log, "utf8")).toContain("-X main.version=4.1.0");
  });

  it("builds only what is not there yet", async () => {
    const to = context(pathWithGo(go));
    await build(new Set(["./cluster"]), [], to);
    to.reports.length = 0;
    await build(new Set(["./cluster"]), [], { ...to, path: "" });
    expect(to.reports).toEqual([]);
  });

  it("removes what a killed build left, and leaves nothing itself when it fails", async () => {
    const to = context(pathWithGo([...go.slice(0, 3), "build) echo 'm.go:1: syntax error' >&2; exit 1 ;;", "esac"]));
    mkdirSync(join(builtDirectory(to), "building-killed"), { recursive: true });
    await expect(build(new Set(["./cluster"]), [], to)).rejects.toMatchObject({ logLines: ["m.go:1: syntax error"] });
    expect(readdirSync(builtDirectory(to))).toEqual([]);
  });

  it("leaves nothing when it is interrupted", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const to = context(
      pathWithGo([...go.slice(0, 3), "build) echo begun >&2; exec sleep 60 ;;", "esac"]),
      controller.signal,
    );
    const report = (text: string) => {
      if (text.includes("begun")) controller.abort(reason);
    };
    await expect(build(new Set(["./cluster"]), [], { ...to, report })).rejects.toBe(reason);
    expect(readdirSync(builtDirectory(to))).toEqual([]);
  });

  it.each([
    [
      "there is no Go",
      undefined,
      "the tools must be built, because no release that can be verified was to be had from a.example, and there is no Go on PATH",
    ],
    [
      "Go is too old",
      "go1.25.4",
      "the tools must be built, because no release that can be verified was to be had from a.example, and GO is Go 1.25.4: too old",
    ],
  ])("says what to install when %s", async (_, version, message) => {
    const path = version === undefined ? "" : pathWithGo([`echo ${version}`]);
    await expect(build(new Set(["./cluster"]), ["a.example"], context(path))).rejects.toMatchObject({
      message: message.replace("GO", join(path, "go")),
      repair: "Install Go 1.26 or later (https://go.dev/dl), or run this where those hosts can be reached.",
    });
  });
});

describe("builtDirectory", () => {
  it("changes with the sources and with the version of @pulumi/kubernetes", () => {
    const to = context("");
    const seen = [builtDirectory(to)];
    writeFileSync(join(to.layout.project, "sandbox", "toolchain", "go.mod"), "module n\n");
    seen.push(builtDirectory(to));
    const manifest = join(to.layout.project, "node_modules", "@pulumi", "kubernetes", "package.json");
    writeFileSync(manifest, '{"version": "4.2.0"}');
    seen.push(builtDirectory(to));
    expect(new Set(seen).size).toBe(3);
  });
});
