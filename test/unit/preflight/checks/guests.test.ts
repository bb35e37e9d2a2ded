import { guests } from "../../../../preflight/checks/guests";
import type { ClusterFacts } from "../../../../preflight/facts";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, object, owner, plan } from "../constructed";

const own = { "falco-stack/owner": owner };
const others = { "falco-stack/owner": "organization/falco/a" };
const helms = { "meta.helm.sh/release-namespace": "grafana", "meta.helm.sh/release-name": "dashboards" };

/** All guests of a plan, found with these annotations. */
const found = (settings: SettingsInput, annotations: Record<string, string>): Partial<ClusterFacts> => ({
  guests: plan(settings)
    .guests.filter(({ kind }) => kind !== "Secret")
    .map((guest) => ({ ...guest, object: object(guest.name, annotations) })),
});
const absent = (...names: string[]): Partial<ClusterFacts> => ({
  namespaces: Object.fromEntries(names.map((name) => [name, "absent" as const])),
  guests: plan({ monitoring: { rules: "configMap" } }).guests.map((guest) => ({ ...guest, object: "absent" })),
});

const noDashboard = { dashboard: { enabled: false } } as const;
const operator = { ...noDashboard, monitoring: { rules: "operator" } } as const;
const configMap = { ...noDashboard, monitoring: { rules: "configMap", namespace: "prometheus" } } as const;
const monitored = { ...noDashboard, metricsSource: "native", monitoring: { serviceMonitor: true } } as const;

type Row = readonly [name: string, settings: SettingsInput, facts: Partial<ClusterFacts>, said: readonly string[]];

describe("dashboard and alerts among what is there already", () => {
  it.each<Row>([
    [
      "a missing namespace for the dashboard",
      { dashboard: { namespace: "grafana" } },
      absent("grafana"),
      [
        "error: Namespace grafana, where falco:dashboard.namespace wants the dashboard, doesn't exist.\n  kubectl create namespace grafana\n  or npx pulumi config rm --path falco:dashboard.namespace",
      ],
    ],
    [
      "a missing namespace for the alerts",
      configMap,
      absent("prometheus"),
      [
        "error: Namespace prometheus, where falco:monitoring.namespace wants the alerts, doesn't exist.\n  kubectl create namespace prometheus\n  or npx pulumi config rm --path falco:monitoring.namespace",
      ],
    ],
    [
      "no namespaces for what is off",
      { dashboard: { enabled: false, namespace: "grafana" }, monitoring: { namespace: "prometheus" } },
      absent("grafana", "prometheus"),
      [],
    ],
    ["its own namespaces, not there yet", { monitoring: { rules: "operator" } }, absent("falco"), []],
    [
      "its sidekick's namespace for the alerts, not there yet",
      { monitoring: { rules: "operator", namespace: "falco-sidekick" } },
      absent("falco-sidekick"),
      [],
    ],
    [
      "its own dashboard and alerts",
      { monitoring: { rules: "configMap" } },
      found({ monitoring: { rules: "configMap" } }, own),
      [],
    ],
    [
      "another stack's dashboard",
      {},
      found({}, others),
      [
        "error: ConfigMap falco-events-dashboard in namespace falco belongs to stack organization/falco/a; the deployment would fail at the dashboard.\n  npx pulumi config set --path falco:dashboard.enabled false",
      ],
    ],
    [
      "another stack's dashboard, in the way of Falco's own metrics too",
      { metricsSource: "native" },
      found({ metricsSource: "native" }, others),
      [
        "error: ConfigMap falco-events-dashboard in namespace falco belongs to stack organization/falco/a; the deployment would fail at the dashboard.\n  npx pulumi config set --path falco:dashboard.enabled false",
      ],
    ],
    [
      "a Helm release's dashboard",
      {},
      found({}, helms),
      [
        "error: ConfigMap falco-events-dashboard in namespace falco belongs to the Helm release grafana/dashboards; the deployment would fail at the dashboard.\n  npx pulumi config set --path falco:dashboard.enabled false",
      ],
    ],
    [
      "a person's dashboard",
      { dashboard: { namespace: "grafana" } },
      found({ dashboard: { namespace: "grafana" } }, {}),
      [
        "error: ConfigMap falco-events-dashboard in namespace grafana was made by somebody else; the deployment would fail at the dashboard.\n  kubectl delete configmap falco-events-dashboard --namespace grafana\n  or npx pulumi config set --path falco:dashboard.enabled false",
      ],
    ],
    [
      "another stack's PrometheusRule",
      operator,
      found(operator, others),
      [
        "error: PrometheusRule falco-alerts in namespace falco belongs to stack organization/falco/a; the deployment would fail at the alerts.\n  npx pulumi config set --path falco:monitoring.rules off",
      ],
    ],
    [
      "a person's rules",
      configMap,
      found(configMap, {}),
      [
        "error: ConfigMap falco-alerts in namespace prometheus was made by somebody else; the deployment would fail at the alerts.\n  kubectl delete configmap falco-alerts --namespace prometheus\n  or npx pulumi config set --path falco:monitoring.rules off",
      ],
    ],
    ["its own ServiceMonitors", monitored, found(monitored, own), []],
    [
      "ServiceMonitors of a person's and of another stack's in a namespace that is lent",
      monitored,
      found(monitored, {}),
      [
        "error: ServiceMonitor falco-metrics in namespace falco was made by somebody else; the deployment would fail at the stack's ServiceMonitor.\n  kubectl delete servicemonitor falco-metrics --namespace falco\n  or npx pulumi config set --path falco:monitoring.serviceMonitor false",
        "error: ServiceMonitor falcosidekick-metrics in namespace falco-sidekick was made by somebody else; the deployment would fail at the stack's ServiceMonitor.\n  kubectl delete servicemonitor falcosidekick-metrics --namespace falco-sidekick\n  or npx pulumi config set --path falco:monitoring.serviceMonitor false",
      ],
    ],
  ])("%s", (_, settings, facts, said) => {
    expect(judged(guests, settings, facts)).toEqual(said);
  });
});

