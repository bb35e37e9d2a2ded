import { z } from "zod";
import type { Answer } from "./apiServer";
import type { Look, Lookup } from "./inquiry";
import { isUsable } from "./ownership";
import type { ClusterFacts } from "./facts";
import type { Plan, PlannedPods } from "./plan";
import { trialsOf } from "./trialWorkloads";

/** What admission said to a workload or its pod; nothing where it let it in. */
export interface Tried {
  readonly pods: PlannedPods;
  readonly refused: string;
  /** Whether this may be for the account `default` alone, as the pod's own isn't there yet. */
  readonly isUnsure?: boolean;
}

/**
 * Tries to make one pod and one workload of each kind without making any (`dryRun=All`), in namespaces that are there: pod
 * security, policies and webhooks answer as they will to the real ones. On OpenShift they would judge whoever asks instead of
 * the service account, and the right for that is looked at otherwise.
 */
export async function triedPods(look: Look, plan: Plan, facts: Pick<ClusterFacts, "namespaces" | "apiVersions">) {
  if (facts.apiVersions?.includes("security.openshift.io/v1")) return [];
  const tried = trialsOf(plan).map(async ({ pods, pod, podAsDefault, workload }): Promise<Tried[]> => {
    const { namespace } = pods;
    const found = facts.namespaces[namespace];
    if (typeof found !== "object" || !isUsable(plan, found)) return [];
    const post = (api: string, plural: string, body: object) => {
      const path = `${api}/namespaces/${namespace}/${plural}?dryRun=All`;
      return look(`create ${plural} in namespace ${namespace}`, { path, body }, admitted, refusal);
    };
    const postPod = async () => {
      const said = await post("/api/v1", "pods", pod);
      if (!isRefusal(said) || !noAccount.test(said)) return refusals(pods, said);
      const asDefault = refusals(pods, await post("/api/v1", "pods", podAsDefault));
      return asDefault
        .filter(({ refused }) => !noAccount.test(refused))
        .map((tried) => ({ ...tried, isUnsure: !isPodSecurity(tried.refused) }));
    };
    const [ofPod, ofWorkload] = await Promise.all([
      postPod(),
      post("/apis/apps/v1", workload.plural, workload.object).then((said) => refusals(pods, said)),
    ]);
    const all = [...ofPod, ...ofWorkload];
    return [...all.filter(({ isUnsure }) => isUnsure !== true), ...all].slice(0, 1);
  });
  return (await Promise.all(tried)).flat();
}

/** The API server looks for a pod's account before all other admission (its plugin ServiceAccount). */
const noAccount = /^error looking up service account /;

/** Whether pod security refused it, which looks at no account. */
export const isPodSecurity = (refused: string): boolean => refused.startsWith("violates PodSecurity");

const refusals = (pods: PlannedPods, said: Lookup<string>): Tried[] =>
  isRefusal(said) ? [{ pods, refused: said }] : [];

const admitted = z.unknown().transform(() => "");
const isRefusal = (answer: Lookup<string>): answer is string =>
  answer !== undefined && answer !== "absent" && answer !== "";

const status = z.object({ message: z.string() });

/**
 * What admission says, without the trial's own name; nothing where the namespace is going, which is said elsewhere; undefined for
 * a right that is missing, or for anything else.
 */
export function refusal({ status: code, body }: Answer): string | undefined {
  const message = status.safeParse(body).data?.message ?? "";
  const isDenied = / denied (the )?request/.test(message);
  const isByAdmission = code === 403 ? !/ is forbidden: User "/.test(message) : isDenied && [400, 422].includes(code);
  if (isByAdmission && message.includes("because it is being terminated")) return "";
  return isByAdmission ? message.replace(/^[\w.]+ "[\w-]+-trial" is forbidden: /, "") : undefined;
}
