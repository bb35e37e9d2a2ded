import { anyObject, daemonSets } from "../../../../preflight/answers";
import { gitOps } from "../../../../preflight/checks/gitOps";
import { secondFalco } from "../../../../preflight/checks/secondFalco";
import { judged, nodesOf, object, owner, plan, type Row } from "../constructed";

const own = { "falco-stack/owner": owner };
const flux = {
  "kustomize.toolkit.fluxcd.io/name": "apps",
  "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
};
const helmRelease = { "helm.toolkit.fluxcd.io/name": "falco", "helm.toolkit.fluxcd.io/namespace": "security" };
const argo = { "argocd.argoproj.io/tracking-id": "infra:apps/DaemonSet:falco/falco" };
const configSync = { "configmanagement.gke.io/managed": "enabled", "configmanagement.gke.io/source-path": "ns.yaml" };

interface Described {
  readonly labels?: object;
  readonly annotations?: object;
  readonly managedFields?: readonly object[];
  readonly nodeSelector?: object;
  readonly image?: string;
}
/** A DaemonSet as the API server has it. */
const daemonSet = (namespace: string, name: string, { image = "", nodeSelector = {}, ...marks }: Described) =>
  daemonSets.parse({
    items: [
      {
        metadata: { name, namespace, ...marks },
        spec: { template: { spec: { nodeSelector, containers: [{ name: "c", image }] } } },
      },
    ],
  });

const revision = (manager: string) =>
  anyObject.parse({
    metadata: {
      name: "sh.helm.release.v1.falco.v2",
      labels: { owner: "helm", name: "falco" },
      managedFields: [{ manager }],
    },
  });

const undo = "it and this stack would undo each other's changes.";

const gitOpsRows: readonly Row[] = [
  ["GitOps: nothing of its", gitOps, {}, { daemonSets: daemonSet("falco", "falco", {}) }, []],
  ["GitOps: a DaemonSet elsewhere", gitOps, {}, { daemonSets: daemonSet("x", "falco", { labels: flux }) }, []],
  [
    "GitOps: Flux's DaemonSet",
    gitOps,
    {},
    { daemonSets: daemonSet("falco", "falco", { labels: flux }) },
    [
      `error: DaemonSet falco in namespace falco is deployed by Flux (Kustomization flux-system/apps), too; ${undo}\n  Take it out of what Flux (Kustomization flux-system/apps) deploys.\n  or npx pulumi config set falco:namespace falco-2`,
    ],
  ],
  [
    "GitOps: a DaemonSet of Flux's HelmRelease",
    gitOps,
    {},
    { daemonSets: daemonSet("falco", "falco-exporter", { labels: helmRelease }) },
    [
      `error: DaemonSet falco-exporter in namespace falco is deployed by Flux (HelmRelease security/falco), too; ${undo}\n  Take it out of what Flux (HelmRelease security/falco) deploys.\n  or npx pulumi config set falco:namespace falco-2`,
    ],
  ],
  [
    "GitOps: Argo CD's DaemonSet",
    gitOps,
    {},
    { daemonSets: daemonSet("falco", "falco", { annotations: argo }) },
    [
      `error: DaemonSet falco in namespace falco is deployed by Argo CD (application infra), too; ${undo}\n  Take it out of what Argo CD (application infra) deploys.\n  or npx pulumi config set falco:namespace falco-2`,
    ],
  ],
  [
    "GitOps: a release that Flux's helm-controller wrote last",
    gitOps,
    {},
    { helmSecrets: { falco: [revision("pulumi-kubernetes"), revision("helm-controller")] } },
    [
      `error: The Helm release falco in namespace falco is deployed by Flux, too; ${undo}\n  Take it out of what Flux deploys.\n  or npx pulumi config set falco:namespace falco-2`,
    ],
  ],
  ["GitOps: the stack's release", gitOps, {}, { helmSecrets: { falco: [revision("pulumi-kubernetes")] } }, []],
  [
    "GitOps: a dashboard and a ClusterRole of its",
    gitOps,
    { charts: { falco: "3.8.7" } },
    {
      guests: plan()
        .guests.filter(({ kind }) => kind === "ConfigMap")
        .map((guest) => ({ ...guest, object: object(guest.name, { ...own, ...argo }) })),
      clusterWide: [
        {
          kind: "ClusterRole",
          name: "falco",
          release: { name: "falco", namespace: "falco" },
          object: object("falco", configSync),
        },
      ],
    },
    [
      `error: ClusterRole falco is deployed by Config Sync (ns.yaml), too; ${undo}\n  Take it out of what Config Sync (ns.yaml) deploys.\n  or npx pulumi config set falco:namespace falco-2`,
      `error: ConfigMap falco-events-dashboard in namespace falco is deployed by Argo CD (application infra), too; ${undo}\n  Take it out of what Argo CD (application infra) deploys.\n  or npx pulumi config set --path falco:dashboard.enabled false`,
    ],
  ],
  [
    "GitOps: namespaces that it may delete",
    gitOps,
    {},
    {
      namespaces: {
        falco: object("falco", { "falco-stack/used-by": owner }, flux),
        "falco-sidekick": object("falco-sidekick", {}, {}, ["argocd-controller"]),
      },
    },
    [
      "warning: Namespace falco is in the care of Flux (Kustomization flux-system/apps), which may delete it, with all that this stack has in it, once it is no longer in its repository.\n  kubectl annotate namespace falco kustomize.toolkit.fluxcd.io/prune=disabled --overwrite    # there and in the repository",
      "warning: Namespace falco-sidekick is in the care of Argo CD, which may delete it, with all that this stack has in it, once it is no longer in its repository.\n  kubectl annotate namespace falco-sidekick argocd.argoproj.io/sync-options=Prune=false,Delete=false --overwrite    # there and in the repository",
    ],
  ],
  [
    "GitOps: namespaces that it keeps",
    gitOps,
    {},
    {
      namespaces: {
        falco: object("falco", { "kustomize.toolkit.fluxcd.io/prune": "disabled" }, flux),
        "falco-sidekick": object("falco-sidekick", {
          ...argo,
          "argocd.argoproj.io/sync-options": "Delete=false,ServerSideApply=true,Prune=false",
        }),
      },
    },
    [],
  ],
];

