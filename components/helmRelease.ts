import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ChartSource } from "../settings/chartSource";

/** What all Helm releases of the stack need. */
export interface HelmReleaseArgs {
  /** Chart to install, of one exact version. */
  readonly chart: ChartSource;
  /** Name of the release, also its value of the label `app.kubernetes.io/instance`. */
  readonly releaseName: string;
  readonly namespace: pulumi.Input<string>;
  /** Seconds that Helm waits for the pods, on each of upgrade and rollback. */
  readonly timeoutSeconds: number;
  /** What Helm's history says, by release: another text has Helm write all of the release again. */
  readonly releaseDescriptions?: Readonly<Record<string, string>> | undefined;
}

/** What Helm's history says of releases, by namespace and name: another text has Helm write all of a release again. */
export type ReleaseDescriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * A release that either works or is rolled back, and keeps five revisions: Pulumi's own default is all, each with
 * all values in a Secret.
 */
export const helmRelease = (
  args: HelmReleaseArgs,
  values: Readonly<Record<string, unknown>>,
): k8s.helm.v3.ReleaseArgs => ({
  name: args.releaseName,
  namespace: args.namespace,
  chart: args.chart.chart,
  version: args.chart.version,
  ...repositoryOpts(args.chart),
  values,
  atomic: true,
  cleanupOnFail: true,
  timeout: args.timeoutSeconds,
  maxHistory: 5,
  ...(args.releaseDescriptions?.[args.releaseName] !== undefined && {
    description: args.releaseDescriptions[args.releaseName],
  }),
});

/** The provider takes a login for https repositories and for OCI registries alike (pulumi-kubernetes 4.27.0 and later). */
const repositoryOpts = ({ repository, login }: ChartSource): Pick<k8s.helm.v3.ReleaseArgs, "repositoryOpts"> =>
  repository === undefined && login === undefined
    ? {}
    : { repositoryOpts: { ...(repository !== undefined && { repo: repository }), ...login } };

/** A tenth of the nodes at a time: one by one, 50 nodes outlast Helm's timeout. */
export const rollTenPercent = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } } as const;

/** A taint that pods put up with, as in the spec of a pod. */
export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: "Exists" | "Equal" | undefined;
  readonly value?: string | undefined;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute" | undefined;
  readonly tolerationSeconds?: number | undefined;
}

/** CPU and memory of a container, as Kubernetes quantities. */
export interface Resources {
  readonly requests: Readonly<Record<string, string | undefined>>;
  readonly limits: Readonly<Record<string, string | undefined>>;
}

/** Nodes for pods that belong on every node. */
export interface NodeChoice {
  /** Labels that a node must have besides being Linux. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Added to the toleration of everything. */
  readonly tolerations: readonly Toleration[];
}

/**
 * Every Linux node, whatever its taints: an unwatched node is a hole. Windows, Fargate and virtual nodes can't run
 * Falco; a pod there would never be ready, and a few of them have the whole release rolled back.
 */
export const everyNode = ({ nodeSelector, tolerations }: NodeChoice) => ({
  tolerations: [{ operator: "Exists" } as const, ...tolerations],
  nodeSelector: { ...nodeSelector, "kubernetes.io/os": "linux" },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] },
              { key: "type", operator: "NotIn", values: ["virtual-kubelet"] },
            ],
          },
        ],
      },
    },
  },
});
