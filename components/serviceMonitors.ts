import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** A Service behind which Prometheus finds metrics, as its chart makes it. */
export interface ScrapedService {
  /** Its name, and the `job` of its series. */
  readonly name: string;
  /** Name of its ServiceMonitor: not the chart's own, which Helm may be deleting while Pulumi makes this one. */
  readonly monitor: string;
  /** Its namespace. Plain text: a namespace that the same program creates is waited for by `dependsOn`. */
  readonly namespace: string;
  /** Labels that it alone has. */
  readonly selector: Readonly<Record<string, string>>;
  /** Name of its port. */
  readonly port: string;
  /** Whether it has the label `cluster`. */
  readonly namesCluster: boolean;
}

export interface ServiceMonitorsArgs {
  /** By what names their resources. */
  readonly services: Readonly<Partial<Record<"falco" | "exporter" | "sidekick", ScrapedService>>>;
  readonly cluster: string;
  /** Labels that Prometheus selects ServiceMonitors by; not an empty mapping, which the API server drops. */
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** ServiceMonitors of the Prometheus operator, each beside its Service. */
export class ServiceMonitors extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceMonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:ServiceMonitors", name, {}, opts);
    for (const [key, service] of Object.entries(args.services))
      new k8s.apiextensions.CustomResource(
        // Named as the cluster knows it: elsewhere it is another one, and the old one goes after the new one is there.
        `${service.namespace}/${service.monitor}`,
        {
          apiVersion: "monitoring.coreos.com/v1",
          kind: "ServiceMonitor",
          metadata: {
            name: service.monitor,
            namespace: service.namespace,
            labels: args.labels,
            annotations: args.annotations,
          },
          spec: serviceMonitorSpec(service, args.cluster),
        },
        { parent: this, aliases: [{ name: `${name}-${key}` }] },
      );
    this.registerOutputs({});
  }
}

/**
 * Spec of a ServiceMonitor: how often, and how long, is Prometheus' own choice. Its series get the labels `cluster` and
 * `node`. A label of that name that they have themselves (Falcosidekick's have `cluster`) becomes `exported_cluster`.
 */
export const serviceMonitorSpec = ({ selector, port, namesCluster }: ScrapedService, cluster: string) => ({
  selector: { matchLabels: selector },
  ...(namesCluster && { targetLabels: ["cluster"] }),
  endpoints: [
    {
      port,
      relabelings: [
        { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
        ...(namesCluster ? [] : [{ targetLabel: "cluster", replacement: cluster }]),
      ],
    },
  ],
});