const upstream = "docker.io/falcosecurity/falco:0.43.1";
const twice = "runs another Falco on the same nodes: each event is alerted on twice, and costs twice the CPU.";
const nodes = nodesOf({ a: { labels: { pool: "a" } } });

const falcoRows: readonly Row[] = [
  [
    "a second Falco: none, but the stack's",
    secondFalco,
    {},
    { daemonSets: daemonSet("falco", "falco", { image: upstream }) },
    [],
  ],
  ["a second Falco: where nobody may look", secondFalco, {}, { daemonSets: undefined }, []],
  [
    "a second Falco: an exporter and other tools of Falco's",
    secondFalco,
    {},
    {
      daemonSets: ["falco-exporter:0.8.7", "falcoctl:0.11.0", "falco-driver-loader:0.43.1", "my-falco:1"].flatMap(
        (image) => daemonSet("x", "x", { image: `docker.io/falcosecurity/${image}` }),
      ),
    },
    [],
  ],
  [
    "a second Falco: by its image, from a mirror",
    secondFalco,
    {},
    { nodes, daemonSets: daemonSet("security", "runtime", { image: "mirror:5000/falco-no-driver@sha256:1" }) },
    [
      `warning: DaemonSet runtime in namespace security ${twice}\n  kubectl delete daemonset runtime --namespace security    # where nobody needs it`,
    ],
  ],
  [
    "a second Falco: another Pulumi stack's",
    secondFalco,
    {},
    {
      daemonSets: daemonSet("staging", "falco", {
        image: upstream,
        managedFields: [{ manager: "pulumi-resource-kubernetes" }],
      }),
    },
    [
      `warning: DaemonSet falco in namespace staging, of another Pulumi stack, ${twice}\n  npx pulumi destroy -s STACK    # the stack that has it, where nobody needs it`,
    ],
  ],
  [
    "a second Falco: by its label, of a Helm release",
    secondFalco,
    {},
    {
      daemonSets: daemonSet("security", "falco", {
        labels: { "app.kubernetes.io/name": "falco" },
        annotations: { "meta.helm.sh/release-name": "falco", "meta.helm.sh/release-namespace": "security" },
      }),
    },
    [
      `warning: DaemonSet falco in namespace security, of the Helm release security/falco, ${twice}\n  helm uninstall falco --namespace security    # where nobody needs it`,
    ],
  ],
  [
    "a second Falco: on other nodes",
    secondFalco,
    {},
    { nodes, daemonSets: daemonSet("security", "falco", { image: upstream, nodeSelector: { pool: "b" } }) },
    [],
  ],
  [
    "a second Falco: the stack's own, in the namespace that it leaves",
    secondFalco,
    { namespace: "new" },
    {
      daemonSets: daemonSet("old", "falco", { image: upstream }),
      deployed: {
        releases: [],
        objects: [{ apiVersion: "apps/v1", kind: "DaemonSet", namespace: "old", name: "falco", live: undefined }],
      },
    },
    [],
  ],
];

describe("what others have in the cluster", () => {
  it.each([...gitOpsRows, ...falcoRows])("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
