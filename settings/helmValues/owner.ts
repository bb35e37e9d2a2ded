import type { ChartName } from "../chartVersions";
import type { SettingPath } from "../finding";
import { nodeAt } from "../schemaTree";
import { ownedValues } from "./ownedValues";

/** Who answers for a value: a setting, the stack itself, or the chart, whose default the stack counts on. */
export type Owner =
  | { readonly kind: "setting"; readonly setting: SettingPath }
  | { readonly kind: "secret"; readonly instead: string | undefined }
  | { readonly kind: "stack" | "chart" };

type Row = readonly [value: string, ownerAt: (path: readonly string[]) => Owner | undefined];

const rowsOf = (chart: ChartName): readonly Row[] => {
  const { controlled, neverSet, secrets, set, countedOn } = ownedValues[chart];
  const rows: Row[] = [
    ...Object.entries({ ...controlled, ...neverSet }).map(([value, setting]): Row => [
      value,
      settingAt(value, setting),
    ]),
    ...Object.entries(secrets).map(([value, instead]): Row => [value, () => ({ kind: "secret", instead })]),
    ...set.map((value): Row => [value, () => ({ kind: "stack" })]),
    ...countedOn.map((value): Row => [value, () => ({ kind: "chart" })]),
  ];
  return rows.sort(([one], [other]) => other.length - one.length);
};

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
export function ownerOf(chart: ChartName, path: readonly string[]): Owner | undefined {
  const value = path.join(".");
  for (const [row, ownerAt] of rowsOf(chart)) {
    const owner = `${value}.`.startsWith(`${baseOf(row)}.`) ? ownerAt(path) : undefined;
    if (owner) return owner;
  }
  return undefined;
}

/** What is set below `path`: by which settings, and which values by the stack itself. */
export function ownedBelow(chart: ChartName, path: readonly string[]) {
  const { controlled, set } = ownedValues[chart];
  const isBelow = (value: string) => value.startsWith(`${path.join(".")}.`);
  return {
    settings: [
      ...new Set(
        Object.keys(controlled)
          .filter(isBelow)
          .map((value) => baseOf(controlled[value] ?? "")),
      ),
    ],
    values: set.filter(isBelow),
  };
}
