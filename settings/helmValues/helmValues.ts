import { chartKeys } from "../chartSource";
import type { ChartName } from "../chartVersions";
import type { Finding, SettingPath } from "../finding";
import { keyOf } from "../commands";
import { isMapping, leaves, onlyLeaves, type HelmValues, type Leaf } from "./leaves";
import { misfits, remarks } from "./misfits";
import { nearestCollected } from "./nearestCollected";
import { ownedBelow, ownerOf } from "./owner";
import { secretsIn } from "./secrets";

/** What a user wants a chart to get besides the values that the stack makes. */
export interface GivenHelmValues {
  readonly chart: ChartName;
  /** Exact version of the chart. */
  readonly version: string;
  readonly values: HelmValues;
  /** Paths in `values` that are known to be encrypted in the config. */
  readonly secretPaths: readonly SettingPath[];
}

/** What was found: mistakes, and sentences about what is allowed but hardly meant. */
export interface HelmValuesReport {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/**
 * Checks `helmValues` of one chart. Refused: what a setting controls, secrets, and what the chart lacks or has otherwise;
 * the last is only warned about where the chart's version was not collected. Warned about: what the stack sets itself, and
 * unknown keys of falco.yaml.
 */
export function helmValuesFindings(given: GivenHelmValues): HelmValuesReport {
  const { chart, version, values } = given;
  const at = (path: SettingPath): SettingPath => ["helmValues", chartKeys[chart], ...path];
  const judged = leaves(values).map((leaf) => ({ ...leaf, findings: refused(given, leaf) }));
  const dropped = new Set(judged.filter(({ findings }) => findings.length > 0).map(({ path }) => identity(path)));
  const left = onlyLeaves(values, (path) => !dropped.has(identity(path)));

  const collected = nearestCollected(chart, version);
  const unfit = misfits(chart, collected, left);
  const fitting = leaves(left).filter(
    ({ path }) => !unfit.some((misfit) => misfit.path.every((key, i) => key === path[i])),
  );
  const findings = [...judged.flatMap((leaf) => leaf.findings), ...(collected === version ? unfit : [])];
  const warnings = [
    ...fitting.flatMap((leaf) => overridden(chart, leaf).map((text) => ({ path: leaf.path, text }))),
    ...(collected === version ? [] : unfit).map(({ path, expected }) => ({
      path,
      text: `expected ${expected}. Chart version ${version} is not known; that is the nearest one.`,
    })),
    ...remarks(chart, collected, left),
  ];
  return {
    findings: distinct(
      findings.map(({ expected, path }) => ({ expected, path: at(path), repairs: [{ path: at(path) }] })),
    ),
    warnings: warnings.map(({ path, text }) => `falco:${keyOf(at(path))}: ${text}`),
  };
}

/** Why a leaf can't stay, whatever the chart knows; paths as in the chart. */
function refused({ chart, secretPaths }: GivenHelmValues, leaf: Leaf): readonly Finding[] {
  const { path, value } = leaf;
  const below = ownedBelow(chart, path).settings;
  if (below.length > 0 && !isMapping(value)) return [{ path, expected: mappingWith(below) }];
  const owner = ownerOf(chart, path);
  if (owner?.kind === "setting") return [controlled(leaf, owner.setting)];
  if (owner?.kind === "secret" && value !== null && value !== "") return [{ path, expected: plain(owner.instead) }];
  return secretsIn(leaf, secretPaths).map((secret) => ({ path: secret, expected: plain(instead[chart]) }));
}

const controlled = ({ path }: Leaf, setting: SettingPath): Finding => ({
  path,
  expected: `falco:${keyOf(setting)} instead, which controls ${keyOf(path)}`,
});

const mappingWith = (settings: readonly string[]): string => {
  const names = new Intl.ListFormat("en-GB").format(settings.map((setting) => `falco:${setting}`));
  return `a mapping: anything else takes away what ${names} control${settings.length > 1 ? "" : "s"}`;
};

const plain = (instead = "nothing secret"): string =>
  `${instead}: what is given here lies in clear text in the Secret of the Helm release`;

/** Where secrets of a chart belong. */
const instead: Readonly<Partial<Record<ChartName, string>>> = {
  falcosidekick: "falco:sidekick.outputs or falco:sidekick.existingSecret instead",
};

/** What this leaf does to values that the stack sets itself, or counts on. */
function overridden(chart: ChartName, { path, value }: Leaf): readonly string[] {
  const kind = ownerOf(chart, path)?.kind;
  if (kind === "chart") return ["the rest of the stack counts on the chart's default."];
  const fate = value === null ? "null takes that away" : "yours takes its place";
  if (kind === "stack") return [`the stack sets it itself where it needs to; ${fate}.`];
  const below = ownedBelow(chart, path).values;
  return value === null && below.length > 0 ? [`null takes away what the stack sets itself: ${below.join(", ")}.`] : [];
}

/** One finding for each path: a secret around several leaves is found in each of them. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [identity(finding.path), finding])).values(),
];

/** Keys may have dots in them. */
const identity = (path: SettingPath): string => JSON.stringify(path);
