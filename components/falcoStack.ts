import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartKeys, chartsDeployed } from "../settings/chartSource";
import type { Settings } from "../settings/settings";
import { dashboardSettings } from "./dashboardSettings";
import { copyName, ExporterCertificates, exporterSecretUrns, type ExporterFiles } from "./exporterCertificates";
import { Falco } from "./falco";
import { FalcoExporter } from "./falcoExporter";
import { Falcosidekick, uiPort } from "./falcosidekick";
import { sidekickPort } from "./falcosidekickValues";
import { GrafanaDashboard } from "./grafanaDashboard";
import { Monitoring } from "./monitoring";
import { monitoringSettings } from "./monitoringSettings";
import type { ReleaseDescriptions } from "./helmRelease";
import { MutualTls } from "./mutualTls";
import { serviceNames, sidekickNamespaceOf, stackNames } from "./names";
import { namespaceArgs, type PodSecurity } from "./namespaceArgs";
import { NetworkAccess } from "./networkAccess";
import { RuleFiles } from "./ruleFiles";
import { RulesLogin } from "./rulesLogin";
import { uidsOf, urlHost, type StackOutputs } from "./stackOutputs";
import { exporterSettings, falcoSettings, networkOf, rulesLogin, sidekickSettings } from "./stackSettings";
import { SidekickUiService } from "./sidekickUiService";

/** The settings, from `readSettings()` or `settingsFrom({...})`, and what a program knows besides. */
export interface FalcoStackArgs extends Settings {
  /** Written as annotation `falco-stack/owner` to all that the stack makes itself: `<organization>/<project>/<stack>`. */
  readonly owner: string;
  /** Address of a node, for `uiUrl` where the UI has a NodePort. */
  readonly nodeAddress?: string | undefined;
  /** Names of namespaces that are there and not the stack's: it uses them, and leaves them when it goes. */
  readonly existingNamespaces?: readonly string[];
  /** What the Secret of `certificates.existingSecrets.exporter` holds; nothing where the exporter's own name is the user's. */
  readonly exporterFiles?: ExporterFiles | undefined;
  readonly releaseDescriptions?: ReleaseDescriptions;
}

/**
 * Runtime threat detection for one cluster: Falco on every node, its alerts counted for Prometheus, fanned out by
 * Falcosidekick and shown in its UI and on a Grafana dashboard.
 *
 * The Kubernetes provider should have `enableSecretMutable` and `enableConfigMapMutable`: without them Secrets are
 * deleted and made again when a certificate changes. Releases run side by side; none waits for another.
 */
export class FalcoStack extends pulumi.ComponentResource {
  readonly outputs: StackOutputs;

