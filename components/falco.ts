import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartSource } from "../settings/chartSource";
import type { Priority } from "../settings/priorities";
import { everyNode, helmRelease, rollTenPercent } from "./helmRelease";

/** How Falco gets its events from the kernel; `auto` lets the chart choose per node. */
export type Driver = "modern_ebpf" | "ebpf" | "kmod" | "auto";

export interface FalcoArgs {
  readonly chart: ChartSource;
  readonly fullName: string;
  readonly namespace: pulumi.Input<string>;
  readonly driver: Driver;
  /** Rules of a lower priority are not loaded. */
  readonly priority: Priority;
  readonly grpc: {
    readonly serviceName: string;
    readonly port: number;
    /** Threads that serve gRPC; 0 is one for each CPU. */
    readonly threadiness: number;
    /** Secret with `server.key`, `server.crt` and `ca.crt`. */
    readonly certificatesSecret: pulumi.Input<string>;
    readonly certificatesChecksum: pulumi.Input<string>;
  };
  /** Where alerts are posted as JSON: Falcosidekick. */
  readonly alertsUrl: pulumi.Input<string>;
  /** Annotations of what is not Helm's. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** Falco on every node, and the Service through which a pod reaches the Falco of its own node. */
export class Falco extends pulumi.ComponentResource {
  /** host:port of the node-local gRPC Service. */
  readonly grpcAddress: pulumi.Output<string>;

  constructor(name: string, args: FalcoArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:Falco", name, {}, opts);
    const { chart, namespace, timeoutSeconds, grpc } = args;
    const releaseName = "falco";
    new k8s.helm.v3.Release(name, helmRelease({ chart, releaseName, namespace, timeoutSeconds }, falcoValues(args)), {
      parent: this,
    });
    const service = new k8s.core.v1.Service(
      `${name}-grpc`,
      {
        metadata: {
          name: grpc.serviceName,
          namespace,
          // Nothing waits for its endpoints: the release waits for the pods behind it.
          annotations: { ...args.annotations, "pulumi.com/skipAwait": "true" },
        },
        spec: nodeLocalService(releaseName, grpc.port),
      },
      { parent: this },
    );
    this.grpcAddress = pulumi.interpolate`${service.metadata.name}.${service.metadata.namespace}.svc:${grpc.port}`;
    this.registerOutputs({ grpcAddress: this.grpcAddress });
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

/** Values of the falco chart that the stack sets (chart 8.0.5). */
export type FalcoValues = typeof everyNode &
  Readonly<{
    fullnameOverride: string;
    driver: { kind: Driver; ebpf: { leastPrivileged: true }; modernEbpf: { leastPrivileged: true } };
    controller: { kind: "daemonset"; daemonset: { updateStrategy: typeof rollTenPercent } };
    podAnnotations: Record<string, pulumi.Input<string>>;
    certs: { existingSecret: pulumi.Input<string> };
    falcoctl: { artifact: { install: { enabled: boolean }; follow: { enabled: boolean } } };
    mounts: { volumes: object[]; volumeMounts: object[] };
    falco: {
      priority: Priority;
      json_output: true;
      json_include_output_property: true;
      http_output: { enabled: true; url: pulumi.Input<string> };
      grpc: { enabled: true; bind_address: string; threadiness: number };
      grpc_output: { enabled: true };
    };
  }>;

export const falcoValues = (
  args: Pick<FalcoArgs, "fullName" | "driver" | "priority" | "grpc" | "alertsUrl">,
): FalcoValues => ({
  fullnameOverride: args.fullName,
  // Both probes work with four capabilities instead of privileged; kmod and auto have no such choice.
  driver: { kind: args.driver, ebpf: { leastPrivileged: true }, modernEbpf: { leastPrivileged: true } },
  controller: { kind: "daemonset", daemonset: { updateStrategy: rollTenPercent } },
  ...everyNode,
  // The chart has no checksum of a Secret that it didn't make (chart 8.0.5, templates/pod-template.tpl).
  podAnnotations: { "checksum/certificates": args.grpc.certificatesChecksum },
  certs: { existingSecret: args.grpc.certificatesSecret },
  // The image brings rules and the container plugin: nothing is fetched when a pod starts.
  falcoctl: { artifact: { install: { enabled: false }, follow: { enabled: false } } },
  mounts: coverImageConfig(args.driver),
  falco: {
    priority: args.priority,
    // The chart sets these for its own sub-chart only; without them every alert gets a 400, which Falco ignores.
    json_output: true,
    json_include_output_property: true,
    http_output: { enabled: true, url: args.alertsUrl },
    // Falco reads /etc/falco/certs/{server.key,server.crt,ca.crt} unless told otherwise.
    grpc: { enabled: true, bind_address: `0.0.0.0:${args.grpc.port}`, threadiness: args.grpc.threadiness },
    grpc_output: { enabled: true },
  },
});

/**
 * An empty directory over the image's /etc/falco/config.d. With falcoctl off the image's own snippet there enables the
 * container plugin a second time, and Falco ends with "found another plugin with name container"
 * (falcosecurity/charts issue 1057; falcosecurity/falco pull request 3984 does the same). The driver loader of kmod,
 * ebpf and auto brings such a volume itself.
 */
const coverImageConfig = (driver: Driver): FalcoValues["mounts"] =>
  driver === "modern_ebpf"
    ? {
        volumes: [{ name: "image-config", emptyDir: {} }],
        volumeMounts: [{ name: "image-config", mountPath: "/etc/falco/config.d" }],
      }
    : { volumes: [], volumeMounts: [] };
