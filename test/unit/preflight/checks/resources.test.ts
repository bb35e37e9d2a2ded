import { customResources } from "../../../../preflight/checks/customResources";
import { kubernetesVersion } from "../../../../preflight/checks/kubernetesVersion";
import { priorityClasses } from "../../../../preflight/checks/priorityClasses";
import { secrets } from "../../../../preflight/checks/secrets";
import { storageClass } from "../../../../preflight/checks/storageClass";
import { unanswered } from "../../../../preflight/checks/unanswered";
import { SecretTexts } from "../../../../preflight/secrets/secretTexts";
import { judged, object, type Row } from "../constructed";

const policyReports = { sidekick: { outputs: { policyreport: { enabled: true } } } };
const monitoring = { monitoring: { serviceMonitor: true, rules: "operator" } } as const;
const operator =
  "\n  helm install kube-prometheus-stack kube-prometheus-stack --repo https://prometheus-community.github.io/helm-charts --namespace monitoring --create-namespace" +
  "\n  or kubectl apply --server-side -f https://raw.githubusercontent.com/prometheus-operator/prometheus-operator/v0.85.0/example/prometheus-operator-crd/monitoring.coreos.com_";
const inSandbox = "\n  or npm run sandbox -- up --with prometheus-crds    # in the sandbox\n  or npx pulumi config set";
const noMonitors = `error: falco:monitoring.serviceMonitor makes a ServiceMonitor, and the cluster doesn't know that kind (monitoring.coreos.com/v1), which the Prometheus operator brings.${operator}servicemonitors.yaml    # the kind alone${inSandbox} --path falco:monitoring.serviceMonitor false`;
const noRules = `error: falco:monitoring.rules makes a PrometheusRule, and the cluster doesn't know that kind (monitoring.coreos.com/v1), which the Prometheus operator brings.${operator}prometheusrules.yaml    # the kind alone${inSandbox} --path falco:monitoring.rules off`;
const standard = object("standard", { "storageclass.kubernetes.io/is-default-class": "true" });
const fast = object("fast", { "storageclass.kubernetes.io/is-default-class": "true" });
const slow = object("slow");
const claim = (storage: string, storageClassName?: string) => ({
  ...(storageClassName && { storageClassName }),
  resources: { requests: { storage } },
});
const secret = (texts: Record<string, string>) => new SecretTexts(texts);
const pullSecret = new SecretTexts(
  { ".dockerconfigjson": '{"auths":{"docker.io":{"username":"a","password":"b"}}}' },
  "kubernetes.io/dockerconfigjson",
);

