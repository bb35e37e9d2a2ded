import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../settings/chartSource";
import { chartVersions } from "../settings/chartVersions";
import type { Settings } from "../settings/settings";
import { Falco } from "./falco";
import { FalcoExporter } from "./falcoExporter";
import { Falcosidekick, sidekickPort, uiPort } from "./falcosidekick";
import { GrafanaDashboard } from "./grafanaDashboard";
import { MutualTls } from "./mutualTls";
import { serviceNames, stackNames } from "./names";
import { namespaceArgs } from "./namespaceArgs";
import { SidekickUiService } from "./sidekickUiService";

/** The settings, from `readSettings()` or `settingsFrom({...})`, and what a program knows besides. */
export interface FalcoStackArgs extends Settings {
  /** Written as annotation `falco-stack/owner` to all that the stack makes itself: `<organization>/<project>/<stack>`. */
  readonly owner: string;
  /** Address of a node, for `uiUrl` where the UI has a NodePort. */
  readonly nodeAddress?: string | undefined;
}

/**
 * Runtime threat detection for one cluster: Falco on every node, its alerts counted for Prometheus over mutual TLS,
 * fanned out by Falcosidekick and shown in its UI and on a Grafana dashboard.
 *
 * The Kubernetes provider should have `enableSecretMutable` and `enableConfigMapMutable`: without them Secrets are
 * deleted and made again when a certificate changes. Releases run side by side; none waits for another.
 */
export class FalcoStack extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;
  readonly chartVersions: typeof chartVersions;
  readonly uiUrl: pulumi.Output<string>;
  readonly uiUser: string;
  /** A secret. */
  readonly uiPassword: pulumi.Output<string>;
  /** host:port for Prometheus. */
  readonly metricsTarget: pulumi.Output<string>;
  /** host:port of each node's own Falco. */
  readonly grpcAddress: pulumi.Output<string>;
  /** Earliest end of all certificates, ISO 8601. */
  readonly certificatesExpire: pulumi.Output<string>;
  /** `<namespace>/<name>`. */
  readonly dashboardConfigMap: pulumi.Output<string>;

  constructor(name: string, args: FalcoStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:FalcoStack", name, {}, opts);
    const names = stackNames(args.namespace);
    const annotations = { "falco-stack/owner": args.owner };
    const shared = { annotations, timeoutSeconds: args.helmTimeout };
    const child = { parent: this };

    const falcoNamespace = new k8s.core.v1.Namespace(
      name,
      namespaceArgs(args.namespace, "privileged", annotations),
      child,
    );
    const namespace = falcoNamespace.metadata.name;
    const sidekickNamespaceName = args.sidekick.namespace ?? names.sidekickNamespace;
    // Redis' image is the one that `restricted` would refuse.
    const sidekickNamespace = new k8s.core.v1.Namespace(
      `${name}-sidekick`,
      namespaceArgs(sidekickNamespaceName, "baseline", annotations),
      child,
    );

    const mutualTls = new MutualTls(
      `${name}-tls`,
      {
        policy: args.certificates,
        namespace,
        serverNames: serviceNames(names.grpcService, args.namespace),
        serverSecretName: names.serverSecret,
        exporterSecretName: names.exporterSecret,
        clients: args.grpc.clients.map((client) => ({ name: client, secretName: names.clientSecret(client) })),
        annotations,
      },
      child,
    );

    const sidekick = new Falcosidekick(
      `${name}-sidekick`,
      {
        ...shared,
        ...args.sidekick,
        chart: chartSource(args.charts.repository, "falcosidekick"),
        fullName: names.sidekick,
        namespace: sidekickNamespace.metadata.name,
        ui: args.ui,
        credentialsSecretName: names.credentialsSecret,
      },
      child,
    );

    const falco = new Falco(
      `${name}-falco`,
      {
        ...shared,
        chart: chartSource(args.charts.repository, "falco"),
        fullName: names.falco,
        namespace,
        driver: args.driver,
        priority: args.priority,
        grpc: {
          serviceName: names.grpcService,
          port: args.grpc.port,
          threadiness: args.grpc.threadiness,
          certificatesSecret: mutualTls.server.secretName,
          certificatesChecksum: mutualTls.server.checksum,
        },
        alertsUrl: `http://${names.sidekick}.${sidekickNamespaceName}.svc:${sidekickPort}`,
      },
      child,
    );

    const exporter = new FalcoExporter(
      `${name}-exporter`,
      {
        ...shared,
        chart: chartSource(args.charts.repository, "falco-exporter"),
        fullName: names.exporter,
        namespace,
        grpcHost: `${names.grpcService}.${args.namespace}.svc`,
        grpcPort: args.grpc.port,
        certificatesChecksum: mutualTls.exporter.checksum,
      },
      // The chart mounts the Secret by its own idea of the name, so the graph can't know.
      { ...child, dependsOn: mutualTls.exporter },
    );

    const uiService =
      args.ui.service === "NodePort"
        ? new SidekickUiService(
            `${name}-ui`,
            {
              serviceName: names.uiNodePortService,
              namespace: sidekickNamespace.metadata.name,
              releaseName: sidekick.releaseName,
              port: uiPort,
              nodePort: args.ui.nodePort,
              annotations,
            },
            child,
          )
        : undefined;

    const dashboard = new GrafanaDashboard(
      `${name}-dashboard`,
      {
        name: names.dashboardConfigMap,
        namespace: args.dashboard.namespace ?? args.namespace,
        labels: args.dashboard.labels,
        folder: args.dashboard.folder,
        annotations,
      },
      { ...child, dependsOn: falcoNamespace },
    );

    this.namespace = namespace;
    this.chartVersions = chartVersions;
    this.uiUrl = uiService
      ? pulumi.interpolate`http://${urlHost(args.nodeAddress ?? "<a node>")}:${uiService.nodePort}`
      : pulumi.output(`http://localhost:${uiPort}`);
    this.uiUser = args.ui.user;
    this.uiPassword = sidekick.uiPassword;
    this.metricsTarget = exporter.metricsTarget;
    this.grpcAddress = falco.grpcAddress;
    this.certificatesExpire = mutualTls.expires;
    this.dashboardConfigMap = dashboard.configMap;
    this.registerOutputs(this.outputs());
  }

  /** What a stack shows its users. */
  outputs() {
    const { namespace, chartVersions: versions, uiUrl, uiUser, uiPassword, metricsTarget, grpcAddress } = this;
    const { certificatesExpire, dashboardConfigMap } = this;
    return {
      namespace,
      chartVersions: versions,
      uiUrl,
      uiUser,
      uiPassword,
      metricsTarget,
      grpcAddress,
      certificatesExpire,
      dashboardConfigMap,
    };
  }
}

/** IPv6 addresses stand in brackets. */
const urlHost = (address: string): string => (address.includes(":") ? `[${address}]` : address);
