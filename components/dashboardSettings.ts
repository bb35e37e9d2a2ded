import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings/settings";
import { deploymentOf } from "./deploymentOf";
import type { GrafanaDashboardArgs } from "./grafanaDashboard";
import type { StackNames } from "./names";

/** What Grafana is given of the stack; undefined where it is given nothing. */
export function dashboardSettings(
  settings: Settings,
  names: StackNames,
  known: {
    readonly annotations: Readonly<Record<string, string>>;
    readonly uiUrl: pulumi.Input<string> | undefined;
  },
): GrafanaDashboardArgs | undefined {
  const { enabled, namespace, labels, folder } = settings.dashboard;
  if (!enabled) return undefined;
  const { kernelDropsPercent, kernelDropsCriticalPercent } = settings.monitoring.thresholds;
  const deployment = deploymentOf(settings, names);
  const { events, alerts } = dashboardNames(settings.namespace);
  const { loki } = settings.sidekick.outputs;
  const inLoki =
    deployment.sidekick && loki?.hostport !== undefined
      ? { ...alerts, version: deployment.sidekick.version, format: loki.format ?? "text", events }
      : undefined;
  return {
    ...known,
    name: names.dashboardConfigMap,
    namespace: namespace ?? settings.namespace,
    labels,
    folder,
    events: {
      ...deployment,
      ...events,
      thresholds: { kernelDropsPercent, kernelDropsCriticalPercent },
      logs: inLoki ? alerts : undefined,
    },
    alerts: inLoki,
  };
}

/** What Grafana knows a dashboard by. */
interface DashboardName {
  /** At most 40 characters, which 29 of a namespace leave room for. */
  readonly uid: string;
  /** No two in a folder, or Grafana loads neither. */
  readonly title: string;
}

/** Names of the dashboards of a stack in `namespace`, other ones for each stack. */
function dashboardNames(namespace: string): { readonly events: DashboardName; readonly alerts: DashboardName } {
  const titled = (title: string) => (namespace === "falco" ? title : `${title} (${namespace})`);
  return {
    events: { uid: `${namespace}-events`, title: titled("Falco events") },
    alerts: { uid: `${namespace}-alerts`, title: titled("Falco alerts in Loki") },
  };
}
