import { existsSync } from "node:fs";
import { gte } from "semver";
import { z } from "zod";
import { chartSource } from "../../settings/chartSource";
import { nodeAt, type SchemaNode } from "../../settings/schemaTree";
import { fieldsOf } from "../../settings/sidekickOutputs/fieldTree";
import { outputVariables } from "../../settings/sidekickOutputs/outputVariables";
import { at } from "../unit/at";
import { minimal } from "../unit/sidekickOutputs/minimal";
import { nested, parsed } from "../unit/sidekickOutputs/parsed";
import { object, renderChart } from "./helm";

// jest.config.js leaves this file out where no directory of real charts is given.
const charts = process.env["FALCO_CHARTS_DIR"] ?? "";
const chartOf = (version: string) => chartSource(charts, "falcosidekick", version).chart;
/** Each with its default image tag (falcosidekick charts, values.yaml). */
const appVersions = {
  "0.8.0": "2.29.0",
  "0.8.9": "2.29.0",
  "0.9.10": "2.31.1",
  "0.10.2": "2.31.1",
  "0.11.1": "2.32.0",
  "0.12.1": "2.32.0",
  "0.13.1": "2.32.0",
  "0.14.0": "2.32.0",
};
const versions = Object.entries(appVersions).filter(([version]) => existsSync(chartOf(version)));

/** What a field is while nobody sets it, as its default or its description says. */
function promised({ default: fixed, description = "" }: SchemaNode): string | undefined {
  if (typeof fixed === "string" || typeof fixed === "number" || typeof fixed === "boolean") return String(fixed);
  const [, quoted, plain] = /(?:`([^`]+)`|\b(true|false|\d+),?) unless set/i.exec(description) ?? [];
  return quoted ?? plain?.toLowerCase() ?? (description.startsWith("Whether ") ? "false" : undefined);
}

const chartsOwn = (version: string): Record<string, string> => {
  const secret = object(renderChart(chartOf(version), "falcosidekick", "x", {}), "Secret", "falcosidekick");
  const decoded = Object.entries(at(secret, "data") ?? {}).map(([name, text]) => [
    name,
    Buffer.from(String(text), "base64").toString(),
  ]);
  return z.record(z.string(), z.string()).parse(Object.fromEntries(decoded));
};

describe.each(versions)("the real falcosidekick chart %s", (version, appVersion) => {
  it("changes no default that the settings promise", () => {
    const own = chartsOwn(version);
    let promises = 0;
    const broken = minimal.flatMap(([name, config]) => {
      const given = nested(name, config);
      const outputs = parsed(given);
      const sent: Record<string, unknown> = Object.fromEntries(
        outputVariables(outputs).map((variable) => [variable.name, variable.value]),
      );
      const unset = fieldsOf(outputs).filter(({ path, isOutput }) => !isOutput && at(given, ...path) === undefined);
      return unset.flatMap((field) => {
        const node = nodeAt(["sidekick", "outputs", ...field.path]);
        const text = node && promised(node);
        if (text === undefined || (field.since !== undefined && !gte(appVersion, field.since))) return [];
        promises += 1;
        // Falcosidekick takes nothing for its own default.
        const sentText = sent[field.variable];
        const known = typeof sentText === "string" ? sentText : (own[field.variable] ?? "");
        return known === "" || known === text ? [] : [`${field.variable}: ${text} is promised, not ${known}`];
      });
    });
    expect(broken).toEqual([]);
    // A promise that nobody finds would hold.
    expect(promises).toBeGreaterThan(100);
  });
});
