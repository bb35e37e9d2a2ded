import { Falcosidekick, type FalcosidekickArgs } from "../../components/falcosidekick";
import { only, record } from "./record";

const unlimited = { requests: {}, limits: {} };

/** Arguments as the stack gives them by default. */
export const sidekickArgs: FalcosidekickArgs = {
  chart: { chart: "falcosidekick", version: "0.14.0" },
  fullName: "falcosidekick",
  namespace: "falco-sidekick",
  replicas: 2,
  scraping: { serviceMonitor: false, cluster: "dev" },
  environment: { secret: {}, extraEnv: [] },
  customFields: "",
  templatedFields: "",
  metricLabels: [],
  outputRights: {},
  imageTags: { falcosidekick: "2.35.0", ui: "2.3.0", redis: "7.2.0-v19" },
  ui: { enabled: true, user: "admin", retention: "7d", storage: { enabled: true, size: "1Gi" } },
  resources: {
    sidekick: unlimited,
    ui: unlimited,
    redis: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "768Mi" } },
  },
  nodeSelector: { sidekick: {}, ui: {}, redis: {} },
  tolerations: { sidekick: [], ui: [], redis: [] },
  priorityClass: {},
  credentialsSecretName: "falcosidekick-credentials",
  uiCredentialsSecretName: "falcosidekick-ui-credentials",
  mutualTlsSecretName: "falcosidekick-mutual-tls",
  annotations: { "falco-stack/owner": "acme/falco/dev" },
  timeoutSeconds: 300,
  helmValues: {},
};

const pods = ["sidekick", "ui", "redis"] as const;
const perPod = <T>(of: (pod: string) => T) => ({ sidekick: of(pods[0]), ui: of(pods[1]), redis: of(pods[2]) });

/** Arguments that between them reach every value that the stack can set. */
export const sidekickVariants = {
  defaults: {},
  "all that can be chosen": {
    environment: {
      secret: { SLACK_WEBHOOKURL: "https://hooks.example.com/T0/B0/x" },
      extraEnv: [
        { name: "SLACK_CHANNEL", value: "#alerts" },
        { name: "LOKI_APIKEY", valueFrom: { secretKeyRef: { name: "mine", key: "LOKI_APIKEY" } } },
      ],
    },
    customFields: "site:north",
    templatedFields: "who:{{ .user }}",
    metricLabels: ["k8s.ns.name", "proc.name"],
    outputRights: {
      policyreport: { enabled: true },
      aws: { useirsa: true, rolearn: "arn:aws:iam::1:role/falcosidekick" },
    },
    mutualTls: { certificate: "CERTIFICATE", privateKey: "PRIVATE KEY", ca: "CA" },
    imageTags: { falcosidekick: "2.34.1", ui: "2.4.0", redis: "7.4.0-v7" },
    ui: { ...sidekickArgs.ui, retention: "2w", storage: { enabled: false, class: "fast", size: "5Gi" } },
    resources: perPod(() => ({ requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "1", memory: "512Mi" } })),
    nodeSelector: perPod((pod) => ({ pool: pod })),
    tolerations: perPod((pod) => [{ key: pod, operator: "Exists", effect: "NoSchedule" }]),
    priorityClass: perPod((pod) => `${pod}-priority`),
  },
  "Secrets of the user's": {
    mutualTls: { existingSecret: "my-client" },
    ui: { ...sidekickArgs.ui, existingSecret: "my-ui" },
  },
  "no UI": { ui: { ...sidekickArgs.ui, enabled: false } },
} as const satisfies Record<string, Partial<FalcosidekickArgs>>;

/** What Falcosidekick registers, the chart's values, and the component; `version` is the chart's. */
export async function recordSidekick(changed: Partial<FalcosidekickArgs> = {}, version = "0.14.0") {
  const chart = { chart: "falcosidekick", version };
  const { resources, result } = await record(
    (options) => new Falcosidekick("falco-sidekick", { ...sidekickArgs, chart, ...changed }, options),
  );
  const release = only(resources, "kubernetes:helm.sh/v3:Release", "falco-sidekick");
  return { resources, values: release.inputs["values"], release, sidekick: result };
}
