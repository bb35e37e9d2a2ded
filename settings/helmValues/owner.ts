import type { ChartName } from "../chartVersions";
import type { SettingPath } from "../finding";
import { nodeAt } from "../schemaTree";
import { fixedValues, type FixedBy, type FixedValue } from "./fixedValues";
import { ownedValues } from "./ownedValues";

/** Who answers for a value: a setting, or the stack itself, which may let a user choose. */
export type Owner =
  | { readonly kind: "setting"; readonly setting: SettingPath }
  | { readonly kind: "secret"; readonly instead: string | undefined }
  | { readonly kind: "fixed"; readonly value: string; readonly fixed: FixedValue }
  | { readonly kind: "open" };

/** What an owner depends on besides the value. */
export interface Circumstances {
  readonly settings: FixedBy;
  /** Exact version of the chart. */
  readonly version: string;
}

type Row = readonly [
  value: string,
  ownerAt: (path: readonly string[], circumstances: Circumstances | undefined) => Owner | undefined,
];

const rowsOf = (chart: ChartName): readonly Row[] => {
  const { controlled, neverSet, secrets, lists, open } = ownedValues[chart];
  const rows: Row[] = [
    ...Object.entries({ ...controlled, ...neverSet }).map(([value, setting]): Row => [
      value,
      settingAt(value, setting),
    ]),
    ...Object.entries(secrets).map(([value, instead]): Row => [value, () => ({ kind: "secret", instead })]),
    ...lists.map((value): Row => [value, () => ({ kind: "fixed", value, fixed: addedList })]),
    ...open.map((value): Row => [value, () => ({ kind: "open" })]),
    ...Object.entries(fixedValues[chart]).map(([value, fixed]): Row => [value, fixedAt(value, fixed)]),
  ];
  return rows.sort(([one], [other]) => other.length - one.length);
};

const addedList: FixedValue = { expected: "a list, which is added to the stack's own", fits: Array.isArray };

/** A fixed value where it matters; where nothing is known of that, everywhere. */
const fixedAt =
  (value: string, fixed: FixedValue): Row[1] =>
  (_, circumstances) =>
    circumstances && fixed.where && !fixed.where(circumstances.settings, circumstances.version)
      ? undefined
      : { kind: "fixed", value, fixed };

/** The setting of a row; of one with `.*` that of the same name below it, where there is one. */
const settingAt =
  (value: string, setting: string) =>
  (path: readonly string[]): Owner | undefined => {
    const base = baseOf(setting).split(".");
    if (base.join(".") === setting) return { kind: "setting", setting: base };
    // Charts write a few names of Falcosidekick's in camel case.
    const same = [...base, ...path.slice(baseOf(value).split(".").length).map((key) => key.toLowerCase())];
    return same.length > base.length && nodeAt(same) ? { kind: "setting", setting: same } : undefined;
  };

const baseOf = (row: string): string => row.replace(/\.\*$/, "");

/** The owner of the value at `path`: of itself, or of what is around it. */
export function ownerOf(chart: ChartName, path: readonly string[], circumstances?: Circumstances): Owner | undefined {
  const value = path.join(".");
  for (const [row, ownerAt] of rowsOf(chart)) {
    const owner = `${value}.`.startsWith(`${baseOf(row)}.`) ? ownerAt(path, circumstances) : undefined;
    if (owner) return owner;
  }
  return undefined;
}

/** What must stay below `path`: what settings control, and what the stack sets itself or counts on. */
export function ownedBelow(chart: ChartName, path: readonly string[]) {
  const { controlled, lists } = ownedValues[chart];
  const isBelow = (value: string) => value.startsWith(`${path.join(".")}.`);
  return {
    settings: [
      ...new Set(
        Object.keys(controlled)
          .filter(isBelow)
          .map((value) => baseOf(controlled[value] ?? "")),
      ),
    ],
    values: [...lists, ...Object.keys(fixedValues[chart])].filter(isBelow),
  };
}
