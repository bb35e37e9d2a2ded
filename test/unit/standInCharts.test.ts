import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { stageStandInCharts } from "../../sandbox/standInCharts";
import { valuesSchema } from "../../sandbox/valuesSchema";
import { chartValues, unknownValues, unlistedValues } from "../../settings/chartValues/chartValues";
import { defaultCharts } from "../../settings/chartVersions";

const upstream = process.env["FALCO_CHART_VALUES_DIR"] ?? resolve(__dirname, "../../../shared/charts");

describe("valuesSchema", () => {
  it("has a type for each kind of value, and null", () => {
    const { properties } = valuesSchema({ s: "string", n: "number", b: "boolean", l: "list", m: "map", a: "any" });
    expect(properties).toEqual({
      s: { type: ["string", "null"] },
      n: { type: ["number", "null"] },
      b: { type: ["boolean", "null"] },
      l: { type: ["array", "null"] },
      m: { type: ["object", "null"] },
      a: {},
      global: { type: ["object", "null"] },
    });
  });

  it("refuses keys that are not named, but for the mappings that the chart passes on", () => {
    const schema = valuesSchema({ image: { tag: "string" }, falco: { grpc: { "*": "any" }, "*": "any" } });
    expect(schema).toMatchObject({
      type: ["object", "null"],
      additionalProperties: false,
      properties: {
        image: { type: ["object", "null"], additionalProperties: false, properties: { tag: {} } },
        falco: { additionalProperties: true, properties: { grpc: { additionalProperties: true, properties: {} } } },
      },
    });
  });
});

const staged = mkdtempSync(join(tmpdir(), "stand-in-charts-"));
beforeAll(() => stageStandInCharts(staged));
afterAll(() => {
  rmSync(staged, { recursive: true });
});

describe.each(defaultCharts)("stand-in $name $version", ({ name, version }) => {
  const read = (file: string) => readFileSync(join(staged, `${name}-${version}`, file), "utf8");
  const valuesRead = () => mapping(parse(read("values.yaml")));

  it("says in Chart.yaml and NOTES.txt that it is one", () => {
    expect(parse(read("Chart.yaml"))).toMatchObject({ name, version });
    expect(read("Chart.yaml")).toContain(`Stand-in for the upstream chart ${name} ${version}, not the real one: `);
    expect(read("templates/NOTES.txt")).toBe(
      `This is the sandbox's stand-in for the chart ${name} ${version}, not the real one.\n`,
    );
  });

  it("has only values of the upstream chart, with their types", () => {
    const tree = chartValues(name, version) ?? {};
    expect(unknownValues(tree, valuesRead())).toEqual([]);
    expect(unlistedValues(tree, valuesRead())).toEqual([]);
  });

  it("has a schema of its values", () => {
    const schema: unknown = JSON.parse(read("values.schema.json"));
    expect(schema).toEqual(valuesSchema(chartValues(name, version) ?? {}));
  });

  // Where the upstream value files are.
  if (existsSync(join(upstream, name, version))) {
    it("has the upstream chart's defaults", () => {
      const defaults = mapping(parse(readFileSync(join(upstream, name, version, "values.yaml"), "utf8")));
      expect(defaults).toMatchObject(valuesRead());
    });
  }
});

function mapping(values: unknown): object {
  if (typeof values === "object" && values !== null) return values;
  throw new Error("values.yaml is no mapping");
}
