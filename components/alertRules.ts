import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import type { AlertGroup } from "../alerts/alertRule";

export interface AlertRulesArgs {
  /** For the Prometheus operator, or as a rules file in a ConfigMap for any other Prometheus. */
  readonly kind: "operator" | "configMap";
  readonly name: string;
  /** Plain text, as a rules file is named by it: one that the same program creates is waited for by `dependsOn`. */
  readonly namespace: string;
  /** Labels that Prometheus selects rules by; as those of ServiceMonitors. */
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  readonly groups: pulumi.Input<readonly AlertGroup[]>;
}

/** The stack's alerts, as Prometheus reads them. */
export class AlertRules extends pulumi.ComponentResource {
  /** The object that holds them, as `namespace/name`. */
  readonly rules: pulumi.Output<string>;

  constructor(name: string, args: AlertRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:AlertRules", name, {}, opts);
    // Named as the cluster knows it: elsewhere it is another one, and the old one goes after the new one is there.
    const placed = `${args.namespace}/${args.name}`;
    const child = { parent: this, aliases: [{ name }] };
    const { metadata } =
      args.kind === "operator"
        ? new k8s.apiextensions.CustomResource(placed, prometheusRule(args), child)
        : new k8s.core.v1.ConfigMap(placed, rulesConfigMap(args), child);
    this.rules = pulumi.interpolate`${metadata.namespace}/${metadata.name}`;
    this.registerOutputs({ rules: this.rules });
  }
}

const metadataOf = ({ name, namespace, labels, annotations }: AlertRulesArgs) => ({
  name,
  namespace,
  labels,
  annotations,
});

const prometheusRule = (args: AlertRulesArgs) => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: metadataOf(args),
  spec: { groups: args.groups },
});

const rulesConfigMap = (args: AlertRulesArgs) => ({
  metadata: metadataOf(args),
  // Sidecars name files after their keys. A namespace has no dot, so no two ConfigMaps have one key.
  data: { [`${args.namespace}.${args.name}.yaml`]: pulumi.output(args.groups).apply(rulesFile) },
});

/** Groups as a rules file of Prometheus, no line of which is folded. */
export const rulesFile = (groups: readonly AlertGroup[]): string =>
  stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false });
