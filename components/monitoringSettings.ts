import * as pulumi from "@pulumi/pulumi";
import type { AlertArgs } from "../alerts/alertArgs";
import { alertGroups } from "../alerts/alertGroups";
import type { ChartName } from "../settings/chartVersions";
import { falcoChart } from "../settings/falcoCharts";
import { bytesOf } from "../settings/quantity";
import type { Settings } from "../settings/settings";
import { deploymentOf } from "./deploymentOf";
import type { MonitoringArgs } from "./monitoring";
import { sidekickNamespaceOf, type StackNames } from "./names";
import type { ScrapedService, ServiceMonitorsArgs } from "./serviceMonitors";

/** What Prometheus is told of the stack; undefined where it is told nothing. */
export function monitoringSettings(
  settings: Settings,
  names: StackNames,
  known: {
    readonly annotations: Readonly<Record<string, string>>;
    /** Earliest end of the stack's own certificates, ISO 8601. */
    readonly certificatesExpire: pulumi.Output<string> | undefined;
  },
): MonitoringArgs | undefined {
  const { serviceMonitor, rules, labels, namespace } = settings.monitoring;
  if (!serviceMonitor && rules === "off") return undefined;
  // The API server keeps no empty labels: of custom resources, Pulumi would update them with each `up`.
  const shared = { labels: Object.keys(labels).length > 0 ? labels : undefined, annotations: known.annotations };
  return {
    ...(serviceMonitor && {
      monitors: { ...shared, cluster: settings.cluster, services: scrapedServices(settings, names) },
    }),
    ...(rules !== "off" && {
      rules: {
        ...shared,
        kind: rules,
        name: names.alertRules,
        namespace: namespace ?? settings.namespace,
        groups: pulumi
          .output(known.certificatesExpire)
          .apply((certificatesExpire) => alertGroups(alertArgs(settings, names, certificatesExpire))),
      },
    }),
  };
}

function alertArgs(settings: Settings, names: StackNames, certificatesExpire: string | undefined): AlertArgs {
  const { thresholds, runbookUrl } = settings.monitoring;
  return {
    ...deploymentOf(settings, names),
    cluster: settings.cluster,
    thresholds,
    runbookUrl,
    falcoMemoryLimitBytes: bytesOf(settings.resources.falco.limits.memory),
    sidekickMemoryLimitBytes: bytesOf(settings.resources.sidekick.limits.memory),
    certificatesExpire,
  };
}

/** Services with metrics, as the charts make them (templates/service.yaml of each). */
export function scrapedServices(settings: Settings, names: StackNames): ServiceMonitorsArgs["services"] {
  const { metricsSource, namespace, sidekick, charts } = settings;
  const ofChart = (chart: ChartName) => ({
    "app.kubernetes.io/name": chart,
    // The name of each release is that of its chart.
    "app.kubernetes.io/instance": chart,
  });
  // Each chart's own ServiceMonitor has the chart's full name.
  const monitorOf = (fullName: string): string => `${fullName}-metrics`;
  const falco: ScrapedService = {
    name: `${names.falco}-metrics`,
    monitor: monitorOf(names.falco),
    namespace,
    selector: { ...ofChart("falco"), type: "falco-metrics" },
    port: "metrics",
    namesCluster: falcoChart(charts.falco).labelsMetricsService,
  };
  const exporter: ScrapedService = {
    name: names.exporter,
    monitor: monitorOf(names.exporter),
    namespace,
    selector: ofChart("falco-exporter"),
    port: "metrics",
    namesCluster: true,
  };
  const fanOut: ScrapedService = {
    name: names.sidekick,
    monitor: monitorOf(names.sidekick),
    namespace: sidekickNamespaceOf(settings),
    selector: { ...ofChart("falcosidekick"), "app.kubernetes.io/component": "core" },
    port: "http",
    namesCluster: true,
  };
  return { ...(metricsSource === "native" ? { falco } : { exporter }), ...(sidekick.enabled && { sidekick: fanOut }) };
}
