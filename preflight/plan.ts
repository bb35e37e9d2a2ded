import { lt } from "semver";
import { followResources } from "../components/falcoctlValues";
import { everyNode, type Resources } from "../components/helmRelease";
import { scrapedServices } from "../components/monitoringSettings";
import { sidekickNamespaceOf, stackNames, type StackNames } from "../components/names";
import { releaseOf } from "../settings/falcoCharts";
import type { SettingPath } from "../settings/finding";
import type { Settings } from "../settings/settings";
import { existingSecretsOf, type PlannedSecret } from "./existingSecrets";
import { neverDeployed, type LastDeployment } from "./lastDeployment";

/** What is to be deployed, as far as a cluster can be in its way. */
export interface Plan {
  readonly settings: Settings;
  /** `<organization>/<project>/<stack>`. */
  readonly owner: string;
  /** What its last `up` left, the name that it had then among it. */
  readonly last: LastDeployment;
  readonly stack: string;
  readonly names: StackNames;
  readonly namespaces: readonly PlannedNamespace[];
  /** Namespaces that the last `up` used and this one leaves: what the stack has there is deleted at its end. */
  readonly leaving: readonly string[];
  readonly releases: readonly PlannedRelease[];
  readonly pods: readonly PlannedPods[];
  readonly existingSecrets: readonly PlannedSecret[];
  /** What the stack puts into namespaces that may be somebody else's. */
  readonly guests: readonly PlannedGuest[];
  /** Objects of the charts that all namespaces share. */
  readonly clusterWide: readonly ClusterWide[];
}

export interface PlannedNamespace {
  readonly name: string;
  /** The setting that names it. */
  readonly setting: SettingPath;
}

export interface PlannedRelease {
  readonly name: string;
  readonly namespace: string;
}

/** A container that no setting speaks of, beside the one that settings do. */
export interface Sidecar {
  readonly name: string;
  readonly resources: Resources;
  /** Where its resources are among `falco:helmValues`. */
  readonly values: SettingPath;
}

/** Pods of one kind. Their init containers take no more than the container that settings speak of, so that they add nothing. */
export interface PlannedPods {
  readonly what: string;
  /** Key in `resources` and `priorityClass`. */
  readonly key: "falco" | "exporter" | "sidekick" | "ui" | "redis";
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly replicas: number | "each node";
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: Settings["tolerations"]["sidekick"];
  readonly resources: Resources;
  readonly sidecars: readonly Sidecar[];
  readonly priorityClass: string | undefined;
}

/** An object of the stack's that may meet another of its name, in a namespace that a setting names. */
export interface PlannedGuest {
  /** What people know it as, for instance `the dashboard`. */
  readonly what: string;
  readonly kind: "ConfigMap" | "Secret" | "PrometheusRule" | "ServiceMonitor";
  readonly name: string;
  readonly namespace: string;
  readonly namespaceSetting: SettingPath;
  /** The setting, and its value, that does without it. */
  readonly off: readonly [setting: SettingPath, value: string];
}

export interface ClusterWide {
  readonly kind: "ClusterRole" | "ClusterRoleBinding" | "SecurityContextConstraints";
  readonly name: string;
  readonly release: PlannedRelease;
}

/** The plan that the settings make. */
export function planOf(settings: Settings, owner: string, last: LastDeployment = neverDeployed): Plan {
  const names = stackNames(settings.namespace);
  const hasExporter = settings.metricsSource === "exporter";
  const sidekickNamespace = sidekickNamespaceOf(settings);
  const falco = { name: "falco", namespace: settings.namespace };
  const exporter = { name: "falco-exporter", namespace: settings.namespace };
  const sidekick = { name: "falcosidekick", namespace: sidekickNamespace };
  const namespaces: PlannedNamespace[] = [
    { name: settings.namespace, setting: ["namespace"] },
    ...(settings.sidekick.enabled ? [{ name: sidekickNamespace, setting: ["sidekick", "namespace"] }] : []),
  ];
  return {
    settings,
    owner,
    last,
    stack: owner.split("/").at(-1) ?? owner,
    names,
    namespaces,
    leaving: [...Object.keys(last.namespaceUids ?? {}), ...last.existingNamespaces].filter(
      (left) => !namespaces.some(({ name }) => name === left),
    ),
    releases: [falco, ...(hasExporter ? [exporter] : []), ...(settings.sidekick.enabled ? [sidekick] : [])],
    pods: podsOf(settings, names, sidekickNamespace),
    existingSecrets: existingSecretsOf(settings, names),
    guests: guestsOf(settings, names),
    clusterWide: [
      // falco chart 4.0.0 dropped its clusterrole.yaml.
      ...(lt(releaseOf(settings.charts.falco), "4.0.0") ? roleAndBinding(names.falco, falco) : []),
      { kind: "SecurityContextConstraints", name: names.falco, release: falco },
      ...(hasExporter
        ? [{ kind: "SecurityContextConstraints", name: names.exporter, release: exporter } as const]
        : []),
      // falcosidekick chart 0.14.0, templates/rbac.yaml.
      ...(settings.sidekick.enabled && settings.sidekick.outputs.policyreport?.enabled
        ? roleAndBinding(names.sidekick, sidekick)
        : []),
    ],
  };
}