describe("Secrets with the names of the stack's certificates", () => {
  const foundSecrets = (settings: SettingsInput, annotations: Record<string, string>, last = {}) => ({
    last: { existingNamespaces: [], ...last },
    guests: plan(settings)
      .guests.filter(({ kind }) => kind === "Secret")
      .map((guest) => ({ ...guest, object: object(guest.name, annotations) })),
  });
  const copied: SettingsInput = { certificates: { existingSecrets: { server: "mine", exporter: "reader" } } };

  it.each<[string, SettingsInput, string[]]>([
    [
      "while the stack issues them",
      {},
      [
        "error: Secret falco-grpc-server in namespace falco was made by somebody else; the deployment would fail at Falco's certificate.\n  kubectl delete secret falco-grpc-server --namespace falco\n  or npx pulumi config set --path falco:certificates.existingSecrets.server falco-grpc-server",
        "error: Secret falco-exporter-certs in namespace falco was made by somebody else; the deployment would fail at the exporter's certificate.\n  kubectl delete secret falco-exporter-certs --namespace falco\n  or npx pulumi config set --path falco:certificates.existingSecrets.server SECRET",
      ],
    ],
    [
      "where it copies the exporter's",
      copied,
      [
        "error: Secret falco-exporter-certs in namespace falco was made by somebody else; the deployment would fail at the exporter's certificate.\n  kubectl delete secret falco-exporter-certs --namespace falco\n  or npx pulumi config set --path falco:certificates.existingSecrets.exporter falco-exporter-certs",
      ],
    ],
  ])("are in the way %s", (_, settings, said) => {
    expect(judged(guests, settings, foundSecrets(settings, {}))).toEqual(said);
    expect(judged(guests, settings, foundSecrets(settings, own))).toEqual([]);
  });

  it("aren't where the exporter's is the user's, or the last up has made them", () => {
    const users: SettingsInput = { certificates: { existingSecrets: { server: "mine" } } };
    expect(plan(users).guests.filter(({ kind }) => kind === "Secret")).toEqual([]);
    const last = { namespace: "falco", certificatesExpire: "2027-01-01T00:00:00Z" };
    expect(judged(guests, copied, foundSecrets(copied, {}, last))).toEqual([]);
    const inState = { apiVersion: "v1", kind: "Secret", namespace: "falco", name: "falco-exporter-certs" };
    const deployed = { objects: [{ ...inState, live: undefined }], releases: [] };
    expect(judged(guests, copied, { ...foundSecrets(copied, {}), deployed })).toEqual([]);
  });
});
