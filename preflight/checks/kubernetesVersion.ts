import { coerce, lt } from "semver";
import type { Check } from "./check";

/** `internalTrafficPolicy`, by which an exporter reaches the Falco of its own node, is in Kubernetes since 1.26. */
const oldest = "1.26.0";

/** A cluster that doesn't know fields that the stack uses. */
export const kubernetesVersion: Check = (_, { version }) =>
  version !== undefined && lt(coerce(version) ?? oldest, oldest)
    ? [
        {
          severity: "error",
          message: `The cluster runs Kubernetes ${version}. Before 1.26 it does not keep internalTrafficPolicy, and exporters would read the Falco of other nodes.`,
          repair: "Upgrade the cluster.",
        },
      ]
    : [];
