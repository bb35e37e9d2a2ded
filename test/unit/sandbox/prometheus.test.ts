import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explain } from "../../../sandbox/sandboxError";
import type { ToolContext } from "../../../sandbox/tools/context";
import { getPrometheus } from "../../../sandbox/tools/prometheus";
import type { Release } from "../../../sandbox/tools/tool";
import { versions } from "../../../sandbox/tools/versions";
import { serve, unreachableUrl } from "./server";
import { script, temporaryDirectory } from "./temporary";
import { toolContext } from "./toolContext";

const programs = ["prometheus", "promtool"];

const pathWith = (version: string, names = programs): string => {
  const directory = temporaryDirectory();
  names.forEach((name) => script(join(directory, name), `echo "${name}, version ${version} (branch: HEAD)"`));
  return directory;
};

function archive(): Buffer {
  const directory = temporaryDirectory();
  programs.forEach((name) => script(join(directory, "prometheus-x", name), `echo "${name} as released"`));
  script(join(directory, "prometheus-x", "LICENSE"));
  execFileSync("tar", ["-czf", "p.tar.gz", "prometheus-x"], { cwd: directory });
  return readFileSync(join(directory, "p.tar.gz"));
}

const releaseAt = (url: string): Release => ({
  url: `${url}/p.tar.gz`,
  checksum: { url: `${url}/sums`, format: "text" },
  member: "prometheus-x",
});

const served = (content: Buffer, vouched: Buffer | string = content) =>
  serve({ "/p.tar.gz": content, "/sums": `${createHash("sha256").update(vouched).digest("hex")}  p.tar.gz\n` });

const nowhere = async () => releaseAt(await unreachableUrl());

/** What stands for Debian's tools: apt-get leaves a package, and dpkg-deb unpacks it. */
function debian(version: string, download = `touch "$2_${version}_amd64.deb"`): string {
  const directory = temporaryDirectory();
  script(
    join(directory, "apt-get"),
    "for settings; do :; done", // the last argument
    'grep -q "^Dir::State \\"$PWD\\";" "$settings" || exit 3', // lists of our own
    `case "$1" in update) ;; download) ${download} ;; *) exit 4 ;; esac`,
  );
  script(
    join(directory, "dpkg-deb"),
    'mkdir -p "$3/usr/bin"',
    `for p in ${programs.join(" ")}; do echo "#!/bin/sh" > "$3/usr/bin/$p"; chmod +x "$3/usr/bin/$p"; done`,
  );
  return directory;
}

/** Names of what is in the cache, directories of programs with their content. */
const cache = ({ layout }: ToolContext): string[] =>
  existsSync(layout.cache) ? readdirSync(layout.cache, { recursive: true, encoding: "utf8" }).sort() : [];

describe("getPrometheus", () => {
  it.each(["2.42.0+ds", "2.53.5", "3.5.0"])("takes version %s from PATH", async (version) => {
    const directory = pathWith(version);
    const to = toolContext(directory);
    expect(await getPrometheus(to, await nowhere())).toEqual({
      prometheus: join(directory, "prometheus"),
      promtool: join(directory, "promtool"),
      description: `Prometheus ${version.replace("+ds", "")} from PATH`,
    });
    expect(cache(to)).toEqual([]);
  });

  it.each([
    ["too old", () => pathWith("2.41.0")],
    ["too new", () => pathWith("4.0.0")],
    ["without promtool", () => pathWith("2.53.5", ["prometheus"])],
  ])("takes none from PATH that is %s, and gets the release once, checked", async (_, path) => {
    const to = toolContext(path());
    const release = releaseAt(await served(archive()));
    const tools = await getPrometheus(to, release);
    expect(tools.description).toBe(`Prometheus ${versions.prometheus} as released`);
    const output = [tools.prometheus, tools.promtool].map((file) => execFileSync(file, { encoding: "utf8" }));
    expect(output).toEqual(["prometheus as released\n", "promtool as released\n"]);
    expect(readdirSync(dirname(tools.promtool)).sort()).toEqual(programs);
    expect(await getPrometheus(to, release)).toEqual(tools);
    expect(to.reports).toEqual(["downloading p.tar.gz"]);
  });

  it.each([
    ["nothing listens", unreachableUrl],
    ["the file is missing", () => serve({})],
    ["the checksum is another", () => served(archive(), "other")],
  ])("unpacks Debian's package where %s, once, and leaves nothing else", async (_, start) => {
    const to = toolContext(debian("2.42.0+ds-5+b6"));
    const release = releaseAt(await start());
    const tools = await getPrometheus(to, release);
    expect(tools.description).toBe("Prometheus 2.42.0+ds-5+b6 of Debian's package");
    const directory = join("debian", "prometheus_2.42.0+ds-5+b6_amd64");
    expect(cache(to).filter((file) => file.startsWith("debian"))).toEqual([
      "debian",
      directory,
      ...programs.map((name) => join(directory, name)),
    ]);
    expect(cache(to).filter((file) => file.endsWith(".tar.gz") || file.endsWith(".lock"))).toEqual([]);
    const reports = to.reports.length;
    expect(await getPrometheus(to, release)).toEqual(tools);
    expect(to.reports).toHaveLength(reports);
  });

  it.each([
    ["there is no apt", "there is no apt-get and dpkg-deb on PATH", () => temporaryDirectory()],
    ["Debian's is too old", "it is 2.31.2+ds1-1", () => debian("2.31.2+ds1-1")],
    [
      "apt doesn't have it",
      "apt-get download failed: exit code 100\n  | E: Unable to locate package prometheus",
      () => debian("", 'echo "E: Unable to locate package $2" >&2; exit 100'),
    ],
  ])("says what was tried and what to do where %s", async (_, why, path) => {
    const release = await nowhere();
    const text = await getPrometheus(toolContext(path()), release).catch(explain);
    expect(text).toContain(
      `error: Prometheus >=2.42.0 <4.0.0 is not on PATH, ${new URL(release.url).host} gives none that can be verified, ` +
        `and Debian's package can't be had: ${why}\n`,
    );
    expect(text).toMatch(/\nInstall Prometheus .* `prometheus` and `promtool` have to be on PATH\.$/);
  });
});