  constructor(name: string, args: FalcoStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:FalcoStack", name, {}, opts);
    const names = stackNames(args.namespace);
    const annotations = { "falco-stack/owner": args.owner };
    const labels = { cluster: args.cluster };
    const shared = { annotations, labels, timeoutSeconds: args.helmTimeout };
    const sharedIn = (place: string) => ({ ...shared, releaseDescriptions: args.releaseDescriptions?.[place] });
    const sidekickNamespaceName = sidekickNamespaceOf(args);
    // What is in a namespace is named by it: in another namespace it is another resource, so that a stack that moves makes
    // all of it anew before it takes the old away, wherever an `up` breaks off. Earlier versions didn't name the namespace.
    const formerly = (former: string) => ({ parent: this, aliases: [{ name: former }] });
    const namespaces: k8s.core.v1.Namespace[] = [];
    const namespaceOf = (resource: string, namespaceName: string, security: PodSecurity) => {
      if (args.existingNamespaces?.includes(namespaceName)) return pulumi.output(namespaceName);
      const made = new k8s.core.v1.Namespace(
        `${namespaceName}/${resource}`,
        namespaceArgs(namespaceName, security, annotations),
        formerly(resource),
      );
      namespaces.push(made);
      return made.metadata.name;
    };

    const networkIn = (resource: string, place: string, podNamespace: pulumi.Input<string>, goesOutside: boolean) =>
      networkOf(
        args,
        new NetworkAccess(
          `${place}/${resource}-network`,
          {
            namespace: podNamespace,
            images: args.images,
            pullSecretName: names.pullSecret,
            caConfigMapName: names.caConfigMap,
            caCertificates: goesOutside ? args.caCertificates : undefined,
            annotations,
          },
          formerly(`${resource}-network`),
        ),
      );

    const namespace = namespaceOf(name, args.namespace, "privileged");
    const network = networkIn(name, args.namespace, namespace, args.rules.source === "registry");

    const rules =
      args.ruleFiles.length > 0
        ? new RuleFiles(
            `${args.namespace}/${name}-rules`,
            { name: names.rulesConfigMap, namespace, files: args.ruleFiles, annotations },
            formerly(`${name}-rules`),
          )
        : undefined;

    const login = rulesLogin(args, names);
    const falcoctlLogin =
      login &&
      new RulesLogin(
        `${args.namespace}/${name}-rules-login`,
        { ...login, namespace, annotations },
        formerly(`${name}-rules-login`),
      );

    const { existingSecrets } = args.certificates;
    const exporterSecret = exporterSecretUrns(`${args.namespace}/${name}`, this);
    const mutualTls =
      args.metricsSource === "exporter" && existingSecrets === undefined
        ? new MutualTls(
            `${args.namespace}/${name}-tls`,
            {
              policy: args.certificates,
              namespace,
              serverNames: serviceNames(names.grpcService, args.namespace),
              serverSecretName: names.serverSecret,
              exporterSecretName: names.exporterSecret,
              exporterSecretAliases: [exporterSecret.copied],
              clients: args.grpc.clients.map((client) => ({ name: client, secretName: names.clientSecret(client) })),
              annotations,
            },
            formerly(`${name}-tls`),
          )
        : undefined;

    const exporterCertificates =
      mutualTls?.exporter ??
      (args.metricsSource === "exporter" && args.exporterFiles
        ? new ExporterCertificates(
            copyName(`${args.namespace}/${name}`),
            {
              files: args.exporterFiles,
              secretName: names.exporterSecret,
              namespace,
              annotations,
              aliases: [exporterSecret.issued, exporterSecretUrns(name, this).issued],
            },
            { parent: this },
          )
        : undefined);

    const sidekickNamespace = args.sidekick.enabled
      ? // Redis' image is the one that `restricted` would refuse.
        namespaceOf(`${name}-sidekick`, sidekickNamespaceName, "baseline")
      : undefined;
    const sidekick = sidekickNamespace
      ? new Falcosidekick(
          `${sidekickNamespaceName}/${name}-sidekick`,
          {
            ...sharedIn(sidekickNamespaceName),
            ...sidekickSettings(args, names),
            namespace: sidekickNamespace,
            network: networkIn(`${name}-sidekick`, sidekickNamespaceName, sidekickNamespace, true),
          },
          formerly(`${name}-sidekick`),
        )
      : undefined;

    const falco = new Falco(
      `${args.namespace}/${name}-falco`,
      {
        ...sharedIn(args.namespace),
        ...falcoSettings(args, names),
        namespace,
        network,
        metrics:
          args.metricsSource === "exporter"
            ? {
                source: "exporter",
                grpc: {
                  ...args.grpc,
                  certificatesSecret: mutualTls?.server.secretName ?? existingSecrets?.server ?? names.serverSecret,
                  certificatesChecksum: mutualTls?.server.checksum,
                },
              }
            : { source: "native" },
        rules: {
          ...args.rules,
          login: falcoctlLogin,
          configMap: rules && { name: rules.configMap, files: rules.files },
        },
        alertsUrl: sidekick && `http://${names.sidekick}.${sidekickNamespaceName}.svc:${sidekickPort}`,
      },
      formerly(`${name}-falco`),
    );

    const exporter =
      args.metricsSource === "exporter"
        ? new FalcoExporter(
            `${args.namespace}/${name}-exporter`,
            {
              ...sharedIn(args.namespace),
              ...exporterSettings(args, names),
              namespace,
              network,
              certificatesChecksum: exporterCertificates?.checksum,
            },
            // The chart mounts the Secret by its own idea of the name, so the graph can't know.
            { ...formerly(`${name}-exporter`), ...(exporterCertificates && { dependsOn: exporterCertificates }) },
          )
        : undefined;

    const ui = args.ui.enabled ? sidekick : undefined;
    const onNodePort = args.ui.service === "NodePort";
    if (ui && sidekickNamespace && onNodePort)
      new SidekickUiService(
        `${name}-ui`,
        {
          serviceName: names.uiNodePortService,
          namespace: sidekickNamespace,
          releaseName: ui.releaseName,
          port: uiPort,
          nodePort: args.ui.nodePort,
          annotations,
          labels,
        },
        { parent: this, dependsOn: ui },
      );

    const address = args.nodeAddress ?? "<a node>";
    const uiUrl = ui && (onNodePort ? `http://${urlHost(address)}:${args.ui.nodePort}` : `http://localhost:${uiPort}`);
    const shown = dashboardSettings(args, names, { annotations, uiUrl });
    // What reads metrics follows whoever counts them, also from one source to the other.
    const afterCounting = { parent: this, dependsOn: [...namespaces, exporter ?? falco] };
    const dashboard = shown && new GrafanaDashboard(`${name}-dashboard`, shown, afterCounting);

    const monitored = monitoringSettings(args, names, { annotations, certificatesExpire: mutualTls?.expires });
    const monitoring = monitored && new Monitoring(`${name}-monitoring`, monitored, afterCounting);

    this.outputs = {
      namespace,
      namespaceUids: uidsOf(namespaces),
      chartVersions: Object.fromEntries(chartsDeployed(args).map((chart) => [chart, args.charts[chartKeys[chart]]])),
      uiUrl,
      uiUser: ui?.uiPassword ? args.ui.user : undefined,
      uiPassword: ui?.uiPassword,
      metricsTarget: exporter?.metricsTarget ?? falco.metricsTarget,
      grpcAddress: falco.grpcAddress,
      certificatesExpire: mutualTls?.expires,
      dashboardConfigMap: dashboard?.configMap,
      alertRules: monitoring?.alertRules,
    };
    this.registerOutputs(this.outputs);
  }
}
