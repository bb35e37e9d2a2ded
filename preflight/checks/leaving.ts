import { sidekickNamespaceOf, stackNames } from "../../components/names";
import { quoted, setCommand } from "../../settings/commands";
import type { ClusterFacts } from "../facts";
import type { LastDeployment } from "../lastDeployment";
import { anotherStack, isOwnNamespace, isTheSame, ownerOf } from "../ownership";
import type { Plan } from "../plan";
import type { Check, Result } from "./check";

/**
 * Namespaces that the stack had and leaves. Pulumi and Helm delete by name: what is somebody else's by now would go, and what
 * is the stack's own goes with all that people have put there.
 */
export const leaving: Check = (plan, facts) => [
  ...plan.leaving.flatMap((name): Result[] => {
    const found = facts.namespaces[name];
    const stack = anotherStack(plan, found);
    if (stack !== undefined) return [takenOver(plan, facts, name, stack)];
    // Lent namespaces stay, and so does all that isn't the stack's in them.
    if (typeof found !== "object" || plan.last.namespaceUids?.[name] === undefined) return [];
    if (isOwnNamespace(plan, found)) return [deleted(name, facts)];
    return isTheSame(plan.last.namespaceUids, found) && ownerOf(found) === undefined
      ? [deleted(name, facts)]
      : [takenOver(plan, facts, name)];
  }),
  ...movedByEarlierCode(plan, facts),
  ...anotherVolume(plan),
];

/** Whether the stack was deployed to a namespace, as far as its outputs tell. */
export const hadNamespace = ({ namespace, namespaceUids, existingNamespaces }: LastDeployment, name: string): boolean =>
  namespaceUids?.[name] !== undefined ||
  existingNamespaces.includes(name) ||
  (namespaceUids === undefined && namespace !== undefined && [namespace, `${namespace}-sidekick`].includes(name));

/**
 * A namespace of the stack's was deleted, and made again by somebody else: its state still has what was there. Its outputs
 * too, which no command changes but those that take the stack out of Pulumi.
 */
export function takenOver(
  plan: Plan,
  { namespaces }: ClusterFacts,
  name: string,
  stack?: string,
  afterwards: readonly string[] = [],
): Result {
  const by = stack === undefined ? "was made anew by somebody else" : `belongs to stack ${stack} now`;
  const rest = Object.keys(plan.last.namespaceUids ?? {}).filter((other) => {
    const found = namespaces[other];
    return typeof found === "object" && isOwnNamespace(plan, found);
  });
  const of = quoted(plan.stack);
  return {
    severity: "error",
    message: `Namespace ${name}, which this stack had, ${by}. This stack's state still has what was there, and \`up\` or \`destroy\` would delete by name what is there now.`,
    repair: [
      `npx pulumi stack rm ${of} --force --preserve-config && npx pulumi stack init ${of}    # Pulumi forgets what it had deployed`,
      ...rest.map((other) => `kubectl delete namespace ${other}    # what the stack still has there`),
      ...afterwards,
    ].join("\n"),
  };
}

function deleted(name: string, { claims }: ClusterFacts): Result {
  const lost = (claims[name] ?? []).map((claim) => claim.name);
  return {
    severity: "warning",
    message: `At its end \`up\` deletes namespace ${name}, which the stack leaves, with all that is in it${lost.length > 0 ? `, the volume claims ${lost.join(", ")} too. The UI begins without the alerts in them; where outputs have sent them they stay` : ""}.`,
  };
}

/** Earlier versions named resources otherwise: under their aliases, a move would replace them one by one. */
function movedByEarlierCode({ settings, last }: Plan, { namespaces }: ClusterFacts): Result[] {
  if (last.clusterUid === undefined || last.namespaceUids !== undefined || last.namespace === undefined) return [];
  const sidekick = sidekickNamespaceOf(settings);
  const movesFalco = last.namespace !== settings.namespace;
  const movesSidekick =
    settings.sidekick.enabled &&
    last.chartVersions?.["falcosidekick"] !== undefined &&
    namespaces[sidekick] === "absent";
  if (!movesFalco && !movesSidekick) return [];
  const up = "npx pulumi up";
  return [
    {
      severity: "error",
      message: `An earlier version of this program deployed the stack, with Falco in namespace ${last.namespace}${movesFalco ? "" : `, and Falcosidekick elsewhere than in ${sidekick}, or that was deleted`}. This version moves it once it has deployed it where it is.`,
      repair: movesFalco
        ? [setCommand(["namespace"], last.namespace), up, setCommand(["namespace"], settings.namespace), up].join("\n")
        : [
            setCommand(["sidekick", "namespace"], "NAMESPACE"),
            up,
            setCommand(["sidekick", "namespace"], sidekick),
            up,
          ].join("\n"),
    },
  ];
}

/** Falco moves, Falcosidekick stays: its objects are named by Falco's namespace. */
function anotherVolume({ settings, namespaces, last }: Plan): Result[] {
  const sidekick = sidekickNamespaceOf(settings);
  if (last.namespace === undefined || last.namespace === settings.namespace || !hadNamespace(last, sidekick)) return [];
  if (!settings.ui.enabled || !settings.ui.storage.enabled || !namespaces.some(({ name }) => name === sidekick))
    return [];
  const former = `${stackNames(last.namespace).sidekick}-ui-redis`;
  return [
    {
      severity: "warning",
      message: `Redis' StatefulSet gets another name, and so another volume: the UI begins without the alerts in the volume of ${former}, whose claim stays in namespace ${sidekick}.`,
    },
  ];
}
