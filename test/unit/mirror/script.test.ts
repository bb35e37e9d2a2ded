import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mirror } from "../../../mirror/main";
import { within } from "../../../mirror/script";
import { script, temporaryDirectory } from "../sandbox/temporary";
import { packChart, usualCharts, writeChart, writeCharts } from "./madeCharts";

const registry = "mirror.example.com:5000/falco";
const digest = `sha256:${"a".repeat(64)}`;

/** The script for a stack with this config, and charts that lie in `charts`. */
const scriptFor = async (config: string, charts: string, to = registry) => {
  const project = temporaryDirectory();
  writeFileSync(join(project, "Pulumi.dev.yaml"), config);
  return (await mirror({ project, stack: "dev", to, charts }, new AbortController().signal)).text;
};

/** Runs a script with tools that only write down what they are told; helm's `package` makes its file. */
function run(text: string, tools: readonly string[] = ["helm", "crane", "oras"]) {
  const directory = temporaryDirectory();
  const log = join(directory, "log");
  writeFileSync(log, "");
  for (const tool of tools)
    script(join(directory, "bin", tool), `{ printf '%s' ${tool}; printf ' <%s>' "$@"; echo; } >>"${log}"`);
  const file = script(join(directory, "copy.sh"), text);
  execFileSync("sh", ["-n", file]);
  const { status, stderr } = spawnSync("sh", [file], {
    env: { PATH: `${join(directory, "bin")}:/usr/bin:/bin`, TMPDIR: directory },
    encoding: "utf8",
  });
  const calls = readFileSync(log, "utf8").replaceAll(/<[^>]*\/tmp\.[^/>]*/g, "<SCRATCH");
  return { status, stderr, calls: calls.split("\n").slice(0, -1) };
}

/** Archives of the usual charts in a directory with an odd name. */
function oddPlace(): string {
  const place = join(temporaryDirectory(), 'it\'s $(odd) "place"');
  for (const chart of usualCharts) {
    const unpacked = join(temporaryDirectory(), chart.name);
    writeChart(unpacked, chart);
    packChart(unpacked, join(place, `${chart.name}-${chart.version}.tgz`));
  }
  return place;
}

