import { existsSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { FalcoStack } from "../../components/falcoStack";
import { chartKeys } from "../../settings/chartSource";
import { chartValues, unknownValues } from "../../settings/chartValues/chartValues";
import { chartNames, type ChartName } from "../../settings/chartVersions";
import { check, type Checked } from "../../settings/check";
import { secretPaths } from "../../settings/config";
import { at } from "../unit/at";
import { record } from "../unit/record";
import { withValue } from "../unit/sidekickOutputs/parsed";
import { anyConfig } from "./anyConfig";
import { renderChart } from "./helm";

type Config = Readonly<Record<string, unknown>>;

const checked = (values: Config): Checked =>
  check(
    { values, isEncrypted: () => false, isEncryptedItself: () => false, isExposed: () => false, misread: [] },
    process.cwd(),
  );

interface Release {
  readonly chart: ChartName;
  readonly version: string;
  readonly values: object;
}

const isRight = (config: Config): boolean => checked(config).problems.length === 0;

/** What each chart of a stack with this config gets. */
async function releasesOf(config: Config): Promise<Release[]> {
  const { settings, ruleFiles, warnings } = checked(config);
  const args = { ...settings, cluster: "any", ruleFiles, warnings, owner: "acme/falco/any" };
  const { resources } = await record((options) => new FalcoStack("falco", args, options));
  return chartNames.flatMap((chart) => {
    const release = resources.find(({ type, inputs }) => type.endsWith(":Release") && inputs["chart"] === chart);
    const values = release?.inputs["values"];
    return typeof values === "object" && values !== null
      ? [{ chart, version: settings.charts[chartKeys[chart]], values }]
      : [];
  });
}

/** The config with a mark in every secret that takes one, so that it is nowhere else in it. */
const marked = (config: Config): Config =>
  secretPaths(config).reduce<Config>((before, path, number) => {
    const value = String(at(before, ...path));
    const mark = /^\w+:\/\//.test(value) ? `${value}/s3cret${number}` : `s3cret${number}x${value}`;
    const after = withValue(before, path, mark);
    return isConfig(after) && isRight(after) ? after : before;
  }, config);

const isConfig = (value: unknown): value is Config => typeof value === "object" && value !== null;

/** Texts that the config calls secrets and that are nowhere else in it. */
const secretsOf = (config: Config): string[] =>
  secretPaths(config)
    .map((path) => String(at(config, ...path)))
    .filter((text) => text.includes("s3cret"));

const directory = process.env["FALCO_CHARTS_DIR"];

describe("for any config that the settings accept", () => {
  it("every value exists in that version of the chart, with that type, and no secret is among them", async () => {
    let secrets = 0;
    await fc.assert(
      fc.asyncProperty(anyConfig.filter(isRight).map(marked), async (config) => {
        const releases = await releasesOf(config);
        const needles = secretsOf(config);
        expect(releases).not.toEqual([]);
        secrets += needles.length;
        for (const { chart, version, values } of releases) {
          expect(unknownValues(chartValues(chart, version) ?? {}, values)).toEqual([]);
          const text = JSON.stringify(values);
          expect(needles.filter((needle) => text.includes(JSON.stringify(needle).slice(1, -1)))).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
    // Of configs without secrets it would hold whatever the stack did.
    expect(secrets).toBeGreaterThan(0);
  }, 300_000);

  // Where the real charts are.
  if (directory)
    it("a sample renders", async () => {
      let rendered = 0;
      const sample = fc.sample(anyConfig.filter(isRight), 10);
      for (const config of sample) {
        for (const { chart, version, values } of await releasesOf(config)) {
          const path = join(directory, `${chart}-${version}`);
          if (!existsSync(path)) continue;
          expect(renderChart(path, chart, "falco", values)).not.toEqual([]);
          rendered += 1;
        }
      }
      expect(rendered).toBeGreaterThan(10);
    }, 300_000);
});
