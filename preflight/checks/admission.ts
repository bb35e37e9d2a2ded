import type { Check } from "./check";
import { podSecurity } from "./podSecurity";

/** What other checks say with their own repairs: quotas, LimitRanges, PriorityClasses. */
const saidElsewhere = /^(exceeded|failed) quota: | usage per (Container|Pod) |no PriorityClass with name /;

/** Pods that the cluster's admission refuses: pod security, policies, webhooks. Helm would only wait for them, in vain. */
export const admission: Check = (plan, facts) => {
  const isPodSecurityKnown = podSecurity(plan, facts).length > 0;
  return facts.tried
    .filter(({ refused }) => !saidElsewhere.test(refused))
    .filter(({ refused }) => !(isPodSecurityKnown && refused.startsWith("violates PodSecurity")))
    .map(({ pods: { what, key, namespace }, refused }) => ({
      severity: "error",
      message: `Namespace ${namespace} doesn't let in the pods of ${what}: ${refused}`,
      repair: refused.startsWith("violates PodSecurity")
        ? `kubectl label namespace ${namespace} pod-security.kubernetes.io/enforce=${key === "falco" ? "privileged" : "baseline"} --overwrite`
        : `Exempt the namespace ${namespace} from that policy, or have the policy let them in.\nor, where the policy would let in what a chart makes, npx pulumi config set falco:preflight false`,
    }));
};
