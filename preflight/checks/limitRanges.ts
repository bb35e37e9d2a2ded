import { setCommand } from "../../settings/commands";
import type { SettingPath } from "../../settings/finding";
import type { LimitRange } from "../answers";
import type { PlannedPods } from "../plan";
import { amount, numberOf, total } from "../quantities";
import type { Check, Result } from "./check";

/** LimitRanges that refuse our containers or pods: too much, or too little. */
export const limitRanges: Check = (plan, facts) =>
  plan.pods.flatMap((pods) => (facts.limitRanges[pods.namespace] ?? []).flatMap((range) => outside(pods, range)));

type Kind = "limits" | "requests";
const resourceNames = ["cpu", "memory"] as const;
type ResourceName = (typeof resourceNames)[number];

/** What a LimitRange looks at: a container, or all of a pod's together. */
interface Bounded {
  readonly what: string;
  readonly resources: PlannedPods["resources"];
  /** Keeps to a bound. */
  readonly repair: (kind: Kind, resource: ResourceName, bound: string) => string;
}

function boundedBy(type: string, { what, key, resources, sidecars }: PlannedPods): Bounded[] {
  const setIn = (path: SettingPath) => (kind: Kind, resource: ResourceName, bound: string) =>
    setCommand([...path, kind, resource], bound);
  const own = { what, resources, repair: setIn(["resources", key]) };
  const beside = sidecars.map((sidecar) => ({
    what: `${sidecar.name} beside ${what}`,
    resources: sidecar.resources,
    repair: setIn(sidecar.values),
  }));
  if (type === "Container") return [own, ...beside];
  if (type !== "Pod") return [];
  return sidecars.length === 0
    ? [own]
    : [together(`${what} with ${sidecars.map(({ name }) => name).join(" and ")}`, [own, ...beside])];
}

/** Only Falco has a container beside it: falcoctl, by `rules.autoUpdate`. */
function together(what: string, containers: readonly Bounded[]): Bounded {
  const sums = (kind: Kind) =>
    Object.fromEntries(
      resourceNames.flatMap((name) => {
        const sum = total(containers.map(({ resources }) => resources[kind][name]));
        return sum === undefined ? [] : [[name, amount(name, sum)]];
      }),
    );
  return {
    what,
    resources: { requests: sums("requests"), limits: sums("limits") },
    repair: () => setCommand(["rules", "autoUpdate"], "false"),
  };
}

const isMore = (one: string, other: string): boolean => (numberOf(one) ?? 0) > (numberOf(other) ?? Infinity);

const outside = (pods: PlannedPods, range: LimitRange): Result[] =>
  range.spec.limits.flatMap(({ type, max, min }) =>
    boundedBy(type, pods).flatMap(({ what, resources: { requests, limits }, repair }) =>
      resourceNames.flatMap((resource): Result[] => {
        const [most, least] = [max[resource], min[resource]];
        const [limit, request] = [limits[resource], requests[resource]];
        const refused = (bound: string, has: string, kind: Kind): Result => ({
          severity: "error",
          message: `LimitRange ${range.metadata.name} in namespace ${pods.namespace} allows ${type === "Pod" ? "pods" : "containers"} ${kind === "limits" ? "at most" : "no less than"} ${bound} of ${resource}; ${what} has ${has}.`,
          repair: `${repair(kind, resource, bound)}\nor kubectl edit limitrange ${range.metadata.name} --namespace ${pods.namespace}`,
        });
        return [
          ...(most !== undefined && limit !== undefined && isMore(limit, most) ? [refused(most, limit, "limits")] : []),
          ...(least !== undefined && request !== undefined && isMore(least, request)
            ? [refused(least, request, "requests")]
            : []),
        ];
      }),
    ),
  );
