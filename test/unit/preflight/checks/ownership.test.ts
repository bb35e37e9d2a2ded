import { clusterWide } from "../../../../preflight/checks/clusterWide";
import { helmReleases } from "../../../../preflight/checks/helmReleases";
import { namespaces } from "../../../../preflight/checks/namespaces";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, object, owner, plan, revision, type Row } from "../constructed";

const own = { "falco-stack/owner": owner };
const others = { "falco-stack/owner": "organization/falco/a" };
const lent = { "falco-stack/used-by": owner };
const release = (namespace: string, name: string) => ({
  "meta.helm.sh/release-namespace": namespace,
  "meta.helm.sh/release-name": name,
});
const former = { "falco-stack/owner": "organization/falco/old" };
const kept = (namespaceUids: Record<string, string>) => ({
  clusterUid: "u-1",
  owner: "organization/falco/old",
  namespace: "falco",
  namespaceUids,
  existingNamespaces: [],
});
const neverFinished =
  "warning: Namespace falco says that it belongs to organization/falco/dev, though no up of this stack in it has come to its end. If none was interrupted, a stack of that name in another backend has it, and both would destroy each other.";
const falco = (annotations: Record<string, string>) => ({ falco: object("falco", annotations) });

/** The cluster-wide objects of a plan, each found as `of` says. */
const clusterWideOf = (settings: SettingsInput, annotations: Record<string, string>) => ({
  clusterWide: plan(settings).clusterWide.map((wanted) => ({ ...wanted, object: object(wanted.name, annotations) })),
});
const noSidekick = { sidekick: { enabled: false } };
const policyReports = { sidekick: { outputs: { policyreport: { enabled: true } } }, metricsSource: "native" } as const;

