import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface SidekickUiServiceArgs {
  readonly serviceName: string;
  /** Namespace of the UI's pods. */
  readonly namespace: pulumi.Input<string>;
  /** Helm release that the UI's pods belong to. */
  readonly releaseName: string;
  /** Port of the UI's pods. */
  readonly port: number;
  /** Port on every node, 30000 to 32767. */
  readonly nodePort: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Opens the UI on every node. A Service of our own: a patched one of the chart's is put back by the next upgrade. The UI
 * speaks plain HTTP and takes alerts from anyone, so this is for trusted networks.
 */
export class SidekickUiService extends pulumi.ComponentResource {
  constructor(name: string, args: SidekickUiServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:SidekickUiService", name, {}, opts);
    new k8s.core.v1.Service(
      name,
      {
        metadata: {
          name: args.serviceName,
          namespace: args.namespace,
          labels: args.labels,
          annotations: { ...args.annotations, "pulumi.com/skipAwait": "true" },
        },
        spec: {
          type: "NodePort",
          selector: {
            "app.kubernetes.io/name": "falcosidekick",
            "app.kubernetes.io/instance": args.releaseName,
            "app.kubernetes.io/component": "ui",
          },
          ports: [{ name: "http", port: args.port, targetPort: args.port, nodePort: args.nodePort, protocol: "TCP" }],
        },
      },
      // Its port is the cluster's: a Service in another namespace gets it when this one is gone.
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}
