import { keyOf, removeCommand, setCommand } from "../../settings/commands";
import { hasWritten } from "../deployed";
import type { ClusterFacts } from "../facts";
import { anotherStack, isOwn, ownerOf, releaseOf } from "../ownership";
import type { Plan } from "../plan";
import type { Check, Result } from "./check";

/**
 * Dashboard, alerts, ServiceMonitors and certificates: the namespace that a setting names is missing, or what has their name is somebody
 * else's, which Pulumi neither overwrites nor adopts.
 */
export const guests: Check = (plan, facts) => {
  // In another namespace they have other names: that of the stack is all that has to be changed.
  const others = plan.namespaces.flatMap(({ name }) => {
    const stack = anotherStack(plan, facts.namespaces[name]);
    return stack === undefined ? [] : [{ name, stack }];
  });
  return [
    ...missingNamespaces(plan, facts),
    ...facts.guests.flatMap(({ what, kind, name, namespace, off, object }): Result[] => {
      if (typeof object !== "object" || isOwn(plan, facts.deployed, object)) return [];
      // Written over by hand, it has lost its annotation, and is the stack's all the same.
      if (kind === "Secret" && hasWritten({ name, namespace }, facts.deployed, plan.last)) return [];
      const stack = ownerOf(object);
      if (others.some((other) => other.name === namespace || other.stack === stack)) return [];
      const release = releaseOf(object);
      const holder = stack ? `stack ${stack}` : release ? `the Helm release ${release}` : undefined;
      const otherwise = setCommand(...off);
      return [
        {
          severity: "error",
          message: `${kind} ${name} in namespace ${namespace} ${holder ? `belongs to ${holder}` : "was made by somebody else"}; the deployment would fail at ${what}.`,
          repair: holder
            ? otherwise
            : `kubectl delete ${kind.toLowerCase()} ${name} --namespace ${namespace}\nor ${otherwise}`,
        },
      ];
    }),
  ];
};

const missingNamespaces = (plan: Plan, facts: ClusterFacts): Result[] =>
  plan.guests
    .filter(({ namespace }) => !plan.namespaces.some(({ name }) => name === namespace))
    .filter(({ namespace }) => facts.namespaces[namespace] === "absent")
    .map(({ what, namespace, namespaceSetting }) => ({
      severity: "error",
      message: `Namespace ${namespace}, where falco:${keyOf(namespaceSetting)} wants ${what}, doesn't exist.`,
      repair: `kubectl create namespace ${namespace}\nor ${removeCommand(namespaceSetting)}`,
    }));
