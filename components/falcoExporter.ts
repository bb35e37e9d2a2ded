import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartSource } from "../settings/chartSource";
import type { HelmValues } from "../settings/helmValues/leaves";
import {
  everyNode,
  helmRelease,
  rollTenPercent,
  type HelmReleaseArgs,
  type NodeChoice,
  type Resources,
} from "./helmRelease";
import { image, pullSecrets, type ImageSource, type ImageValues } from "./imageValues";
import { mergeValues } from "./mergeValues";
import { scrapeAnnotations, type Scraping } from "./scraping";

/** How the deployed exporter is to be. Its chart calls everything the same from 0.9.1 to 0.12.2. */
export interface FalcoExporterValuesArgs extends NodeChoice {
  /** Also decides which Secret the chart mounts: `<fullName>-certs`, with `client.key`, `client.crt` and `ca.crt`. */
  readonly fullName: string;
  /** DNS name of Falco's node-local gRPC Service, a SAN of its certificate. */
  readonly grpcHost: string;
  readonly grpcPort: number;
  readonly scraping: Scraping;
  /** Not given for a Secret of the user's; `unknown` where it can't be read, so that the pods keep the one they have. */
  readonly certificatesChecksum?: pulumi.Input<string> | undefined;
  readonly imageTag: string;
  readonly resources: Resources;
  readonly priorityClass?: string | undefined;
  /** Not given: the image comes from where the chart has it. */
  readonly network?: ImageSource | undefined;
}

export interface FalcoExporterArgs extends FalcoExporterValuesArgs {
  readonly chart: ChartSource;
  readonly namespace: pulumi.Input<string>;
  readonly timeoutSeconds: number;
  readonly releaseDescriptions?: HelmReleaseArgs["releaseDescriptions"];
  /** Last word on the chart's values. */
  readonly helmValues: HelmValues;
}

/** Port of the exporter's metrics (falco-exporter chart 0.12.2, values.yaml). */
const metricsPort = 9376;

const checksumPath = 'values.daemonset.annotations["checksum/certificates"]';

/** Counts the alerts of each node's Falco as Prometheus metrics. */
export class FalcoExporter extends pulumi.ComponentResource {
  /** host:port that Prometheus scrapes; the Service is headless, with one address for each node. */
  readonly metricsTarget: pulumi.Output<string>;

  constructor(name: string, args: FalcoExporterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:FalcoExporter", name, {}, opts);
    const { chart, namespace, timeoutSeconds, releaseDescriptions } = args;
    const values = mergeValues(falcoExporterValues(args), args.helmValues);
    new k8s.helm.v3.Release(
      name,
      helmRelease({ chart, releaseName: "falco-exporter", namespace, timeoutSeconds, releaseDescriptions }, values),
      { parent: this, ...(args.certificatesChecksum === "unknown" && { ignoreChanges: [checksumPath] }) },
    );
    this.metricsTarget = pulumi.interpolate`${args.fullName}.${namespace}.svc:${metricsPort}`;
    this.registerOutputs({ metricsTarget: this.metricsTarget });
  }
}

/** Values of the falco-exporter chart that the stack sets. */
export type FalcoExporterValues = ReturnType<typeof everyNode> &
  ImageValues &
  Readonly<{
    fullnameOverride: string;
    imagePullSecrets?: object[];
    falco: { grpcUnixSocketPath: ""; grpcHostname: string; grpcPort: number; grpcTimeout: string };
    service: { annotations: Readonly<Record<string, string>>; labels: { cluster: string } };
    daemonset: { annotations: Record<string, pulumi.Input<string>>; updateStrategy: typeof rollTenPercent };
    resources: Resources;
    priorityClassName?: string;
  }>;

/** Values of the falco-exporter chart, 0.9.1 and later. */
export const falcoExporterValues = (args: FalcoExporterValuesArgs): FalcoExporterValues => ({
  fullnameOverride: args.fullName,
  ...image(args.network?.registry, args.imageTag),
  ...pullSecrets(args.network),
  // An empty socket path selects TCP; the chart has no default for host and port.
  falco: { grpcUnixSocketPath: "", grpcHostname: args.grpcHost, grpcPort: args.grpcPort, grpcTimeout: "3m" },
  service: {
    annotations: scrapeAnnotations(args.scraping, metricsPort),
    labels: { cluster: args.scraping.cluster },
  },
  // The chart writes these annotations to the pods.
  daemonset: {
    annotations: {
      ...(args.certificatesChecksum !== undefined && { "checksum/certificates": args.certificatesChecksum }),
    },
    updateStrategy: rollTenPercent,
  },
  resources: args.resources,
  ...(args.priorityClass && { priorityClassName: args.priorityClass }),
  ...everyNode(args),
});