const roleAndBinding = (name: string, release: PlannedRelease): ClusterWide[] => [
  { kind: "ClusterRole", name, release },
  { kind: "ClusterRoleBinding", name, release },
];

function podsOf(settings: Settings, names: StackNames, sidekickNamespace: string): PlannedPods[] {
  const { nodeSelector, tolerations } = everyNode({
    nodeSelector: settings.nodeSelector.falco,
    tolerations: settings.tolerations.falco,
  });
  const onEachNode = { namespace: settings.namespace, replicas: "each node", nodeSelector, tolerations } as const;
  const kind = (key: PlannedPods["key"]) => ({
    key,
    resources: settings.resources[key],
    sidecars: [],
    priorityClass: settings.priorityClass[key],
  });
  const inSidekick = (key: "sidekick" | "ui" | "redis", replicas: number) => ({
    ...kind(key),
    namespace: sidekickNamespace,
    serviceAccount: key === "sidekick" ? names.sidekick : `${names.sidekick}-ui`,
    replicas,
    nodeSelector: settings.nodeSelector[key],
    tolerations: settings.tolerations[key],
  });
  const { replicas } = settings.sidekick;
  const hasUi = settings.sidekick.enabled && settings.ui.enabled;
  return [
    { what: "Falco", ...kind("falco"), ...onEachNode, serviceAccount: names.falco, sidecars: besideFalco(settings) },
    ...(settings.metricsSource === "exporter"
      ? [{ what: "the exporter", ...kind("exporter"), ...onEachNode, serviceAccount: names.exporter }]
      : []),
    ...(settings.sidekick.enabled ? [{ what: "Falcosidekick", ...inSidekick("sidekick", replicas) }] : []),
    ...(hasUi
      ? [
          { what: "the UI", ...inSidekick("ui", replicas) },
          { what: "redis", ...inSidekick("redis", 1) },
        ]
      : []),
  ];
}

/** falcoctl, where it goes on looking for newer rules. */
const besideFalco = ({ rules }: Settings): Sidecar[] =>
  rules.source === "registry" && rules.autoUpdate
    ? [
        {
          name: "falcoctl",
          resources: followResources,
          values: ["helmValues", "falco", "falcoctl", "artifact", "follow", "resources"],
        },
      ]
    : [];

function guestsOf(settings: Settings, names: StackNames): PlannedGuest[] {
  const { namespace, dashboard, monitoring } = settings;
  const board: PlannedGuest = {
    what: "the dashboard",
    kind: "ConfigMap",
    name: names.dashboardConfigMap,
    namespace: dashboard.namespace ?? namespace,
    namespaceSetting: ["dashboard", "namespace"],
    off: [["dashboard", "enabled"], "false"],
  };
  const alerts: PlannedGuest = {
    what: "the alerts",
    kind: monitoring.rules === "operator" ? "PrometheusRule" : "ConfigMap",
    name: names.alertRules,
    namespace: monitoring.namespace ?? namespace,
    namespaceSetting: ["monitoring", "namespace"],
    off: [["monitoring", "rules"], "off"],
  };
  const monitors = Object.entries(scrapedServices(settings, names)).map(([key, service]): PlannedGuest => ({
    what: "the stack's ServiceMonitor",
    kind: "ServiceMonitor",
    name: service.monitor,
    namespace: service.namespace,
    namespaceSetting: key === "sidekick" ? ["sidekick", "namespace"] : ["namespace"],
    off: [["monitoring", "serviceMonitor"], "false"],
  }));
  return [
    ...(dashboard.enabled ? [board] : []),
    ...(monitoring.rules === "off" ? [] : [alerts]),
    ...(monitoring.serviceMonitor ? monitors : []),
    ...(settings.metricsSource === "exporter" ? certificatesOf(settings, names) : []),
  ];
}

/** Secrets with certificates that the stack writes. A user's of the same name may take their place. */
function certificatesOf({ namespace, certificates: { existingSecrets } }: Settings, names: StackNames): PlannedGuest[] {
  const isIssued = existingSecrets === undefined;
  const secret = (what: string, name: string, key: "server" | "exporter", instead: string): PlannedGuest => ({
    what,
    kind: "Secret",
    name,
    namespace,
    namespaceSetting: ["namespace"],
    off: [["certificates", "existingSecrets", key], instead],
  });
  const isCopied = existingSecrets?.exporter !== undefined && existingSecrets.exporter !== names.exporterSecret;
  return [
    ...(isIssued ? [secret("Falco's certificate", names.serverSecret, "server", names.serverSecret)] : []),
    ...(isIssued ? [secret("the exporter's certificate", names.exporterSecret, "server", "SECRET")] : []),
    ...(isCopied ? [secret("the exporter's certificate", names.exporterSecret, "exporter", names.exporterSecret)] : []),
  ];
}
