import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { chartFiles } from "../../mirror/chartFiles";
import { needsOf } from "../../mirror/needs";
import { within } from "../../mirror/script";
import { readStackConfig } from "../../mirror/stackConfig";
import type { SettingsInput } from "../../settings/settings";
import { at, recordStack } from "../unit/fixtures";
import { list } from "./falcoPod";
import { renderChart } from "./helm";

// jest.config.js leaves this file out where no directory of real charts is given.
const repository = process.env["FALCO_CHARTS_DIR"] ?? "";
const registry = "mirror.example.com:5000/falco";
const native = { metricsSource: "native" } as const;
const fetched = { source: "registry" } as const;
const followed = { source: "registry", autoUpdate: true } as const;
const digest = `sha256:${"a".repeat(64)}`;

const variants: Readonly<Record<string, Omit<SettingsInput, "charts"> & { readonly charts?: object }>> = {
  "the default": {},
  "UI off": { ui: { enabled: false } },
  "sidekick off": { sidekick: { enabled: false } },
  "falco 9.1.0": { charts: { falco: "9.1.0" }, ...native },
  "falco 9.2.0, the default of native": native,
  "falco 9.1.0, kmod": { charts: { falco: "9.1.0" }, ...native, driver: "kmod" },
  "falco 9.1.0, rules of a registry": { charts: { falco: "9.1.0" }, ...native, rules: followed },
  "falco 8.0.5, auto, rules of a registry": { driver: "auto", rules: { ...followed, registryRef: "falco-rules:4" } },
  "falco 8.0.5, rules by digest": { rules: { ...fetched, registryRef: `ghcr.io/acme/falco-rules:5@${digest}` } },
  "falco 7.0.2, ebpf": { charts: { falco: "7.0.2" }, driver: "ebpf" },
  "falco 5.0.3, rules of a registry": { charts: { falco: "5.0.3", falcoExporter: "0.10.1" }, rules: fetched },
  "falco 4.22.0, rules of a registry": { charts: { falco: "4.22.0", falcoExporter: "0.11.0" }, rules: followed },
  "falco 4.21.3, kmod": { charts: { falco: "4.21.3", falcosidekick: "0.8.9" }, driver: "kmod" },
  "falco 4.0.0, kmod, rules of a registry": { charts: { falco: "4.0.0" }, driver: "kmod", rules: fetched },
  "falco 3.8.7, ebpf": { charts: { falco: "3.8.7", falcosidekick: "0.9.10" }, driver: "ebpf", rules: fetched },
  "the oldest": { charts: { falco: "3.0.0", falcoExporter: "0.9.1", falcosidekick: "0.8.0" } },
  "falco 3.0.0, kmod": { charts: { falco: "3.0.0" }, driver: "kmod", rules: fetched },
  "other tags, one with a digest": {
    driver: "kmod",
    rules: fetched,
    images: {
      tags: {
        falco: `0.43.1-debian@${digest}`,
        falcoctl: "0.99.0",
        falcoExporter: `0.8.6@${digest}`,
        falcosidekick: "2.33.0",
        ui: "2.4.0",
        redis: "7.4.0-v1",
      },
    },
  },
  "charts within the chart": {
    rules: fetched,
    helmValues: {
      falco: {
        collectors: { kubernetes: { enabled: true } },
        responseActions: { enabled: true },
        extra: { initContainers: [{ name: "first", image: "quay.io/acme/first:1.0" }] },
      },
    },
  },
};

const directory = mkdtempSync(join(tmpdir(), "falco-stack-mirror-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** What the command finds in a file with these settings. */
async function listed(input: SettingsInput) {
  const config = Object.fromEntries(Object.entries(input).map(([key, value]) => [`falco:${key}`, value]));
  writeFileSync(join(directory, "Pulumi.test.yaml"), stringify({ config }));
  const { settings } = readStackConfig(directory, "test");
  const needs = needsOf(settings, await chartFiles(settings, directory, new AbortController().signal));
  const references = (all: readonly { readonly reference: string }[]) => all.map(({ reference }) => reference).sort();
  return { images: references(needs.images), artifacts: references(needs.artifacts) };
}

/** What the releases of a stack with these settings say, but for pods of `helm test`, which nobody runs. */
async function rendered(input: SettingsInput) {
  const { resources } = await recordStack(input);
  const objects = resources
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
    .flatMap(({ inputs }) =>
      renderChart(String(inputs["chart"]), String(inputs["name"]), String(inputs["namespace"]), inputs["values"]),
    )
    .filter((one) => at(one, "metadata", "annotations", "helm.sh/hook") !== "test-success");
  const texts = objects.map((one) => at(one, "data", "falcoctl.yaml"));
  const falcoctl: unknown = parse(texts.find((text) => typeof text === "string") ?? "");
  const refsOf = (command: string) => list(at(falcoctl, "artifact", command, "refs")).map(String);
  return {
    images: distinct(objects.flatMap(imagesIn)),
    artifacts: distinct([...refsOf("install"), ...(input.rules?.autoUpdate === true ? refsOf("follow") : [])]),
  };
}

const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();

/** Every `image` of an object, wherever it is, that is text. */
const imagesIn = (value: unknown): string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
        key === "image" && typeof child === "string" ? [child] : imagesIn(child),
      );

const fullName = (ref: string) => (ref.includes("/") ? ref : `ghcr.io/falcosecurity/rules/${ref}`);

/** What a stack calls a copy: its tag keeps the digest. */
const copied = (reference: string) => `${within(registry, reference)}${/:[^@/]+(@.*)$/.exec(reference)?.[1] ?? ""}`;

/** The UI's init container of falcosidekick 0.8.0 has a fixed image; what helmValues add, they have to name right themselves. */
const notFromMirror = ["the oldest", "charts within the chart"];

describe.each(Object.entries(variants))("npm run mirror: %s", (name, { charts, ...settings }) => {
  const input = { ...settings, charts: { ...charts, repository } };

  it("lists the images and artifacts that the manifests name, and no others", async () => {
    const [found, { images, artifacts }] = await Promise.all([listed(input), rendered(input)]);
    expect(found).toEqual({ images, artifacts: artifacts.map(fullName).sort() });
    expect(images).not.toEqual([]);
  });

  if (!notFromMirror.includes(name))
    it("copies them to where the stack looks for them with a mirror", async () => {
      const mirrored = { ...input, images: { ...input.images, registry } };
      const [found, names] = await Promise.all([listed(mirrored), rendered(mirrored)]);
      expect(names.images).toEqual(found.images.map(copied).sort());
      expect(names.artifacts).toEqual(found.artifacts.map(copied).sort());
    });
});
