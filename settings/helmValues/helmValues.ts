import { lt } from "semver";
import { chartKeys } from "../chartSource";
import type { ChartName } from "../chartVersions";
import type { Finding, SettingPath } from "../finding";
import { keyOf } from "../commands";
import { clearSecretsIn, type ClearSecret } from "./clearSecrets";
import { isMapping, leaves, onlyLeaves, type HelmValues, type Leaf } from "./leaves";
import { misfits, remarks } from "./misfits";
import { nearestCollected } from "./nearestCollected";
import type { FixedBy } from "./fixedValues";
import { ownedBelow, ownerOf, type Owner } from "./owner";
import { secretsIn } from "./secrets";

/** What a user wants a chart to get besides the values that the stack makes. */
export interface GivenHelmValues {
  readonly chart: ChartName;
  /** Exact version of the chart. */
  readonly version: string;
  readonly values: HelmValues;
  /** Settings that say which values matter. */
  readonly settings: FixedBy;
  /** Version of Pulumi's Kubernetes plugin, where it is another than the SDK's. */
  readonly plugin?: string | undefined;
  /** Paths in `values` that are known to be encrypted in the config. */
  readonly secretPaths: readonly SettingPath[];
}

/** What was found: mistakes, and sentences about what is allowed but hardly meant. */
export interface HelmValuesReport {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/**
 * Checks `helmValues` of one chart. Refused: what a setting controls, what the rest of the stack rests on, secrets, and what
 * the chart lacks or has otherwise; the last is only warned about where the chart's version was not collected. Warned about:
 * unknown keys of falco.yaml. All else is a user's to give.
 */
export function helmValuesFindings(given: GivenHelmValues): HelmValuesReport {
  const { chart, version, values } = given;
  const at = (path: SettingPath): SettingPath => ["helmValues", chartKeys[chart], ...path];
  const judged = leaves(values).map((leaf) => {
    const found = refused(given, leaf);
    return { ...leaf, findings: found.length > 0 ? found : dropped(given, leaf) };
  });
  const refusedPaths = new Set(judged.filter(({ findings }) => findings.length > 0).map(({ path }) => identity(path)));
  const left = onlyLeaves(values, (path) => !refusedPaths.has(identity(path)));

  const collected = nearestCollected(chart, version);
  const unfit = misfits(chart, collected, left);
  const findings = [...judged.flatMap((leaf) => leaf.findings), ...(collected === version ? unfit : [])];
  const warnings = [
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
function refused({ chart, version, values, settings, secretPaths }: GivenHelmValues, leaf: Leaf): readonly Finding[] {
  const { path, value } = leaf;
  const below = ownedBelow(chart, path);
  if (below.settings.length + below.values.length > 0 && !isMapping(value))
    return [{ path, expected: mappingWith(below) }];
  const owner = ownerOf(chart, path, { settings, version });
  if (owner?.kind === "setting") return [controlled(leaf, owner.setting)];
  if (owner?.kind === "secret" && value !== null && value !== "") return [{ path, expected: plain(owner.instead) }];
  const known = secretsIn(leaf, secretPaths).map((secret) => ({ path: secret, expected: plain(instead[chart]) }));
  const secrets = known.length > 0 ? known : clearSecretsIn(leaf).map(inClearText(chart));
  return secrets.length > 0 || owner?.kind !== "fixed" ? secrets : unfitting(values, path, owner);
}

/** What a plugin before 4.30.0 leaves out without a word: null, and lists with nothing in them (its CHANGELOG). */
const dropped = ({ plugin }: GivenHelmValues, { path, value }: Leaf): readonly Finding[] =>
  plugin !== undefined && lt(plugin, "4.30.0") && (value === null || (Array.isArray(value) && value.length === 0))
    ? [
        {
          path,
          expected: `neither null nor an empty list with version ${plugin} of Pulumi's Kubernetes plugin: it leaves them out, and the chart's default stays`,
        },
      ]
    : [];

/** A fixed value that is another; of one with values in it the whole is judged. */
function unfitting(
  values: HelmValues,
  path: readonly string[],
  { value, fixed }: Owner & { kind: "fixed" },
): Finding[] {
  const whole = path.slice(0, path.findIndex((_, at) => path.slice(0, at + 1).join(".") === value) + 1);
  const given = whole.reduce<unknown>((at, key) => (isMapping(at) ? at[key] : undefined), values);
  const isNothing = isMapping(given) && Object.keys(given).length === 0;
  return isNothing || fixed.fits?.(given) === true ? [] : [{ path: whole, expected: fixed.expected }];
}

const controlled = ({ path }: Leaf, setting: SettingPath): Finding => ({
  path,
  expected: `falco:${keyOf(setting)} instead, which controls ${keyOf(path)}`,
});

const mappingWith = ({ settings, values }: ReturnType<typeof ownedBelow>): string => {
  const listed = (names: readonly string[]) => new Intl.ListFormat("en-GB").format(names);
  return settings.length > 0
    ? `a mapping: anything else takes away what ${listed(settings.map((setting) => `falco:${setting}`))} control${settings.length > 1 ? "" : "s"}`
    : `a mapping: anything else takes away ${listed(values)}, which the rest of the stack counts on`;
};

const plain = (instead = "nothing secret"): string =>
  `${instead}: what is given here lies in clear text in the Secret of the Helm release`;

const inClearText =
  (chart: ChartName) =>
  ({ path, ofVariable }: ClearSecret): Finding => ({
    path,
    expected: plain(ofVariable ? "valueFrom.secretKeyRef instead of a secret" : instead[chart]),
  });

/** Where secrets of a chart belong. */
const instead: Readonly<Partial<Record<ChartName, string>>> = {
  falcosidekick: "falco:sidekick.outputs or falco:sidekick.existingSecret instead",
};

/** One finding for each path: a secret around several leaves is found in each of them. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [identity(finding.path), finding])).values(),
];

/** Keys may have dots in them. */
const identity = (path: SettingPath): string => JSON.stringify(path);
