// Objects that a preflight of stack organization/falco/crowded, with `namespace: crowded`, has something against. Nodes are
// simulated, and without a kubelet of kwok's.

const owner = "organization/falco/crowded";
const object = (apiVersion: string, kind: string, metadata: object, rest: object = {}) => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});
const inSidekick = (name: string) => ({ name, namespace: "crowded-sidekick" });

const node = (name: string, nodeInfo: object, labels = {}) =>
  object(
    "v1",
    "Node",
    { name, labels: { "kubernetes.io/os": "linux", ...labels } },
    {
      status: {
        nodeInfo: {
          architecture: "amd64",
          bootID: "",
          containerRuntimeVersion: "containerd://2.0.5",
          kernelVersion: "6.8.0-60-generic",
          kubeProxyVersion: "",
          kubeletVersion: "v1.33.0",
          machineID: "",
          operatingSystem: "linux",
          osImage: "Ubuntu 24.04.2 LTS",
          systemUUID: "",
          ...nodeInfo,
        },
      },
    },
  );

const customResource = (group: string, kind: string, plural: string, version: string) =>
  object(
    "apiextensions.k8s.io/v1",
    "CustomResourceDefinition",
    { name: `${plural}.${group}` },
    {
      spec: {
        group,
        names: { kind, plural },
        scope: "Cluster",
        versions: [
          {
            name: version,
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        ],
      },
    },
  );

/** All of them, as a list that `kubectl create` takes. */
export const provoked = object(
  "v1",
  "List",
  {},
  {
    items: [
      object("v1", "Namespace", {
        name: "crowded-sidekick",
        annotations: { "falco-stack/used-by": owner },
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      }),
      object("v1", "Namespace", { name: "grafana" }),
      object("v1", "ConfigMap", { name: "crowded-falco-events-dashboard", namespace: "grafana" }),
      object("v1", "ConfigMap", { name: "crowded-falco-alerts", namespace: "grafana" }),
      object(
        "v1",
        "Service",
        { name: "web", namespace: "default" },
        { spec: { type: "NodePort", ports: [{ port: 80, nodePort: 32000 }] } },
      ),
      object("rbac.authorization.k8s.io/v1", "ClusterRole", { name: "crowded-falcosidekick" }, { rules: [] }),
      object(
        "rbac.authorization.k8s.io/v1",
        "ClusterRoleBinding",
        {
          name: "crowded-falcosidekick",
          annotations: { "meta.helm.sh/release-name": "alerts", "meta.helm.sh/release-namespace": "monitoring" },
        },
        { roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" } },
      ),
      object("v1", "Secret", inSidekick("mine"), { stringData: { FALCOSIDEKICK_UI_USER: "PLANTED" } }),
      object("v1", "ResourceQuota", inSidekick("team"), { spec: { hard: { pods: "3" } } }),
      object("v1", "LimitRange", inSidekick("team"), {
        spec: { limits: [{ type: "Container", max: { memory: "512Mi" } }] },
      }),
      object("apps/v1", "StatefulSet", inSidekick("crowded-falcosidekick-ui-redis"), {
        spec: {
          replicas: 0,
          serviceName: "x",
          selector: { matchLabels: { app: "x" } },
          template: { metadata: { labels: { app: "x" } }, spec: { containers: [{ name: "x", image: "x" }] } },
        },
      }),
      customResource("security.openshift.io", "SecurityContextConstraints", "securitycontextconstraints", "v1"),
      node("gk3-pool-1", {}),
      node("old", { kernelVersion: "5.4.0-190-generic" }),
      node("rhel", { kernelVersion: "4.18.0-553.el8_10.x86_64" }),
      node("minikube", { osImage: "Buildroot 2023.02.9", kernelVersion: "5.10.207" }),
      node("new", { containerRuntimeVersion: "containerd://2.3.1" }),
      node("odd", { containerRuntimeVersion: "frakti://1.0" }),
      node("talos", { osImage: "Talos (v1.9.0)" }),
      node("fargate", {}, { "eks.amazonaws.com/compute-type": "fargate" }),
      node("virtual", {}, { type: "virtual-kubelet" }),
      node("mainframe", { architecture: "s390x" }),
      node("windows", { operatingSystem: "windows" }, { "kubernetes.io/os": "windows" }),
    ],
  },
);

/** What is said of them, with `npx pulumi config set` and `rm` for the settings that `crowded` has. */
export const said: readonly string[] = [
  "Namespace crowded was not made by this stack and holds Helm's falco. Lent to it, the stack uses the namespace and leaves it standing when it goes.",
  "helm uninstall falco --namespace crowded",
  `kubectl annotate namespace crowded falco-stack/used-by=${owner}`,
  "The Helm release falcosidekick in namespace crowded-sidekick was installed by Helm itself, not by this stack; Helm doesn't hand a release over.",
  "helm uninstall falcosidekick --namespace crowded-sidekick",
  "ClusterRole crowded-falcosidekick, which the falcosidekick chart makes too, was made by somebody else.",
  "kubectl annotate clusterrole crowded-falcosidekick meta.helm.sh/release-name=falcosidekick meta.helm.sh/release-namespace=crowded-sidekick",
  "ClusterRoleBinding crowded-falcosidekick, which the falcosidekick chart makes too, belongs to the Helm release monitoring/alerts.",
  "npx pulumi config set -s crowded falco:namespace crowded-2",
  "ConfigMap crowded-falco-events-dashboard in namespace grafana was made by somebody else; the deployment would fail at the dashboard.",
  "kubectl delete configmap crowded-falco-events-dashboard --namespace grafana",
  "ConfigMap crowded-falco-alerts in namespace grafana was made by somebody else; the deployment would fail at the alerts.",
  "npx pulumi config set -s crowded --path falco:monitoring.rules off",
  "Port 32000 of the nodes, falco:ui.nodePort, is taken by Service default/web.",
  "npx pulumi config set -s crowded --path falco:ui.nodePort 32001",
  "Namespace crowded-sidekick enforces pod security restricted, which refuses redis, whose image wants root.",
  "kubectl label namespace crowded-sidekick pod-security.kubernetes.io/enforce=baseline --overwrite",
  "warning: On OpenShift the pods of service account crowded-falco in namespace crowded need the security context constraints privileged",
  "kubectl create clusterrolebinding crowded-falco-scc --clusterrole=system:openshift:scc:privileged --serviceaccount=crowded:crowded-falco",
  "GKE Autopilot refuses pods that want the host, as Falco's do: gk3-pool-1.",
  "warning: Falco will watch 8 of the 13 nodes. Left out: 1 on Fargate, where Falco can't run (fargate); 1 virtual, where Falco can't run (virtual); 1 of an architecture that Falco has no image for (it has amd64 and arm64) (mainframe); 1 with Windows (windows).",
  "The driver modern_ebpf needs kernel 5.8 or later. Older: old (5.4.0-190-generic).",
  "npx pulumi config set -s crowded falco:driver auto",
  "warning: The driver modern_ebpf needs what came with kernel 5.8, and what Red Hat has of it in kernel 4.18 can't be seen from here: rhel (4.18.0-553.el8_10.x86_64).",
  "warning: The driver modern_ebpf needs BTF, which kernels like these are often built without; it can't be seen from here: minikube (5.10.207).",
  "Falco of falco chart 8.0.5 ends on containerd 2.3 and later, which later ones mend: new (containerd://2.3.1).",
  "warning: Falco knows containerd, CRI-O and cri-dockerd; with another runtime alerts may name no containers: odd (frakti://1.0).",
  "warning: No node takes the pods of Falcosidekick: none has the labels of falco:nodeSelector.sidekick.",
  "ResourceQuota team in namespace crowded-sidekick allows 3 of pods; the stack's pods need 5.",
  "LimitRange team in namespace crowded-sidekick allows containers at most 512Mi of memory; redis has 768Mi.",
  "There is no PriorityClass gone, which falco:priorityClass.falco names for Falco.",
  "npx pulumi config rm -s crowded --path falco:priorityClass.falco",
  "The cluster has no default StorageClass for redis' volume, and the pod would wait for one; there are: simulated.",
  "npx pulumi config set -s crowded --path falco:ui.storage.class simulated",
  "Redis has no volume, which is not what falco:ui.storage.enabled says, and Kubernetes doesn't change that in a StatefulSet.",
  "kubectl delete statefulset crowded-falcosidekick-ui-redis --namespace crowded-sidekick",
  "falco:sidekick.outputs.policyreport writes policy reports, and the cluster doesn't know wgpolicyk8s.io/v1alpha2.",
  "falco:monitoring.serviceMonitor makes a ServiceMonitor, and the cluster doesn't know that kind (monitoring.coreos.com/v1), which the Prometheus operator brings.",
  "npx pulumi config set -s crowded --path falco:monitoring.serviceMonitor false",
  "Secret mine in namespace crowded-sidekick, which falco:ui.existingSecret names, lacks FALCOSIDEKICK_UI_REDIS_PASSWORD, REDIS_PASSWORD, REDIS_ARGS.",
  "Secret absent in namespace crowded-sidekick, which falco:sidekick.existingSecret names, doesn't exist.",
  "kubectl create secret generic absent --namespace crowded-sidekick",
];