const rows: readonly Row[] = [
  ["Kubernetes 1.26", kubernetesVersion, {}, { version: "v1.26.0-eks-1" }, []],
  ["a Kubernetes whose version says nothing", kubernetesVersion, {}, { version: "main" }, []],
  ["an unknown Kubernetes", kubernetesVersion, {}, {}, []],
  [
    "an old Kubernetes",
    kubernetesVersion,
    {},
    { version: "v1.25.16-gke.1" },
    [
      "error: The cluster runs Kubernetes v1.25.16-gke.1. Before 1.26 it does not keep internalTrafficPolicy, and exporters would read the Falco of other nodes.\n  Upgrade the cluster.",
    ],
  ],
  ["no PolicyReports wanted", customResources, {}, { apiVersions: [] }, []],
  ["unknown APIs", customResources, policyReports, {}, []],
  ["PolicyReports", customResources, policyReports, { apiVersions: ["wgpolicyk8s.io/v1alpha2"] }, []],
  [
    "missing PolicyReports",
    customResources,
    policyReports,
    { apiVersions: ["wgpolicyk8s.io/v1beta1"] },
    [
      "error: falco:sidekick.outputs.policyreport writes policy reports, and the cluster doesn't know wgpolicyk8s.io/v1alpha2.\n  Install the CRDs of the Kubernetes policy working group (wg-policy-prototypes), or Kyverno, which brings them.\n  or npx pulumi config rm --path falco:sidekick.outputs.policyreport",
    ],
  ],
  [
    "the Prometheus operator's kinds",
    customResources,
    monitoring,
    { operatorKinds: ["PrometheusRule", "ServiceMonitor"] },
    [],
  ],
  ["unknown kinds", customResources, monitoring, {}, []],
  [
    "no kinds of the Prometheus operator",
    customResources,
    monitoring,
    { operatorKinds: "absent" },
    [noMonitors, noRules],
  ],
  ["no ServiceMonitors", customResources, monitoring, { operatorKinds: ["PrometheusRule"] }, [noMonitors]],
  ["no PrometheusRules", customResources, monitoring, { operatorKinds: ["ServiceMonitor"] }, [noRules]],
  [
    "no PrometheusRules, and none wanted",
    customResources,
    { monitoring: { serviceMonitor: true, rules: "configMap" } },
    { operatorKinds: ["ServiceMonitor"] },
    [],
  ],
  [
    "a PriorityClass",
    priorityClasses,
    { priorityClass: { ui: "high" } },
    { priorityClasses: { high: object("high") } },
    [],
  ],
  [
    "a missing PriorityClass",
    priorityClasses,
    { priorityClass: { ui: "high" } },
    { priorityClasses: { high: "absent" } },
    [
      "error: There is no PriorityClass high, which falco:priorityClass.ui names for the UI.\n  npx pulumi config rm --path falco:priorityClass.ui",
    ],
  ],
  ["a default StorageClass", storageClass, {}, { storageClasses: [slow, standard] }, []],
  ["unknown StorageClasses", storageClass, {}, {}, []],
  ["no StorageClass, but a volume", storageClass, {}, { storageClasses: [], redisClaims: [claim("1Gi")] }, []],
  [
    "no StorageClass",
    storageClass,
    {},
    { storageClasses: [], redisClaims: [] },
    [
      "error: The cluster has no default StorageClass for redis' volume, and the pod would wait for one; there are: none.\n  npx pulumi config set --path falco:ui.storage.class CLASS\n  or npx pulumi config set --path falco:ui.storage.enabled false",
    ],
  ],
  [
    "no default StorageClass",
    storageClass,
    {},
    { storageClasses: [slow] },
    [
      "error: The cluster has no default StorageClass for redis' volume, and the pod would wait for one; there are: slow.\n  npx pulumi config set --path falco:ui.storage.class slow\n  or npx pulumi config set --path falco:ui.storage.enabled false",
    ],
  ],
  [
    "two default StorageClasses",
    storageClass,
    {},
    { storageClasses: [standard, fast] },
    [
      "warning: The cluster has 2 default StorageClasses, standard, fast: redis' volume will be of the newest.\n  npx pulumi config set --path falco:ui.storage.class standard",
    ],
  ],
  ["the StorageClass named", storageClass, { ui: { storage: { class: "slow" } } }, { storageClasses: [slow] }, []],
  [
    "a StorageClass that isn't there",
    storageClass,
    { ui: { storage: { class: "gone" } } },
    { storageClasses: [slow, fast] },
    [
      "error: There is no StorageClass gone, which falco:ui.storage.class names; there are: slow, fast.\n  npx pulumi config set --path falco:ui.storage.class slow\n  or npx pulumi config set --path falco:ui.storage.enabled false",
    ],
  ],
  [
    "a StorageClass where there is none",
    storageClass,
    { ui: { storage: { class: "gone" } } },
    { storageClasses: [] },
    [
      "error: There is no StorageClass gone, which falco:ui.storage.class names; there are: none.\n  npx pulumi config set --path falco:ui.storage.class CLASS\n  or npx pulumi config set --path falco:ui.storage.enabled false",
    ],
  ],
  [
    "Secrets with all their keys",
    secrets,
    { ui: { existingSecret: "mine" }, images: { pullSecrets: ["pull"] } },
    {
      secrets: {
        "falco/pull": pullSecret,
        "falco-sidekick/pull": pullSecret,
        "falco-sidekick/mine": secret({
          FALCOSIDEKICK_UI_USER: "soc:password",
          FALCOSIDEKICK_UI_REDIS_PASSWORD: "password",
          REDIS_PASSWORD: "password",
          REDIS_ARGS: "--requirepass password",
          MORE: "",
        }),
      },
    },
    [],
  ],
  ["unknown Secrets", secrets, { ui: { existingSecret: "mine" } }, {}, []],
  [
    "a Secret without some of its keys",
    secrets,
    { ui: { existingSecret: "mine" } },
    { secrets: { "falco-sidekick/mine": secret({ REDIS_PASSWORD: "a", REDIS_ARGS: "b" }) } },
    [
      "error: Secret mine in namespace falco-sidekick, which falco:ui.existingSecret names, lacks FALCOSIDEKICK_UI_USER, FALCOSIDEKICK_UI_REDIS_PASSWORD.\n  kubectl create secret generic mine --namespace falco-sidekick --from-file=FALCOSIDEKICK_UI_USER=FILE --from-file=FALCOSIDEKICK_UI_REDIS_PASSWORD=FILE --dry-run=client --output=yaml | kubectl patch secret mine --namespace falco-sidekick --patch-file=/dev/stdin",
    ],
  ],
  [
    "a missing Secret of an output and of mutual TLS",
    secrets,
    {
      sidekick: { existingSecret: "mine", outputs: { slack: { channel: "a" } }, mutualTls: { existingSecret: "tls" } },
    },
    { secrets: { "falco-sidekick/mine": "absent", "falco-sidekick/tls": secret({ "client.crt": "" }) } },
    [
      "error: Secret mine in namespace falco-sidekick, which falco:sidekick.existingSecret names, doesn't exist.\n  kubectl create secret generic mine --namespace falco-sidekick --from-file=SLACK_WEBHOOKURL=FILE",
      "error: Secret tls in namespace falco-sidekick, which falco:sidekick.mutualTls.existingSecret names, lacks client.key, ca.crt.\n  kubectl create secret generic tls --namespace falco-sidekick --from-file=client.key=FILE --from-file=ca.crt=FILE --dry-run=client --output=yaml | kubectl patch secret tls --namespace falco-sidekick --patch-file=/dev/stdin",
    ],
  ],
  [
    "a missing Secret in a missing namespace",
    secrets,
    { images: { pullSecrets: ["pull"] }, sidekick: { enabled: false } },
    { secrets: { "falco/pull": "absent" }, namespaces: { falco: "absent" } },
    [
      "error: Secret pull in namespace falco, which falco:images.pullSecrets names, doesn't exist, nor does the namespace. Make both: a namespace of yours, lent to the stack, stays when the stack goes.\n  kubectl create namespace falco\n  kubectl annotate namespace falco falco-stack/used-by=organization/falco/dev\n  kubectl create secret docker-registry pull --namespace falco --docker-server=REGISTRY --docker-username=USER --docker-password=PASSWORD",
    ],
  ],
  [
    "missing certificates",
    secrets,
    { certificates: { existingSecrets: { server: "server" } } },
    { secrets: { "falco/server": "absent", "falco/falco-exporter-certs": "absent" } },
    [
      "error: Secret server in namespace falco, which falco:certificates.existingSecrets.server names, doesn't exist.\n  kubectl create secret generic server --namespace falco --from-file=server.key=FILE --from-file=server.crt=FILE --from-file=ca.crt=FILE",
      "error: Secret falco-exporter-certs in namespace falco, which falco:certificates.existingSecrets.server names, doesn't exist.\n  kubectl create secret generic falco-exporter-certs --namespace falco --from-file=client.key=FILE --from-file=client.crt=FILE --from-file=ca.crt=FILE",
    ],
  ],
  ["all answers", unanswered, {}, {}, []],
  [
    "questions without an answer",
    unanswered,
    {},
    {
      unanswered: [
        { right: "list nodes", why: "not allowed" },
        { right: "list services", why: "not allowed" },
        { right: "list services", why: "not allowed" },
        { right: "get /version", why: "no answer within 5 s" },
      ],
    },
    [
      "warning: Not everything could be looked at before deploying: list nodes, list services (not allowed); get /version (no answer within 5 s).",
    ],
  ],
];

describe("resources", () => {
  it.each(rows)("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
