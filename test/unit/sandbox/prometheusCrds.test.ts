import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../../../sandbox/sandboxError";
import type { ToolContext } from "../../../sandbox/tools/context";
import { getPrometheusCrds, type CrdRelease } from "../../../sandbox/tools/prometheusCrds";
import { versions } from "../../../sandbox/tools/versions";
import { serve, unreachableUrl } from "./server";
import { script, temporaryDirectory } from "./temporary";
import { toolContext } from "./toolContext";

const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");

const releaseAt = (source: string, content = "kind: CustomResourceDefinition\n"): CrdRelease => ({
  source,
  checksums: { "rules.yaml": sha256(content), "monitors.yaml": sha256(content) },
});

/** What stands for Go: `go mod download` leaves the module in the module cache. */
function pathWithGo(): string {
  const directory = temporaryDirectory();
  script(
    join(directory, "go"),
    `[ "$*" = "mod download github.com/prometheus-operator/prometheus-operator@v${versions.prometheusOperator}" ] || exit 2`,
    'crds="$GOMODCACHE/$3/example/prometheus-operator-crd"',
    'mkdir -p "$crds"',
    'for name in rules monitors; do echo "kind: CustomResourceDefinition" > "$crds/$name.yaml"; done',
  );
  return directory;
}

const wanted = ["monitors.yaml", "rules.yaml"];
const filesIn = ({ layout }: ToolContext) => {
  const directory = join(layout.cache, "releases", `prometheus-crds-v${versions.prometheusOperator}`);
  return existsSync(directory) ? readdirSync(directory).sort() : [];
};

describe("getPrometheusCrds", () => {
  it("downloads what its checksum vouches for, once", async () => {
    const content = "kind: CustomResourceDefinition\n";
    const release = releaseAt(await serve({ "/rules.yaml": content, "/monitors.yaml": content }));
    const to = toolContext();
    const files = await getPrometheusCrds(to, release);
    expect(files.map((file) => readFileSync(file, "utf8"))).toEqual([content, content]);
    expect(await getPrometheusCrds(to, release)).toEqual(files);
    expect(to.reports).toEqual([`downloading from ${release.source}`]);
    expect(filesIn(to)).toEqual(wanted);
  });

  it.each([
    ["nothing listens", unreachableUrl],
    ["the files are missing", () => serve({})],
    ["the files are others", () => serve({ "/rules.yaml": "other", "/monitors.yaml": "other" })],
  ])("takes them from the Go module where %s, and leaves nothing else", async (_, start) => {
    const to = toolContext(pathWithGo());
    const files = await getPrometheusCrds(to, releaseAt(await start()));
    expect(files.map((file) => readFileSync(file, "utf8"))).toEqual(Array(2).fill("kind: CustomResourceDefinition\n"));
    expect(to.reports.at(-1)).toBe("downloading the Go module github.com/prometheus-operator/prometheus-operator");
    expect(filesIn(to)).toEqual(wanted);
  });

  it("refuses a module with other files", async () => {
    const to = toolContext(pathWithGo());
    await expect(getPrometheusCrds(to, releaseAt(await unreachableUrl(), "other"))).rejects.toThrow(
      `rules.yaml of github.com/prometheus-operator/prometheus-operator@v${versions.prometheusOperator} has SHA-256 ` +
        `${sha256("kind: CustomResourceDefinition\n")}, expected ${sha256("other")}`,
    );
    expect(filesIn(to)).toEqual([]);
  });

  it("names the host and Go where neither has them", async () => {
    const source = await unreachableUrl();
    const failure = await getPrometheusCrds(toolContext(), releaseAt(source)).catch(explain);
    expect(failure).toBe(
      `error: the Prometheus operator's CRDs can't be had from ${new URL(source).host}, and there is no Go on PATH\n` +
        "Install Go 1.26 or later (https://go.dev/dl), which gets them as a module, or leave out --with prometheus-crds.",
    );
  });
});
