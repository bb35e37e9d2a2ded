import { setCommand } from "../../settings/commands";
import type { AnyObject } from "../answers";
import type { Check } from "./check";

const isDefault = ({ annotations }: AnyObject): boolean =>
  ["storageclass.kubernetes.io", "storageclass.beta.kubernetes.io"].some(
    (group) => annotations[`${group}/is-default-class`] === "true",
  );

/** Redis' volume: no class for it, or no telling which. A volume that is there needs none any more. */
export const storageClass: Check = ({ settings: { ui } }, { storageClasses, redisClaims }) => {
  if (storageClasses === undefined || (typeof redisClaims === "object" && redisClaims.length > 0)) return [];
  const names = storageClasses.map(({ name }) => name);
  const off = `or ${setCommand(["ui", "storage", "enabled"], "false")}`;
  const choose = `${setCommand(["ui", "storage", "class"], names[0] ?? "CLASS")}\n${off}`;
  const { class: wanted } = ui.storage;
  if (wanted !== undefined)
    return names.includes(wanted)
      ? []
      : [
          {
            severity: "error",
            message: `There is no StorageClass ${wanted}, which falco:ui.storage.class names; there are: ${names.join(", ") || "none"}.`,
            repair: choose,
          },
        ];
  const defaults = storageClasses.filter(isDefault).map(({ name }) => name);
  if (defaults.length === 1) return [];
  return defaults.length === 0
    ? [
        {
          severity: "error",
          message: `The cluster has no default StorageClass for redis' volume, and the pod would wait for one; there are: ${names.join(", ") || "none"}.`,
          repair: choose,
        },
      ]
    : [
        {
          severity: "warning",
          message: `The cluster has ${defaults.length} default StorageClasses, ${defaults.join(", ")}: redis' volume will be of the newest.`,
          repair: setCommand(["ui", "storage", "class"], defaults[0] ?? "CLASS"),
        },
      ];
};
