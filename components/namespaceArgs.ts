import type * as k8s from "@pulumi/kubernetes";

/** Profiles of Kubernetes' pod security admission. */
export type PodSecurity = "privileged" | "baseline" | "restricted";

/** Arguments of a namespace that admits pods up to `enforce` and reports all that is not restricted. */
export const namespaceArgs = (
  name: string,
  enforce: PodSecurity,
  annotations: Readonly<Record<string, string>>,
): k8s.core.v1.NamespaceArgs => ({
  metadata: {
    name,
    annotations,
    labels: {
      "pod-security.kubernetes.io/enforce": enforce,
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    },
  },
});
