import { setCommand } from "../../settings/commands";
import type { AnyObject } from "../answers";
import type { ClusterFacts } from "../facts";
import { caretakerOf } from "../gitOps";
import type { Plan } from "../plan";
import type { Check, Result } from "./check";

/** What the stack makes or uses, and a GitOps tool has in its care. */
export const gitOps: Check = (plan, facts) => [...contested(plan, facts), ...pruned(plan, facts)];

interface Contested {
  readonly what: string;
  readonly object: AnyObject;
  /** Does without it. */
  readonly otherwise: string;
}

/** Both would write them, each undoing what the other did. */
function contested(plan: Plan, facts: ClusterFacts): Result[] {
  const otherwise = setCommand(["namespace"], `${plan.settings.namespace}-2`);
  const daemonSets = (facts.daemonSets ?? []).filter(
    ({ name, namespace }) =>
      namespace === plan.settings.namespace && [plan.names.falco, plan.names.exporter].includes(name),
  );
  const all: Contested[] = [
    ...plan.releases.flatMap(({ name, namespace }) =>
      (facts.helmSecrets[namespace] ?? [])
        .filter(({ labels }) => labels["name"] === name)
        .slice(-1)
        .map((object) => ({ what: `The Helm release ${name} in namespace ${namespace}`, object, otherwise })),
    ),
    ...daemonSets.map((object) => ({
      what: `DaemonSet ${object.name} in namespace ${object.namespace ?? ""}`,
      object,
      otherwise,
    })),
    ...facts.clusterWide.flatMap(({ kind, name, object }) =>
      typeof object === "object" ? [{ what: `${kind} ${name}`, object, otherwise }] : [],
    ),
    ...facts.guests.flatMap(({ kind, name, namespace, off, object }) =>
      typeof object === "object"
        ? [{ what: `${kind} ${name} in namespace ${namespace}`, object, otherwise: setCommand(...off) }]
        : [],
    ),
  ];
  return all.flatMap(({ what, object, otherwise: instead }): Result[] => {
    const caretaker = caretakerOf(object);
    return caretaker
      ? [
          {
            severity: "error",
            message: `${what} is deployed by ${caretaker.who}, too; it and this stack would undo each other's changes.`,
            repair: `Take it out of what ${caretaker.who} deploys.\nor ${instead}`,
          },
        ]
      : [];
  });
}

/** Namespaces that go when a repository no longer has them, with all that is in them. */
const pruned = (plan: Plan, { namespaces }: ClusterFacts): Result[] =>
  plan.namespaces.flatMap(({ name }): Result[] => {
    const found = namespaces[name];
    const caretaker = typeof found === "object" ? caretakerOf(found) : undefined;
    if (caretaker === undefined || caretaker.keeps) return [];
    const [annotation, value] = caretaker.keep;
    return [
      {
        severity: "warning",
        message: `Namespace ${name} is in the care of ${caretaker.who}, which may delete it, with all that this stack has in it, once it is no longer in its repository.`,
        repair: `kubectl annotate namespace ${name} ${annotation}=${value} --overwrite    # there and in the repository`,
      },
    ];
  });
