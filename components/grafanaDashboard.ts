import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { DashboardArgs } from "../dashboards/dashboardArgs";
import { dashboardJson } from "../dashboards/dashboardJson";
import { falcoEventsDashboard } from "../dashboards/falcoEvents";
import { lokiAlertsDashboard, type LokiAlertsArgs } from "../dashboards/lokiAlerts";

export interface GrafanaDashboardArgs {
  /** Name of the ConfigMap. */
  readonly name: string;
  /**
   * Namespace of the ConfigMap, one that Grafana's sidecar watches. Plain text, because the data key is made of it: a
   * namespace that the same program creates is waited for by `dependsOn`.
   */
  readonly namespace: string;
  /** Labels that the sidecar selects by; the kube-prometheus-stack chart wants `grafana_dashboard: "1"`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Grafana folder, shown where `foldersFromFilesStructure` of the chart's dashboard provider is on. */
  readonly folder: string;
  /** Annotations beside those of the folder; they win. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly events: Omit<DashboardArgs, "uiUrl">;
  /** Address of Falcosidekick's UI. */
  readonly uiUrl?: pulumi.Input<string> | undefined;
  /** Not given: no dashboard of alerts in Loki. */
  readonly alerts?: LokiAlertsArgs | undefined;
}

/** The dashboards of Falco's events and alerts, as a ConfigMap that Grafana's sidecar loads. */
export class GrafanaDashboard extends pulumi.ComponentResource {
  /** The ConfigMap, as `namespace/name`. */
  readonly configMap: pulumi.Output<string>;

  constructor(name: string, args: GrafanaDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:GrafanaDashboard", name, {}, opts);
    const { metadata } = new k8s.core.v1.ConfigMap(
      // Named as the cluster knows it: elsewhere it is another one, and the old one goes after the new one is there.
      `${args.namespace}/${args.name}`,
      dashboardConfigMap(args),
      { parent: this, aliases: [{ name }] },
    );
    this.configMap = pulumi.interpolate`${metadata.namespace}/${metadata.name}`;
    this.registerOutputs({ configMap: this.configMap });
  }
}

/** The ConfigMap of the dashboards. */
export const dashboardConfigMap = ({
  name,
  namespace,
  labels,
  folder,
  annotations,
  ...shown
}: GrafanaDashboardArgs) => ({
  metadata: {
    name,
    namespace,
    labels,
    annotations: {
      // The first is what k8s-sidecar 2.10.1 reads unless its chart sets `folderAnnotation`, usually to the second.
      "k8s-sidecar-target-directory": `/tmp/dashboards/${folder}`,
      grafana_dashboard_folder: folder,
      ...annotations,
    },
  },
  // The sidecar names files after the keys, so that equal keys of two ConfigMaps overwrite each other. A namespace
  // has no dot, so each pair has keys of its own.
  data: {
    [`${namespace}.${name}.json`]: pulumi
      .output(shown.uiUrl)
      .apply((uiUrl) => dashboardJson(falcoEventsDashboard({ ...shown.events, uiUrl }))),
    ...(shown.alerts && { [`${namespace}.${name}.alerts.json`]: dashboardJson(lokiAlertsDashboard(shown.alerts)) }),
  },
});
