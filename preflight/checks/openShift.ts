import { sccNeeds } from "../openShift";
import type { Check, Result } from "./check";

/** OpenShift, where pods need more than the charts ask it for. A warning: other constraints may have been granted. */
export const openShift: Check = (plan, { sccUse }) =>
  sccNeeds(plan).flatMap(({ namespace, serviceAccount, scc }): Result[] =>
    sccUse[serviceAccount] === false
      ? [
          {
            severity: "warning",
            message: `On OpenShift the pods of service account ${serviceAccount} in namespace ${namespace} need the security context constraints ${scc}, or others like them, and may not use these.`,
            repair: `kubectl create clusterrolebinding ${serviceAccount}-scc --clusterrole=system:openshift:scc:${scc} --serviceaccount=${namespace}:${serviceAccount}`,
          },
        ]
      : [],
  );
