import type { z } from "zod";
import { chartsDeployed, chartKeys } from "./chartSource";
import { secretPaths, type RawConfig } from "./config";
import { falcoVersion } from "./falcoCharts";
import { faultsBetween } from "./faults";
import type { Finding, SettingPath } from "./finding";
import { helmValuesFindings } from "./helmValues/helmValues";
import { leaves } from "./helmValues/leaves";
import { clearText, findingProblem, schemaProblems, type Problem } from "./problems";
import { readRuleFiles, type RuleFile } from "./ruleFiles/ruleFiles";
import { settingsSchema, type ParsedSettings } from "./schema";
import { settingsWarnings } from "./warnings";

/** What a config was found to be. */
export interface Checked {
  /** The settings, as far as they are right; everything else has its default. */
  readonly settings: ParsedSettings;
  readonly ruleFiles: readonly RuleFile[];
  readonly problems: readonly Problem[];
  /** Sentences about what is allowed, but has a price. */
  readonly warnings: readonly string[];
}

/** Finds everything wrong with a config: in single values, between them, and in the files that it names below `directory`. */
export function check(raw: RawConfig, directory: string): Checked {
  const { error } = settingsSchema.safeParse(raw.values);
  const wrong = error ? pathsOf(error) : [];
  const settings = parseRight(raw.values, wrong);
  const rules = readRuleFiles(
    settings.rules.files,
    directory,
    falcoVersion(settings.charts.falco, settings.images.tags.falco),
  );
  const values = helmValuesChecked(settings, raw);
  const findings = [...faultsBetween(settings), ...rules.findings, ...values.findings];
  return {
    settings,
    ruleFiles: rules.files,
    problems: [
      ...(error ? schemaProblems(error, raw) : []),
      ...secretPaths(raw.values).filter(raw.isExposed).map(clearText),
      ...findings.filter(({ path, restsOn = [] }) => ![path, ...restsOn].some(touches(wrong))).map(problemOf(raw)),
    ],
    warnings: [...settingsWarnings(settings), ...rules.warnings, ...values.warnings],
  };
}

const problemOf = (raw: RawConfig) => (finding: Finding) => findingProblem(finding, raw);

const pathsOf = (error: z.ZodError): PropertyKey[][] =>
  error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );

/** Whether one of the paths is another, around it or in it. */
const touches = (wrong: readonly (readonly PropertyKey[])[]) => (path: SettingPath) =>
  wrong.some((other) => other.every((key, at) => at >= path.length || path[at] === key));

/** The settings without what is wrong, so that the rest can be checked at the same time. */
function parseRight(values: unknown, wrong: readonly (readonly PropertyKey[])[]): ParsedSettings {
  const right = wrong.reduce(without, values);
  const { data, error } = settingsSchema.safeParse(right);
  // What is missing in a group only goes away with the group.
  return (
    data ??
    parseRight(
      right,
      pathsOf(error).map((path) => path.slice(0, -1)),
    )
  );
}

/** A copy of `value` without what is at `path`; a list goes as a whole, an empty path takes everything. */
function without(value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined || typeof key === "number") return undefined;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, child]: [string, unknown]) => [name, name === key ? without(child, rest) : child] as const)
      .filter(([, child]) => child !== undefined),
  );
}

/** Helm values of the charts that are deployed. */
function helmValuesChecked(settings: ParsedSettings, raw: RawConfig) {
  const checked = chartsDeployed(settings).map((chart) => {
    const key = chartKeys[chart];
    const values = settings.helmValues[key];
    const secretPaths = leaves(values)
      .map(({ path }) => path)
      .filter((path) => raw.isEncrypted(["helmValues", key, ...path]));
    return helmValuesFindings({ chart, version: settings.charts[key], values, secretPaths });
  });
  return {
    findings: checked.flatMap(({ findings }) => findings),
    warnings: checked.flatMap(({ warnings }) => warnings),
  };
}
