import { setCommand } from "../../settings/commands";
import type { AnyObject } from "../answers";
import type { ClusterFacts } from "../facts";
import {
  anotherStack,
  isLent,
  isOwnNamespace,
  isTheSame,
  ownerAnnotation,
  ownerOf,
  releasesIn,
  usedByAnnotation,
} from "../ownership";
import type { Plan, PlannedNamespace } from "../plan";
import type { Check, Result } from "./check";
import { hadNamespace, takenOver } from "./leaving";

/** Namespaces of the stack that are another stack's, or that somebody has made. */
export const namespaces: Check = (plan, facts) =>
  plan.namespaces.flatMap((planned) => {
    const found = facts.namespaces[planned.name];
    return typeof found === "object" ? foreign(plan, facts, planned, found) : [];
  });

function foreign(plan: Plan, facts: ClusterFacts, { name, setting }: PlannedNamespace, found: AnyObject): Result[] {
  const { last } = plan;
  const isMine = isOwnNamespace(plan, found);
  if (isMine && found.deletionTimestamp !== undefined) return [goingAway(name)];
  // Earlier versions of this program kept no uids.
  const isKept =
    last.clusterUid !== undefined && (last.namespaceUids === undefined || isTheSame(last.namespaceUids, found));
  if (isMine) return isKept ? [] : [neverFinished(name, plan)];
  if (isLent(plan, found)) return [];
  const owner = anotherStack(plan, found);
  const another = setCommand(setting, `${plan.settings.namespace}-2${setting.length > 1 ? "-sidekick" : ""}`);
  if (owner !== undefined && hadNamespace(last, name)) return [takenOver(plan, facts, name, owner, [another])];
  if (owner !== undefined)
    return [
      {
        severity: "error",
        message: `Namespace ${name} belongs to stack ${owner}; two stacks in one would destroy each other.`,
        repair: `${another}\nor kubectl annotate namespace ${name} ${ownerOf(found) ? ownerAnnotation : usedByAnnotation}=${plan.owner} --overwrite    # where ${owner} was this stack's name before`,
      },
    ];
  const releases = releasesIn(facts, name);
  const planned = releases.filter((release) =>
    plan.releases.some((of) => of.namespace === name && of.name === release.name),
  );
  // Lent, a namespace that the stack has made itself would be deleted, with all that is in it.
  if (planned.some(({ byPulumi }) => byPulumi) && !last.existingNamespaces.includes(name))
    return [
      {
        severity: "error",
        message: `Namespace ${name} holds what a Pulumi stack deployed, and no longer the annotation that says which.`,
        repair: `kubectl annotate namespace ${name} ${ownerAnnotation}=${plan.owner}    # where it was this one\nor ${another}`,
      },
    ];
  const held = releases.map((release) => release.name).join(", ");
  return [
    {
      severity: "error",
      message: `Namespace ${name} was not made by this stack${held && ` and holds Helm's ${held}`}. Lent to it, the stack uses the namespace and leaves it standing when it goes.`,
      repair: [
        ...planned.flatMap((release) =>
          release.byPulumi ? [] : [`helm uninstall ${release.name} --namespace ${name}`],
        ),
        `kubectl annotate namespace ${name} ${usedByAnnotation}=${plan.owner}`,
        `or ${another}`,
      ].join("\n"),
    },
  ];
}

/** As after a first `up` that broke off; or, in a backend of one's own, another stack has the same name. */
const neverFinished = (name: string, { owner }: Plan): Result => ({
  severity: "warning",
  message: `Namespace ${name} says that it belongs to ${owner}, though no up of this stack in it has come to its end. If none was interrupted, a stack of that name in another backend has it, and both would destroy each other.`,
});

/** As after a move that broke off while it took the old set away: what is in it can't be made again yet. */
const goingAway = (name: string): Result => ({
  severity: "error",
  message: `Namespace ${name} is being deleted, with all that is in it.`,
  repair: [
    `kubectl wait --for=delete namespace/${name} --timeout=10m`,
    "npx pulumi refresh --yes    # it takes what is gone out of the stack's state",
  ].join("\n"),
});
