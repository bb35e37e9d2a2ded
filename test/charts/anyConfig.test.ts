import { existsSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { FalcoStack } from "../../components/falcoStack";
import { chartKeys } from "../../settings/chartSource";
import { chartValues, unknownValues } from "../../settings/chartValues/chartValues";
import { chartNames, type ChartName } from "../../settings/chartVersions";
import { check, type Checked } from "../../settings/check";
import { secretPaths } from "../../settings/config";
import { settingsSchema } from "../../settings/schema";
import { at } from "../unit/at";
import { record } from "../unit/record";
import { withValue } from "../unit/sidekickOutputs/parsed";
import { anyConfig } from "./anyConfig";
import { renderChart } from "./helm";

type Config = Readonly<Record<string, unknown>>;

const checked = (values: Config): Checked =>
  check({ values, isEncrypted: () => false, isEncryptedItself: () => false, isExposed: () => false }, process.cwd());

interface Release {
  readonly chart: ChartName;
  readonly version: string;
  readonly values: object;
}

/** What each chart of a stack with this config gets; nothing for a config that is refused. */
async function releasesOf(config: Config): Promise<Release[]> {
  const { settings, ruleFiles, warnings, problems } = checked(config);
  if (problems.length > 0) return [];
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
    return isConfig(after) && settingsSchema.safeParse(after).success ? after : before;
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
    let accepted = 0;
    let secrets = 0;
    await fc.assert(
      fc.asyncProperty(anyConfig.map(marked), async (config) => {
        const releases = await releasesOf(config);
        const needles = secretsOf(config);
        accepted += releases.length > 0 ? 1 : 0;
        secrets += releases.length > 0 ? needles.length : 0;
        for (const { chart, version, values } of releases) {
          expect(unknownValues(chartValues(chart, version) ?? {}, values)).toEqual([]);
          const text = JSON.stringify(values);
          expect(needles.filter((needle) => text.includes(JSON.stringify(needle).slice(1, -1)))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
    // A property of nothing would hold.
    expect(accepted).toBeGreaterThan(10);
    expect(secrets).toBeGreaterThan(5);
  }, 300_000);

  // Where the real charts are.
  if (directory)
    it("a sample renders", async () => {
      let rendered = 0;
      const sample = fc.sample(anyConfig, 60);
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
