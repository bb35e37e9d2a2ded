import { isUsable, releasesIn } from "../ownership";
import type { Check, Result } from "./check";

/** Releases of the stack's names in a namespace of the stack's, which Helm would refuse to install again. */
export const helmReleases: Check = (plan, facts) =>
  plan.releases.flatMap(({ name, namespace }): Result[] => {
    const found = facts.namespaces[namespace];
    const isOurs = typeof found === "object" && isUsable(plan, found);
    return isOurs && releasesIn(facts, namespace).some((release) => release.name === name && !release.byPulumi)
      ? [
          {
            severity: "error",
            message: `The Helm release ${name} in namespace ${namespace} was installed by Helm itself, not by this stack; Helm doesn't hand a release over.`,
            repair: `helm uninstall ${name} --namespace ${namespace}`,
          },
        ]
      : [];
  });
