import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { readCaBundle } from "./caBundle";
import { chartsDeployed, chartKeys } from "./chartSource";
import type { ChartName } from "./chartVersions";
import { secretPaths, type RawConfig } from "./config";
import { faultsBetween } from "./faults";
import type { Finding, SettingPath } from "./finding";
import { helmValuesFindings } from "./helmValues/helmValues";
import { leaves } from "./helmValues/leaves";
import { textAsTyped } from "./helmValues/textAsTyped";
import { keyOf } from "./commands";
import { misreadProblem } from "./misread";
import { clearText, findingProblem, schemaProblems, unknownKeys, type Problem } from "./problems";
import { readRuleFiles, rulesTarget, type RuleFile } from "./ruleFiles/ruleFiles";
import { completeSettingsSchema, type ParsedSettings } from "./schema";
import { settingsWarnings } from "./warnings";

/** What a config was found to be. */
export interface Checked {
  /** The settings, as far as they are right; everything else has its default. */
  readonly settings: ParsedSettings;
  readonly ruleFiles: readonly RuleFile[];
  /** What `caBundle` names, read. */
  readonly caCertificates?: string;
  readonly problems: readonly Problem[];
  /** Sentences about what is allowed, but has a price. */
  readonly warnings: readonly string[];
}

/** Finds everything wrong with a config: in single values, between them, and in the files that it names below `directory`. */
export function check(raw: RawConfig, directory: string): Checked {
  const { data, error } = completeSettingsSchema.safeParse(raw.values);
  const wrong = error ? pathsOf(error) : [];
  const settings = withTypedHelmValues(data ?? parseRight(raw.values, wrong));
  const rules = readRuleFiles(settings.rules.files, directory, rulesTarget(settings));
  const caBundle = readCaBundle(settings.caBundle, directory, new Date());
  const values = helmValuesChecked(settings, raw);
  const exposed = secretPaths(raw.values).filter(raw.isExposed).map(clearText);
  const misread = raw.misread.map((one) => misreadProblem(one, raw));
  const misnamed = misread.filter((_, at) => raw.misread[at]?.isName);
  const invalid = withoutSameKey(error ? schemaProblems(error, raw) : [], [...exposed, ...misnamed]);
  const refused = [...wrong, ...raw.misread.map(({ path }) => path)];
  const findings = [...faultsBetween(settings), ...rules.findings, ...caBundle.findings, ...values.findings];
  const useless = touches(findings.filter(({ isUseless }) => isUseless).map(({ path }) => path));
  const isSaid = ({ path, restsOn = [], isUseless }: Finding) =>
    ![path, ...restsOn].some((one) => touches(refused)(one) || (!isUseless && useless(one)));
  return {
    settings,
    ruleFiles: rules.files,
    ...(caBundle.text !== undefined && { caCertificates: caBundle.text }),
    problems: [
      ...(raw.nearNamespaces ?? []),
      // First, as the next command that changes the file changes these lines too.
      ...withoutSameKey(misread, [...exposed, ...invalid]),
      ...invalid,
      ...exposed,
      ...prototypeKeys(raw.values),
      ...findings.filter(isSaid).map(problemOf(raw)),
    ],
    warnings: [
      ...settingsWarnings(settings),
      ...encryptedForNothing(raw),
      ...rules.warnings,
      ...caBundle.warnings,
      ...values.warnings,
    ],
  };
}

/** Of a secret in clear text nothing else has to be said. */
const withoutSameKey = (problems: readonly Problem[], exposed: readonly Problem[]): Problem[] =>
  problems.filter(({ key }) => !exposed.some((other) => other.key === key));

/** `__proto__` is a key in YAML and JSON, but none of an object: whatever it holds would vanish without a word. */
const prototypeKeys = (value: unknown, path: SettingPath = []): Problem[] =>
  typeof value === "object" && value !== null && !pulumi.Output.isInstance(value)
    ? Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
        key === "__proto__" ? unknownKeys(path, [key]) : prototypeKeys(child, [...path, key]),
      )
    : [];

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
  const right = wrong.reduce(without, values) ?? {};
  const { data, error } = completeSettingsSchema.safeParse(right);
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

/** Whoever encrypts a value thinks it a secret. Those among Helm values are refused. */
function encryptedForNothing(raw: RawConfig): string[] {
  const secret = new Set(secretPaths(raw.values).map((path) => keyOf(path)));
  return leaves(raw.values)
    .filter(({ path }) => path[0] !== "helmValues" && raw.isEncryptedItself(path) && !secret.has(keyOf(path)))
    .map(
      ({ path }) =>
        `falco:${keyOf(path)} is encrypted in the config, but no secret to this stack: whoever may read pods or Helm releases reads it.`,
    );
}

const withTypedHelmValues = (settings: ParsedSettings): ParsedSettings => {
  const typed = (chart: ChartName) =>
    textAsTyped(chart, settings.charts[chartKeys[chart]], settings.helmValues[chartKeys[chart]]);
  const helmValues = {
    falco: typed("falco"),
    falcoExporter: typed("falco-exporter"),
    falcosidekick: typed("falcosidekick"),
  };
  return { ...settings, helmValues };
};

/** Helm values of the charts that are deployed. */
function helmValuesChecked(settings: ParsedSettings, raw: RawConfig) {
  const checked = chartsDeployed(settings).map((chart) => {
    const key = chartKeys[chart];
    const values = settings.helmValues[key];
    const secretPaths = leaves(values)
      .map(({ path }) => path)
      .filter((path) => raw.isEncrypted(["helmValues", key, ...path]));
    return helmValuesFindings({
      chart,
      version: settings.charts[key],
      values,
      settings,
      secretPaths,
      plugin: raw.kubernetesPlugin,
    });
  });
  return {
    findings: checked.flatMap(({ findings }) => findings),
    warnings: checked.flatMap(({ warnings }) => warnings),
  };
}
