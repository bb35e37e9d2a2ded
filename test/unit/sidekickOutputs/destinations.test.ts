import { destinations, destinationsOf } from "../../../settings/sidekickOutputs/destinations";
import { sidekickOutputs } from "../../../settings/sidekickOutputs/sidekickOutputs";
import { minimal } from "./minimal";

/** An output with no more than it needs, at its place: `aws.s3` in `aws`. */
const alone = (path: string, config: object): object =>
  path.split(".").reduceRight<object>((inner, name) => ({ [name]: inner }), config);

const labelsOf = (outputs: object, version: string) =>
  destinationsOf(sidekickOutputs.parse(outputs), version).map(({ label }) => label);

describe("destinations", () => {
  // `minimal` is held to have every output by the tests of outputVariables.
  it("have a row for each output, and no other", () => {
    expect(Object.keys(destinations).sort()).toEqual(minimal.map(([path]) => path).sort());
  });

  it("are as many as there are outputs counted", () => {
    const labels = Object.values(destinations).flatMap((row) => (row === "not counted" ? [] : [row.label]));
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe("destinationsOf", () => {
  it.each(minimal.map(([path, config]) => [path, config] as const))("one output, %s, is its row", (path, config) => {
    const row = destinations[path];
    const counted = row === undefined || row === "not counted" || row.until !== undefined ? [] : [row];
    expect(destinationsOf(sidekickOutputs.parse(alone(path, config)), "2.34.1")).toEqual(counted);
  });

  it("no outputs is none", () => {
    expect(labelsOf({}, "2.32.0")).toEqual([]);
  });

  it.each([
    ["2.29.0", ["otlptraces"]],
    ["2.30.0", ["otlptraces"]],
    ["2.31.0", []],
    ["2.32.0", []],
  ])("counts traces at %s as %j", (version, labels) => {
    expect(labelsOf({ otlp: { traces: { endpoint: "https://x" } } }, version)).toEqual(labels);
  });

  it("keeps the odd names that Falcosidekick gives", () => {
    const lake = { bucket: "lake", region: "eu-central-1", accountid: "012345678901", prefix: "p" };
    expect(labelsOf({ aws: { securitylake: lake }, fission: { function: "f" } }, "2.32.0")).toEqual([
      "Fission",
      "awssecuritylake.",
    ]);
  });
});
