import type { Chart } from "../../../mirror/chart";
import { artifactsOf } from "../../../mirror/artifacts";
import { chartFiles } from "../../../mirror/chartFiles";
import { imagesOf } from "../../../mirror/images";
import { needsOf } from "../../../mirror/needs";
import { needsTable } from "../../../mirror/table";
import { settingsFrom, type SettingsInput } from "../../../settings/settings";
import { temporaryDirectory } from "../sandbox/temporary";
import { writeCharts } from "./madeCharts";

const repository = writeCharts(temporaryDirectory());
const needs = async (input: SettingsInput, mirror?: string) => {
  const settings = settingsFrom({ charts: { repository }, ...input });
  return needsOf(settings, await chartFiles(settings, temporaryDirectory(), new AbortController().signal), mirror);
};
const chartOf = (name: string, values: object, rest: Partial<Chart> = {}): Chart => ({
  name,
  version: "8.0.5",
  appVersion: "1.2.3",
  description: "",
  values: { ...values },
  dependencies: [],
  ...rest,
});
const references = (images: readonly { readonly reference: string }[]) => images.map(({ reference }) => reference);

describe("needsOf", () => {
  const rules = { source: "registry" } as const;
  const artifacts = ["ghcr.io/falcosecurity/rules/falco-rules:5", "ghcr.io/acme/container:1"];

  it("lists each image once, with all that it is for", async () => {
    expect((await needs({})).images).toEqual([
      { reference: "docker.io/falcosecurity/falco:0.43.1", purpose: "Falco" },
      { reference: "docker.io/falcosecurity/falco-exporter:0.8.7", purpose: "falco-exporter" },
      { reference: "docker.io/falcosecurity/falcosidekick:2.35.0", purpose: "Falcosidekick" },
      { reference: "docker.io/falcosecurity/falcosidekick-ui:2.3.0", purpose: "Falcosidekick's UI" },
      { reference: "docker.io/redis/redis-stack:7.2.0-v19", purpose: "wait-redis of the UI, redis of the UI" },
    ]);
  });

  it.each([
    ["no mirror yet", { rules }, undefined, artifacts],
    ["a mirror in use", { rules, images: { registry: "mirror.example.com/falco" } }, undefined, artifacts],
    [
      "rules of the mirror",
      { rules: { ...rules, registryRef: "mirror.example.com/falcosecurity/rules/falco-rules:5" } },
      "mirror.example.com",
      artifacts,
    ],
    [
      "rules of another registry",
      { rules: { ...rules, registryRef: "rules.example.com/falco-rules:1" } },
      "mirror.example.com",
      ["rules.example.com/falco-rules:1", "ghcr.io/acme/container:1"],
    ],
    ["bundled rules", {}, undefined, []],
  ] as const)("lists names upstream: %s", async (_, input, mirror, expected) => {
    const found = await needs(input, mirror);
    expect(references(found.artifacts)).toEqual(expected);
    expect(references(found.images)).toContain("docker.io/falcosecurity/falco:0.43.1");
  });

  it.each([
    ["modern_ebpf", "8.0.5", []],
    ["kmod", "8.0.5", [/^falco:driver is kmod: .*download\.falco\.org.* FALCOCTL_DRIVER_REPOS in /]],
    ["ebpf", "3.8.7", [/^falco:driver is ebpf: .* DRIVERS_REPO in /]],
  ] as const)("says where drivers come from: %s of falco chart %s", (driver, falco, expected) => {
    const { notes } = needsOf(settingsFrom({ driver, charts: { falco } }), []);
    expect(notes).toHaveLength(expected.length);
    for (const pattern of expected) expect(notes[0]).toMatch(pattern);
  });
});

