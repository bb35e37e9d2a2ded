import { isPodSecurity } from "../trials";
import type { Check } from "./check";
import { podSecurity } from "./podSecurity";

/** What other checks say with their own repairs: quotas, LimitRanges, PriorityClasses. */
const saidElsewhere = /^(exceeded|failed) quota: | usage per (Container|Pod) |no PriorityClass with name /;

/** Pods that the cluster's admission refuses: pod security, policies, webhooks. Helm would only wait for them, in vain. */
export const admission: Check = (plan, facts) => {
  const isPodSecurityKnown = podSecurity(plan, facts).length > 0;
  return facts.tried
    .filter(({ refused }) => !saidElsewhere.test(refused))
    .filter(({ refused }) => !(isPodSecurityKnown && isPodSecurity(refused)))
    .map(({ pods: { what, key, namespace }, refused, isUnsure }) => ({
      severity: isUnsure === true ? "warning" : "error",
      message: `Namespace ${namespace} ${isUnsure === true ? "may not let in" : "doesn't let in"} the pods of ${what}: ${refused}`,
      repair: isPodSecurity(refused)
        ? `kubectl label namespace ${namespace} pod-security.kubernetes.io/enforce=${key === "falco" ? "privileged" : "baseline"} --overwrite`
        : `Exempt the namespace ${namespace} from that policy, or have the policy let them in.\nor, where the policy would let in what a chart makes, npx pulumi config set falco:preflight false`,
    }));
};
