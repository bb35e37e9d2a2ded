import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartSource } from "../settings/chartSource";
import type { HelmValues } from "../settings/helmValues/leaves";
import { falcoValues, metricsPort, type FalcoValuesArgs } from "./falcoValues";
import { helmRelease, type HelmReleaseArgs } from "./helmRelease";
import { ownedValues } from "../settings/helmValues/ownedValues";
import { mergeValues } from "./mergeValues";

export interface FalcoArgs extends Omit<FalcoValuesArgs, "chartVersion"> {
  readonly chart: ChartSource;
  readonly namespace: pulumi.Input<string>;
  /** Name of the node-local gRPC Service, where metrics come from the exporter. */
  readonly grpcServiceName: string;
  /** Labels and annotations of what is not Helm's. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly releaseDescriptions?: HelmReleaseArgs["releaseDescriptions"];
  /** Last word on the chart's values. */
  readonly helmValues: HelmValues;
}

/** Falco on every node, and the Service through which a pod reads the alerts of its own node's Falco. */
export class Falco extends pulumi.ComponentResource {
  /** host:port of the node-local gRPC Service; undefined where Falco shows its metrics itself. */
  readonly grpcAddress: pulumi.Output<string> | undefined;
  /** host:port that Prometheus scrapes; undefined where the exporter has the metrics. */
  readonly metricsTarget: pulumi.Output<string> | undefined;

  constructor(name: string, args: FalcoArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:Falco", name, {}, opts);
    const { chart, namespace, timeoutSeconds, releaseDescriptions, metrics } = args;
    const releaseName = "falco";
    const values = mergeValues(
      falcoValues({ ...args, chartVersion: chart.version }),
      args.helmValues,
      ownedValues.falco.lists,
    );
    new k8s.helm.v3.Release(
      name,
      helmRelease({ chart, releaseName, namespace, timeoutSeconds, releaseDescriptions }, values),
      { parent: this },
    );
    if (metrics.source === "exporter") {
      const { port } = metrics.grpc;
      new k8s.core.v1.Service(
        `${name}-grpc`,
        {
          metadata: {
            name: args.grpcServiceName,
            namespace,
            labels: args.labels,
            // Nothing waits for its endpoints: the release waits for the pods behind it.
            annotations: { ...args.annotations, "pulumi.com/skipAwait": "true" },
          },
          spec: nodeLocalService(releaseName, port),
        },
        { parent: this },
      );
      this.grpcAddress = pulumi.interpolate`${args.grpcServiceName}.${namespace}.svc:${port}`;
    } else this.metricsTarget = pulumi.interpolate`${args.fullName}-metrics.${namespace}.svc:${metricsPort}`;
    this.registerOutputs({ grpcAddress: this.grpcAddress, metricsTarget: this.metricsTarget });
  }
}

/**
 * A Service whose traffic stays on the caller's node. Each Falco has one queue of alerts for all of its readers: through
 * the chart's headless Service an exporter would read any node's Falco, and some Falcos would have no reader at all.
 */
export const nodeLocalService = (releaseName: string, port: number) => ({
  type: "ClusterIP",
  internalTrafficPolicy: "Local",
  selector: { "app.kubernetes.io/name": "falco", "app.kubernetes.io/instance": releaseName },
  ports: [{ name: "grpc", port, targetPort: port, protocol: "TCP" }],
});