describe("imagesOf", () => {
  const image = (repository: string, tag = "") => ({ image: { registry: "docker.io", repository, tag } });
  const inner = (name: string): Chart =>
    chartOf(name, image(`acme/${name}`), { version: "0.1.0", appVersion: "9.9.9" });

  it.each([
    ["4.17.0", "docker.io/acme/falco:1.2.3"],
    ["4.18.0", "docker.io/acme/falco:1.2.3-debian"],
    ["4.22.0", "docker.io/acme/falco:1.2.3-debian"],
    ["5.0.0", "docker.io/acme/falco:1.2.3"],
  ])("knows the tag that falco chart %s takes by default", (version, expected) => {
    expect(references(imagesOf(chartOf("falco", image("acme/falco"), { version }), {}))).toEqual([expected]);
  });

  it("leaves out a registry that isn't set", () => {
    const chart = chartOf("falco", image("acme/falco", "1"));
    expect(references(imagesOf(chart, { image: { registry: "" } }))).toEqual(["acme/falco:1"]);
    expect(references(imagesOf(chart, { image: { registry: null } }))).toEqual(["acme/falco:1"]);
  });

  it("follows charts within the chart, with their values, where they are on", () => {
    const values = { ...image("acme/falco"), a: { on: true }, b: { on: false } };
    const dependency = (name: string, conditions: string[]) => ({ key: name, conditions, chart: () => inner(name) });
    const dependencies = [
      dependency("k8s-metacollector", ["none", "a.on", "b.on"]),
      dependency("falco-talon", ["b.on"]),
    ];
    const chart = chartOf("falco", values, { dependencies });
    const given = { "k8s-metacollector": { image: { registry: "quay.io" } } };
    const [, ...within] = references(imagesOf(chart, given));
    expect(within).toEqual(["quay.io/acme/k8s-metacollector:9.9.9"]);
    const always = chartOf("falco", values, { dependencies: [dependency("falco-talon", [])] });
    expect(references(imagesOf(always, {}))).toContain("docker.io/acme/falco-talon:9.9.9");
  });

  it("refuses what it doesn't know", () => {
    expect(() => imagesOf(inner("novel"), {})).toThrow("images of the chart novel are not known");
    expect(() => imagesOf(chartOf("falco", {}), {})).toThrow("the chart falco 8.0.5 has no value image.repository");
  });
});

describe("artifactsOf", () => {
  const refs = (...refs: readonly string[]) =>
    references(
      artifactsOf(chartOf("falco", {}), {
        falcoctl: { artifact: { install: { enabled: true } }, config: { artifact: { install: { refs } } } },
      }),
    );

  it("completes references as falcoctl would", () => {
    expect(refs("falco-rules", "container:0.6", "k8smeta@sha256:ab", "reg:5000/a/falco-rules", "reg:5000/b:1")).toEqual(
      [
        "ghcr.io/falcosecurity/rules/falco-rules:latest",
        "ghcr.io/falcosecurity/plugins/plugin/container:0.6",
        "ghcr.io/falcosecurity/plugins/plugin/k8smeta@sha256:ab",
        "reg:5000/a/falco-rules:latest",
        "reg:5000/b:1",
      ],
    );
  });

  it("refuses names that only falcoctl's index knows", () => {
    expect(() => refs("json:0.7")).toThrow("where json:0.7 is, only falcoctl's index tells: name it in full");
  });
});

describe("needsTable", () => {
  it("shows all of it in columns", async () => {
    const table = needsTable(
      await needs({ sidekick: { enabled: false }, driver: "kmod", rules: { source: "registry" } }),
    );
    expect(table.split("\n")).toEqual([
      expect.stringMatching(/^CHART +VERSION {2}SOURCE +SHA-256$/),
      `falco           8.0.5    ${repository}/falco-8.0.5            (a directory has none)`,
      `falco-exporter  0.12.2   ${repository}/falco-exporter-0.12.2  (a directory has none)`,
      "",
      expect.stringMatching(/^IMAGE +FOR$/),
      "docker.io/falcosecurity/falco:0.43.1                Falco",
      "docker.io/falcosecurity/falco-driver-loader:0.43.1  driver loader",
      "docker.io/falcosecurity/falcoctl:0.12.2             falcoctl, which fetches rules",
      "docker.io/falcosecurity/falco-exporter:0.8.7        falco-exporter",
      "",
      expect.stringMatching(/^OCI ARTIFACT +FOR$/),
      "ghcr.io/falcosecurity/rules/falco-rules:5  rules",
      "ghcr.io/acme/container:1                   plugin",
      "",
      expect.stringMatching(/^falco:driver is kmod: /),
    ]);
  });
});
