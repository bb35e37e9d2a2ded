import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { collectChartValues, typesOf } from "../../scripts/collectChartValues";
import { chartValues, unknownValues, unlistedValues, valueType } from "../../settings/chartValues/chartValues";
import type { ChartName } from "../../settings/chartVersions";

const tables = resolve(__dirname, "../../settings/chartValues");
const upstream = process.env["FALCO_CHART_VALUES_DIR"] ?? resolve(__dirname, "../../../shared/charts");

// Where the upstream value files are.
if (existsSync(upstream)) {
  describe("collectChartValues", () => {
    it("gives the tables in settings/chartValues, and no other", () => {
      const current = readdirSync(tables).filter((name) => name.endsWith(".json"));
      const texts = new Map(current.map((name) => [name, readFileSync(join(tables, name), "utf8")]));
      expect(texts).toEqual(collectChartValues(upstream));
    });
  });
}

describe("typesOf", () => {
  it("keeps types and drops values, keys in the order of the alphabet", () => {
    const values = { b: "secret", a: { n: 1, f: false }, empty: {}, list: [{ x: 1 }], unset: null };
    expect(JSON.stringify(typesOf(values))).toBe(
      '{"a":{"f":"boolean","n":"number"},"b":"string","empty":"map","list":"list","unset":"any"}',
    );
  });
});

describe("chartValues", () => {
  const collected = readdirSync(tables).flatMap((name) => {
    const [, chart, version] = /^(.+?)-(\d+\.\d+\.\d+)\.json$/.exec(name) ?? [];
    return chart !== undefined && version !== undefined ? [[chart, version] as const] : [];
  });

  it.each(collected)("reads the table of %s %s", (chart, version) => {
    expect(chartValues(chartName(chart), version)).toMatchObject({ nodeSelector: "map" });
  });

  it("is undefined for a version that was not collected", () => {
    expect(chartValues("falco", "8.0.4")).toBeUndefined();
  });
});

describe("valueType", () => {
  it.each<[ChartName, string, string, unknown]>([
    ["falco", "8.0.5", "driver.kind", "string"],
    ["falco", "8.0.5", "driver.modernEbpf.leastPrivileged", "boolean"],
    ["falco", "3.0.0", "driver.modernEbpf.leastPrivileged", undefined],
    ["falco", "9.1.0", "falco.grpc", "any"], // passed on to falco.yaml, where the chart then refuses it
    ["falco", "8.0.5", "falco.grpc.cert_chain", "any"],
    ["falco", "8.0.5", "falco.grpc.enabled", "boolean"],
    ["falco", "8.0.5", "falcosidekick.webui.enabled", "any"],
    ["falco", "8.0.5", "controller.daemonset.updateStrategy.rollingUpdate", "any"],
    ["falco", "8.0.5", "nodeSelector.zone", "any"],
    ["falco", "8.0.5", "certs.existingSecret.name", undefined],
    ["falco", "8.0.5", "ebpf.enabled", undefined],
    ["falco", "8.0.5", "constructor", undefined],
    // Known from what was published of it, beside the table of 9.1.0.
    ["falco", "9.2.0", "serviceAccount.labels.team", "any"],
    ["falco", "9.2.0", "serviceAccount.annotations", "map"],
    ["falco", "9.2.0", "controller.daemonset.revisionHistoryLimit", "number"],
    ["falco", "9.1.0", "serviceAccount.labels", undefined],
    ["falco-exporter", "0.9.1", "falco.grpcHostname", "string"],
    ["falco-exporter", "0.12.2", "falco.grpcPort", "number"],
    ["falcosidekick", "0.14.0", "webui.ttl", "any"],
    ["falcosidekick", "0.14.0", "webui.redis.customConfig", "list"],
    ["falcosidekick", "0.11.1", "webui.redis.customConfig", "any"],
  ])("of %s %s at %s is %s", (chart, version, path, type) => {
    expect(valueType(chartValues(chart, version) ?? {}, path.split("."))).toEqual(type);
  });
});

const tree = {
  image: { tag: "string", replicas: "number", debug: "boolean" },
  tolerations: "list",
  nodeSelector: "map",
  services: "any",
  config: { json: "boolean", grpc: { port: "number", "*": "any" }, "*": "any" },
} as const;

describe("unknownValues", () => {
  it.each<[string, object, unknown[]]>([
    ["accepts the chart's own types", { image: { tag: "1", replicas: 1, debug: true }, tolerations: [{ a: 1 }] }, []],
    ["accepts anything below free-form values", { nodeSelector: { a: { b: 1 } }, services: [{ a: 1 }] }, []],
    ["accepts null for any value", { image: { tag: null }, config: null, tolerations: null }, []],
    ["ignores undefined", { imag: undefined }, []],
    ["accepts other keys of what is passed on", { config: { other: { a: 1 }, grpc: { certs: "x" } } }, []],
    [
      "checks the named keys of what is passed on",
      { config: { json: "true" } },
      [[["config", "json"], "boolean", "string"]],
    ],
    ["refuses a number for a string", { image: { tag: 0.8 } }, [[["image", "tag"], "string", "number"]]],
    ["refuses a string for a number", { image: { replicas: "2" } }, [[["image", "replicas"], "number", "string"]]],
    ["refuses a list for a map", { nodeSelector: [] }, [[["nodeSelector"], "map", "list"]]],
    ["refuses a map for a list", { tolerations: {} }, [[["tolerations"], "list", "map"]]],
    ["refuses a string for a mapping", { image: "falco:1" }, [[["image"], "map", "string"]]],
    [
      "refuses what the chart lacks, null too",
      { ebpf: { enabled: true }, kind: null },
      [
        [["ebpf"], undefined, "map"],
        [["kind"], undefined, "any"],
      ],
    ],
  ])("%s", (_, values, problems) => {
    expect(unknownValues(tree, values).map(({ path, expected, got }) => [path, expected, got])).toEqual(problems);
  });
});

describe("unlistedValues", () => {
  it("names the keys that are only passed on, and no unknown ones", () => {
    const config = { json: true, jsonn: true, grpc: { port: 1, prot: 1 } };
    const values = { config, ebpf: true, nodeSelector: { a: 1 } };
    expect(unlistedValues(tree, values)).toEqual([
      ["config", "jsonn"],
      ["config", "grpc", "prot"],
    ]);
  });
});

function chartName(name: string): ChartName {
  if (name === "falco" || name === "falco-exporter" || name === "falcosidekick") return name;
  throw new Error(`settings/chartValues has a table of ${name}, which is none of the stack's charts`);
}
