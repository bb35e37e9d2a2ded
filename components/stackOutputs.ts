import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** What a stack shows its users; what isn't deployed is undefined. */
export interface StackOutputs {
  readonly namespace: pulumi.Output<string>;
  /** uids, by name, of the namespaces that the stack made: by them it knows them again. */
  readonly namespaceUids: pulumi.Output<Readonly<Record<string, string>>>;
  /** Versions of the charts that are deployed, by name. */
  readonly chartVersions: Readonly<Record<string, string>>;
  readonly uiUrl: string | undefined;
  readonly uiUser: string | undefined;
  /** A secret. */
  readonly uiPassword: pulumi.Output<string> | undefined;
  /** host:port for Prometheus. */
  readonly metricsTarget: pulumi.Output<string> | undefined;
  /** host:port of each node's own Falco. */
  readonly grpcAddress: pulumi.Output<string> | undefined;
  /** Earliest end of all certificates, ISO 8601. */
  readonly certificatesExpire: pulumi.Output<string> | undefined;
  /** `<namespace>/<name>`. */
  readonly dashboardConfigMap: pulumi.Output<string> | undefined;
  /** `<namespace>/<name>` of the PrometheusRule or ConfigMap. */
  readonly alertRules: pulumi.Output<string> | undefined;
}

export const uidsOf = (namespaces: readonly k8s.core.v1.Namespace[]): StackOutputs["namespaceUids"] =>
  pulumi
    .all(namespaces.map(({ metadata }) => pulumi.all([metadata.name, metadata.uid])))
    .apply((pairs) => Object.fromEntries(pairs));

/** IPv6 addresses stand in brackets. */
export const urlHost = (address: string): string => (address.includes(":") ? `[${address}]` : address);
