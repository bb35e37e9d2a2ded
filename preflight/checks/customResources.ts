import type { Check } from "./check";

/** The version that falcosidekick speaks (falcosidekick 2.34.1, outputs/policyreport.go). */
const policyReports = "wgpolicyk8s.io/v1alpha2";

/** Kinds of objects that settings ask for and that the cluster doesn't know. */
export const customResources: Check = ({ settings: { sidekick } }, { apiVersions }) =>
  sidekick.enabled && sidekick.outputs.policyreport?.enabled && apiVersions && !apiVersions.includes(policyReports)
    ? [
        {
          severity: "error",
          message: `falco:sidekick.outputs.policyreport writes policy reports, and the cluster doesn't know ${policyReports}.`,
          repair:
            "Install the CRDs of the Kubernetes policy working group (wg-policy-prototypes), or Kyverno, which brings them.\nor npx pulumi config rm --path falco:sidekick.outputs.policyreport",
        },
      ]
    : [];
