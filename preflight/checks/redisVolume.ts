import { sidekickNamespaceOf } from "../../components/names";
import { setCommand } from "../../settings/commands";
import { bytesOf } from "../../settings/quantity";
import { isUsable } from "../ownership";
import type { Check } from "./check";

/** A volume of redis that is otherwise than the settings say: Kubernetes refuses to change a StatefulSet's claims. */
export const redisVolume: Check = (plan, { redisClaims, namespaces }) => {
  const { settings, names } = plan;
  const { storage } = settings.ui;
  const namespace = sidekickNamespaceOf(settings);
  const found = namespaces[namespace];
  // In a namespace of somebody else's it is somebody else's redis, and no business of this stack.
  if (typeof redisClaims !== "object" || typeof found !== "object") return [];
  if (!isUsable(plan, found)) return [];
  const [claim] = redisClaims;
  const size = claim?.resources.requests["storage"];
  const differences = [
    ...(storage.enabled !== (claim !== undefined)
      ? [{ key: "enabled", has: claim ? "a volume" : "no volume", value: String(claim !== undefined) }]
      : []),
    ...(storage.enabled && size !== undefined && bytesOf(size) !== bytesOf(storage.size)
      ? [{ key: "size", has: `a volume of ${size}`, value: size }]
      : []),
    // A default class is written into the volume, not into the StatefulSet.
    ...(storage.enabled && claim && claim.storageClassName !== storage.class
      ? [
          {
            key: "class",
            has: `a volume of class ${claim.storageClassName ?? "(the default)"}`,
            value: claim.storageClassName,
          },
        ]
      : []),
  ];
  return differences.map(({ key, has, value }) => ({
    severity: "error",
    message: `Redis has ${has}, which is not what falco:ui.storage.${key} says, and Kubernetes doesn't change that in a StatefulSet. Deleted, it is made anew${claim ? "; its volume and the alerts in it stay as they are" : ""}.`,
    repair: [
      `kubectl delete statefulset ${names.sidekick}-ui-redis --namespace ${namespace}`,
      `or ${value === undefined ? `npx pulumi config rm --path falco:ui.storage.${key}` : setCommand(["ui", "storage", key], value)}`,
    ].join("\n"),
  }));
};