describe("what is there already", () => {
  it.each<Row>([
    [
      "a namespace of its own",
      namespaces,
      {},
      { namespaces: { falco: { ...object("falco", own), uid: "n-1" } }, last: kept({ falco: "n-1" }) },
      [],
    ],
    [
      "a namespace of its own whose uid no up has kept",
      namespaces,
      {},
      { namespaces: { falco: { ...object("falco", own), uid: "n-2" } }, last: kept({ falco: "n-1" }) },
      [neverFinished],
    ],
    [
      "a namespace of its own that earlier code deployed",
      namespaces,
      {},
      { namespaces: falco(own), last: { clusterUid: "u-1", existingNamespaces: [] } },
      [],
    ],
    [
      "its namespace under its former name",
      namespaces,
      {},
      { namespaces: { falco: { ...object("falco", former), uid: "n-1" } }, last: kept({ falco: "n-1" }) },
      [],
    ],
    [
      "another one's namespace under its former name",
      namespaces,
      {},
      { namespaces: { falco: { ...object("falco", former), uid: "n-2" } }, last: kept({ falco: "n-1" }) },
      [
        "error: Namespace falco, which this stack had, belongs to stack organization/falco/old now. This stack's state still has what was there, and `up` or `destroy` would delete by name what is there now.\n  npx pulumi stack rm dev --force --preserve-config && npx pulumi stack init dev    # Pulumi forgets what it had deployed\n  npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "a namespace of its own on its way out",
      namespaces,
      {},
      { namespaces: { falco: { ...object("falco", own), deletionTimestamp: "2026-11-30T00:00:00Z" } } },
      [
        "error: Namespace falco is being deleted, with all that is in it.\n  kubectl wait --for=delete namespace/falco --timeout=10m\n  npx pulumi refresh --yes    # it takes what is gone out of the stack's state",
      ],
    ],
    [
      "a namespace of its own before an up came to its end",
      namespaces,
      {},
      { namespaces: falco(own) },
      [neverFinished],
    ],
    ["a namespace lent to it", namespaces, {}, { namespaces: falco(lent) }, []],
    ["no namespace", namespaces, {}, { namespaces: { falco: "absent" } }, []],
    ["an unknown namespace", namespaces, {}, {}, []],
    [
      "another stack's namespace",
      namespaces,
      {},
      { namespaces: falco(others) },
      [
        "error: Namespace falco belongs to stack organization/falco/a; two stacks in one would destroy each other.\n  npx pulumi config set falco:namespace falco-2\n  or kubectl annotate namespace falco falco-stack/owner=organization/falco/dev --overwrite    # where organization/falco/a was this stack's name before",
      ],
    ],
    [
      "a namespace lent to another stack",
      namespaces,
      {},
      { namespaces: { "falco-sidekick": object("falco-sidekick", { "falco-stack/used-by": "organization/falco/a" }) } },
      [
        "error: Namespace falco-sidekick belongs to stack organization/falco/a; two stacks in one would destroy each other.\n  npx pulumi config set --path falco:sidekick.namespace falco-2-sidekick\n  or kubectl annotate namespace falco-sidekick falco-stack/used-by=organization/falco/dev --overwrite    # where organization/falco/a was this stack's name before",
      ],
    ],
    [
      "a person's namespace",
      namespaces,
      {},
      { namespaces: falco({}) },
      [
        "error: Namespace falco was not made by this stack. Lent to it, the stack uses the namespace and leaves it standing when it goes.\n  kubectl annotate namespace falco falco-stack/used-by=organization/falco/dev\n  or npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "a namespace with `helm install`s in it",
      namespaces,
      {},
      { namespaces: falco({}), helmSecrets: { falco: [revision("falco"), revision("grafana"), object("odd")] } },
      [
        "error: Namespace falco was not made by this stack and holds Helm's falco, grafana. Lent to it, the stack uses the namespace and leaves it standing when it goes.\n  helm uninstall falco --namespace falco\n  kubectl annotate namespace falco falco-stack/used-by=organization/falco/dev\n  or npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "its namespace without its annotation",
      namespaces,
      {},
      { namespaces: falco({}), helmSecrets: { falco: [revision("falco", "pulumi-kubernetes")] } },
      [
        "error: Namespace falco holds what a Pulumi stack deployed, and no longer the annotation that says which.\n  kubectl annotate namespace falco falco-stack/owner=organization/falco/dev    # where it was this one\n  or npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "a namespace that was lent, and no longer is",
      namespaces,
      {},
      {
        namespaces: falco({}),
        last: { clusterUid: "u-1", existingNamespaces: ["falco"] },
        helmSecrets: { falco: [revision("falco", "pulumi-kubernetes")] },
      },
      [
        "error: Namespace falco was not made by this stack and holds Helm's falco. Lent to it, the stack uses the namespace and leaves it standing when it goes.\n  kubectl annotate namespace falco falco-stack/used-by=organization/falco/dev\n  or npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "a `helm install` in a namespace lent to it",
      helmReleases,
      {},
      { namespaces: falco(lent), helmSecrets: { falco: [revision("falco"), revision("grafana")] } },
      [
        "error: The Helm release falco in namespace falco was installed by Helm itself, not by this stack; Helm doesn't hand a release over.\n  helm uninstall falco --namespace falco",
      ],
    ],
    [
      "its own release, one revision of which Helm rolled back",
      helmReleases,
      {},
      {
        namespaces: falco(own),
        helmSecrets: { falco: [revision("falco"), revision("falco", "pulumi-kubernetes")] },
      },
      [],
    ],
    [
      "a release in a namespace that isn't its own",
      helmReleases,
      {},
      { namespaces: falco({}), helmSecrets: { falco: [revision("falco")] } },
      [],
    ],
    [
      "its own ClusterRoles",
      clusterWide,
      policyReports,
      clusterWideOf(policyReports, release("falco-sidekick", "falcosidekick")),
      [
        "error: SecurityContextConstraints falco, which the falco chart makes too, belongs to the Helm release falco-sidekick/falcosidekick.\n  npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "another release's ClusterRoles",
      clusterWide,
      { charts: { falco: "3.8.7" }, ...noSidekick },
      {
        clusterWide: clusterWideOf(
          { charts: { falco: "3.8.7" }, ...noSidekick },
          release("monitoring", "falco"),
        ).clusterWide.slice(0, 2),
      },
      [
        "error: ClusterRole falco, which the falco chart makes too, belongs to the Helm release monitoring/falco.\n  npx pulumi config set falco:namespace falco-2",
        "error: ClusterRoleBinding falco, which the falco chart makes too, belongs to the Helm release monitoring/falco.\n  npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "a person's ClusterRole",
      clusterWide,
      { charts: { falco: "3.8.7" } },
      { clusterWide: clusterWideOf({ charts: { falco: "3.8.7" } }, {}).clusterWide.slice(0, 1) },
      [
        "error: ClusterRole falco, which the falco chart makes too, was made by somebody else. Handed over, it becomes what the chart says.\n  kubectl label clusterrole falco app.kubernetes.io/managed-by=Helm\n  kubectl annotate clusterrole falco meta.helm.sh/release-name=falco meta.helm.sh/release-namespace=falco\n  or npx pulumi config set falco:namespace falco-2",
      ],
    ],
    [
      "no ClusterRole",
      clusterWide,
      {},
      { clusterWide: plan().clusterWide.map((wanted) => ({ ...wanted, object: "absent" })) },
      [],
    ],
  ])("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
