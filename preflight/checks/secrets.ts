import { keyOf } from "../../settings/commands";
import { anotherStack, usedByAnnotation } from "../ownership";
import type { PlannedSecret } from "../plan";
import type { Check, Result } from "./check";

const create = ({ name, namespace, keys }: PlannedSecret): string =>
  keys.includes(".dockerconfigjson")
    ? `kubectl create secret docker-registry ${name} --namespace ${namespace} --docker-server=REGISTRY --docker-username=USER --docker-password=PASSWORD`
    : [
        `kubectl create secret generic ${name} --namespace ${namespace}`,
        ...keys.map((key) => `--from-file=${key}=FILE`),
      ].join(" ");

/** Secrets of the user's own that settings name: missing, or without a key that is read. */
export const secrets: Check = (plan, { secretKeys, namespaces, last }) =>
  plan.existingSecrets.flatMap((secret): Result[] => {
    const { name, namespace, setting, keys } = secret;
    // In another stack's namespace there is nothing to be made.
    if (anotherStack(plan, last, namespaces[namespace]) !== undefined) return [];
    const found = secretKeys[`${namespace}/${name}`];
    const which = `Secret ${name} in namespace ${namespace}, which falco:${keyOf(setting)} names,`;
    if (found === "absent") {
      const isNew = namespaces[namespace] === "absent";
      return [
        {
          severity: "error",
          message: `${which} doesn't exist${isNew ? ", nor does the namespace. Make both: a namespace of yours, lent to the stack, stays when the stack goes" : ""}.`,
          repair: [
            ...(isNew
              ? [
                  `kubectl create namespace ${namespace}`,
                  `kubectl annotate namespace ${namespace} ${usedByAnnotation}=${plan.owner}`,
                ]
              : []),
            create(secret),
          ].join("\n"),
        },
      ];
    }
    const missing = keys.filter((key) => found !== undefined && !found.includes(key));
    return missing.length > 0
      ? [
          {
            severity: "error",
            message: `${which} lacks ${missing.join(", ")}.`,
            repair: `kubectl edit secret ${name} --namespace ${namespace}`,
          },
        ]
      : [];
  });