describe("the script of npm run mirror -- --to", () => {
  it("copies everything by its name, digests by crane", async () => {
    const charts = writeCharts(temporaryDirectory());
    const text = await scriptFor(
      `config: {falco:rules: {source: registry}, falco:images: {tags: {falco: "0.43.1@${digest}"}}}`,
      charts,
    );
    const { status, stderr, calls } = run(text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(calls).toEqual([
      ...["falco-8.0.5", "falco-exporter-0.12.2", "falcosidekick-0.14.0"].flatMap((chart) => [
        `helm <package> <${charts}/${chart}> <-d> <SCRATCH>`,
        `helm <push> <SCRATCH/${chart}.tgz> <oci://${registry}/charts>`,
      ]),
      `crane <copy> <docker.io/falcosecurity/falco:0.43.1@${digest}> <${registry}/falcosecurity/falco:0.43.1>`,
      `crane <copy> <docker.io/falcosecurity/falcoctl:0.12.2> <${registry}/falcosecurity/falcoctl:0.12.2>`,
      `crane <copy> <docker.io/falcosecurity/falco-exporter:0.8.7> <${registry}/falcosecurity/falco-exporter:0.8.7>`,
      `crane <copy> <docker.io/falcosecurity/falcosidekick:2.35.0> <${registry}/falcosecurity/falcosidekick:2.35.0>`,
      `crane <copy> <docker.io/falcosecurity/falcosidekick-ui:2.3.0> <${registry}/falcosecurity/falcosidekick-ui:2.3.0>`,
      `crane <copy> <docker.io/redis/redis-stack:7.2.0-v19> <${registry}/redis/redis-stack:7.2.0-v19>`,
      `oras <copy> <-r> <ghcr.io/falcosecurity/rules/falco-rules:5> <${registry}/falcosecurity/rules/falco-rules:5>`,
      `oras <copy> <-r> <ghcr.io/acme/container:1> <${registry}/acme/container:1>`,
    ]);
  });

  it("checks archives, wherever they lie, and stops at one that has changed", async () => {
    const place = oddPlace();
    const text = await scriptFor("", place);
    expect(run(text).calls.slice(0, 2)).toEqual([
      `helm <push> <${place}/falco-8.0.5.tgz> <oci://${registry}/charts>`,
      `helm <push> <${place}/falco-exporter-0.12.2.tgz> <oci://${registry}/charts>`,
    ]);
    writeFileSync(join(place, "falco-8.0.5.tgz"), "other");
    expect(run(text)).toMatchObject({ status: 1, calls: [] });
  });

  it("quotes what settings say", async () => {
    const container = { name: "x", image: "quay.io/acme/it's:1 $(touch pwned)" };
    const config = { "falco:helmValues": { falco: { extra: { initContainers: [container] } } } };
    const { calls } = run(await scriptFor(JSON.stringify({ config }), writeCharts(temporaryDirectory())));
    expect(calls).toContain(`crane <copy> <${container.image}> <${registry}/acme/it's:1 $(touch pwned)>`);
  });

  it("names a tool that is missing before it copies anything", async () => {
    const text = await scriptFor("config: {falco:rules: {source: registry}}", oddPlace());
    const { status, stderr, calls } = run(text, ["helm", "crane"]);
    expect({ status, stderr, calls }).toEqual({
      status: 1,
      stderr: "oras is needed, and not on PATH\n",
      calls: [],
    });
    expect(run(await scriptFor("", oddPlace()), ["helm", "crane"]).status).toBe(0);
  });

  const images = `#   npx pulumi config set --path falco:images.registry ${registry} -s dev`;
  const charts = `#   npx pulumi config set --path falco:charts.repository oci://${registry}/charts -s dev`;
  it.each([
    ["bundled rules", "", [images, charts]],
    ["rules of upstream", "config: {falco:rules: {source: registry}}", [images, charts]],
    [
      "rules of upstream by its name",
      "config: {falco:rules: {source: registry, registryRef: ghcr.io/falcosecurity/rules/falco-rules:5}}",
      [images, charts],
    ],
    [
      "rules of another registry",
      "config: {falco:rules: {source: registry, registryRef: quay.io/acme/falco-rules:5}}",
      [
        images,
        charts,
        `#   npx pulumi config set --path falco:rules.registryRef ${registry}/acme/falco-rules:5 -s dev`,
      ],
    ],
  ])("ends with how to use the copy: %s", async (_, config, expected) => {
    const lines = (await scriptFor(config, oddPlace())).split("\n");
    expect(lines.slice(lines.indexOf("# To have the stack use them:") + 1)).toEqual(expected);
  });

  it("says what can't be copied, as a comment", async () => {
    const text = await scriptFor("config: {falco:driver: kmod}", oddPlace());
    expect(text).toMatch(/^# falco:driver is kmod: .* https:\/\/download\.falco\.org\/driver/m);
    expect(run(text).status).toBe(0);
  });

  it.each(["https://mirror.example.com", "mirror", "mirror.example.com/$(x)", "user:pass@mirror.example.com"])(
    "refuses %s for a registry",
    async (to) => {
      await expect(scriptFor("", oddPlace(), to)).rejects.toThrow(`--to ${to}: expected a registry as host`);
    },
  );
});

describe("within", () => {
  it.each([
    ["docker.io/falcosecurity/falco:0.43.1", "falcosecurity/falco:0.43.1"],
    ["busybox:1.31", "busybox:1.31"],
    ["acme/falco:1", "acme/falco:1"],
    ["localhost/falco:1", "falco:1"],
    ["reg:5000/a/b", "a/b"],
    [`quay.io/a/b:1@${digest}`, "a/b:1"],
    [`quay.io/a/b@${digest}`, `a/b@${digest}`],
  ])("calls %s %s", (reference, name) => {
    expect(within(registry, reference)).toBe(`${registry}/${name}`);
  });
});
