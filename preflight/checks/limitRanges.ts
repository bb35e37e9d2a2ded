import { setCommand } from "../../settings/commands";
import type { LimitRange } from "../answers";
import type { PlannedPods } from "../plan";
import { numberOf } from "../quantities";
import type { Check, Result } from "./check";

/** LimitRanges that refuse our containers: too much, or too little. */
export const limitRanges: Check = (plan, facts) =>
  plan.pods.flatMap((pods) => (facts.limitRanges[pods.namespace] ?? []).flatMap((range) => outside(pods, range)));

/** A pod has the one container that settings speak of, so bounds of a pod are bounds of it. */
const types = ["Container", "Pod"];

const outside = ({ what, key, namespace, resources: { requests, limits } }: PlannedPods, range: LimitRange): Result[] =>
  range.spec.limits
    .filter(({ type }) => types.includes(type))
    .flatMap(({ max, min }) =>
      (["cpu", "memory"] as const).flatMap((resource): Result[] => {
        const [most, least] = [max[resource], min[resource]];
        const [limit, request] = [limits[resource], requests[resource]];
        const refused = (bound: string, has: string, kind: "limits" | "requests"): Result => ({
          severity: "error",
          message: `LimitRange ${range.metadata.name} in namespace ${namespace} allows containers ${kind === "limits" ? "at most" : "no less than"} ${bound} of ${resource}; ${what} has ${has}.`,
          repair: `${setCommand(["resources", key, kind, resource], bound)}\nor kubectl edit limitrange ${range.metadata.name} --namespace ${namespace}`,
        });
        const isMore = (one: string, other: string) => (numberOf(one) ?? 0) > (numberOf(other) ?? Infinity);
        return [
          ...(most !== undefined && limit !== undefined && isMore(limit, most) ? [refused(most, limit, "limits")] : []),
          ...(least !== undefined && isMore(least, request) ? [refused(least, request, "requests")] : []),
        ];
      }),
    );
