import { liveObjects } from "../../../../preflight/answers";
import { lost } from "../../../../preflight/checks/lost";
import { deployedIn } from "../../../../preflight/deployed";
import { noFacts, type ClusterFacts } from "../../../../preflight/facts";
import type { ReleaseDescriptions } from "../../../../components/helmRelease";
import { releaseDescriptions } from "../../../../preflight/losses";
import { judged, nodesOf, revision } from "../constructed";

/** As the engine hands on the resources of a state. */
const state = deployedIn([
  { type: "pulumi:pulumi:Stack", outputs: { namespace: "falco" } },
  {
    type: "kubernetes:core/v1:Namespace",
    outputs: { apiVersion: "v1", kind: "Namespace", metadata: { name: "falco" } },
  },
  {
    type: "kubernetes:core/v1:Secret",
    outputs: { apiVersion: "v1", kind: "Secret", metadata: { name: "falco-grpc-server", namespace: "falco" } },
  },
  {
    type: "kubernetes:helm.sh/v3:Release",
    outputs: {
      name: "falco",
      namespace: "falco",
      description: "Written again (2): DaemonSet falco/falco",
      resourceNames: {
        "DaemonSet.apps/apps/v1": ["falco/falco"],
        "ClusterRole.rbac.authorization.k8s.io/rbac.authorization.k8s.io/v1": ["role"],
      },
    },
  },
  {
    type: "kubernetes:helm.sh/v3:Release",
    outputs: {
      name: "falcosidekick",
      namespace: "falco-sidekick",
      resourceNames: {
        "Service/v1": ["falco-sidekick/falcosidekick"],
        "Deployment.apps/apps/v1": ["falco-sidekick/ui"],
      },
    },
  },
]);

interface Pods {
  readonly wants: number;
  readonly ready: number;
  readonly by?: string;
  readonly isCounted?: boolean;
}

/** An object as the API server has it. */
const live = (name: string, { wants, ready, by, isCounted = true }: Pods) =>
  liveObjects.parse({
    items: [
      {
        metadata: {
          name,
          generation: 2,
          managedFields: [
            { manager: "pulumi-resource-kubernetes", fieldsV1: { "f:spec": {} } },
            { manager: "kube-controller-manager", subresource: "status", fieldsV1: { "f:status": {} } },
            ...(by ? [{ manager: by, fieldsV1: { "f:spec": {} } }] : []),
          ],
        },
        spec: name === "falco" ? {} : { replicas: wants },
        status: {
          observedGeneration: isCounted ? 2 : 1,
          ...(name === "falco"
            ? { desiredNumberScheduled: wants, numberReady: ready }
            : { readyReplicas: ready || undefined }),
        },
      },
    ],
  })?.[0];

/** A cluster with all of it, but for what is said of objects by name. */
const cluster = (
  said: Readonly<Record<string, Pods | "absent" | undefined>>,
  facts: Partial<ClusterFacts> = {},
): Partial<ClusterFacts> => ({
  nodes: nodesOf({ a: {} }),
  helmSecrets: { falco: [revision("falco", "pulumi-kubernetes")], "falco-sidekick": [revision("falcosidekick")] },
  deployed: {
    ...state,
    objects: state.objects.map((object) => {
      const pods = object.name in said ? said[object.name] : { wants: 2, ready: 2 };
      return { ...object, live: typeof pods === "object" ? live(object.name, pods) : pods };
    }),
  },
  ...facts,
});

const refresh = "  npx pulumi refresh\n  npx pulumi up";

describe("what is no longer in the cluster", () => {
  it.each<[string, Partial<ClusterFacts>, readonly string[], ReleaseDescriptions?]>([
    ["nothing", cluster({}), []],
    ["nothing, where nobody may look", cluster({ falco: undefined, ui: undefined }, { helmSecrets: {} }), []],
    [
      "a Secret of the stack's own",
      cluster({ "falco-grpc-server": "absent" }),
      [
        `error: What this stack deployed is no longer in the cluster: Secret falco/falco-grpc-server. Pulumi's state has to learn that first; then up makes it anew, with the same passwords and certificates.\n${refresh}`,
      ],
    ],
    [
      "Helm's record of a release, and what would be written again with it",
      cluster({ falco: "absent" }, { helmSecrets: { falco: [] } }),
      [
        `error: What this stack deployed is no longer in the cluster: Helm's record of release falco/falco. Pulumi's state has to learn that first; then up makes it anew, with the same passwords and certificates.\n${refresh}`,
      ],
    ],
    [
      "a namespace",
      cluster(
        { falco: "absent", "falco-grpc-server": "absent" },
        { helmSecrets: { falco: [] }, namespaces: { falco: "absent" } },
      ),
      [
        `error: What this stack deployed is no longer in the cluster: namespace falco with all that was in it. Pulumi's state has to learn that first; then up makes it anew, with the same passwords and certificates.\n${refresh}`,
      ],
    ],
    [
      "objects of releases",
      cluster({ falco: "absent", role: "absent", falcosidekick: "absent" }),
      [
        "warning: DaemonSet falco/falco of Helm's release falco/falco is gone: this up has Helm write all of the release again.",
        "warning: ClusterRole role of Helm's release falco/falco is gone: this up has Helm write all of the release again.",
        "warning: Service falco-sidekick/falcosidekick of Helm's release falco-sidekick/falcosidekick is gone: this up has Helm write all of the release again.",
      ],
      {
        falco: { falco: "Written again (3): DaemonSet falco/falco, ClusterRole role" },
        "falco-sidekick": { falcosidekick: "Written again (1): Service falco-sidekick/falcosidekick" },
      },
    ],
    [
      "the pods of a Deployment",
      cluster({ ui: { wants: 0, ready: 0 } }),
      [
        "warning: Deployment falco-sidekick/ui of Helm's release falco-sidekick/falcosidekick was scaled to no pod: this up has Helm write all of the release again.",
      ],
      {
        falco: { falco: "Written again (2): DaemonSet falco/falco" },
        "falco-sidekick": { falcosidekick: "Written again (1): Deployment falco-sidekick/ui" },
      },
    ],
    [
      "the pods of a DaemonSet",
      cluster({ falco: { wants: 0, ready: 0, by: "kubectl-patch" } }),
      [
        "error: DaemonSet falco/falco wants no pod: it was changed with kubectl-patch, and what was added to it Helm doesn't take away. Deleted, it is made anew by the next up.\n  kubectl delete daemonset falco --namespace falco\n  npx pulumi up",
      ],
    ],
    [
      "the pods of a DaemonSet in a cluster without nodes",
      cluster({ falco: { wants: 0, ready: 0, by: "kubectl-patch" } }, { nodes: nodesOf({}) }),
      [],
    ],
    ["the pods of a DaemonSet that settings take away", cluster({ falco: { wants: 0, ready: 0 } }), []],
    ["pods that nobody has counted yet", cluster({ falco: { wants: 0, ready: 0, by: "x", isCounted: false } }), []],
    ["a restart by hand", cluster({ falco: { wants: 0, ready: 0, by: "kubectl-rollout" } }), []],
    [
      "pods that aren't ready",
      cluster({ falco: { wants: 3, ready: 2 }, ui: { wants: 2, ready: 0, by: "kubectl-set" } }),
      [
        "warning: DaemonSet falco/falco wants 3 pods, of which only 2 are ready.\n  kubectl get pods --namespace falco --output wide",
        "warning: Deployment falco-sidekick/ui wants 2 pods, of which none is ready; it was changed with kubectl-set.\n  kubectl get pods --namespace falco-sidekick --output wide",
      ],
    ],
  ])("%s", (_, facts, said, descriptions = { falco: { falco: "Written again (2): DaemonSet falco/falco" } }) => {
    expect(judged(lost, {}, facts)).toEqual(said);
    expect(releaseDescriptions(state, { ...noFacts, ...facts })).toEqual(descriptions);
  });

  it("keeps releases of one name in two namespaces apart, as in the middle of a move", () => {
    const releases = ["falco", "blue"].map((namespace) => ({
      namespace,
      name: "falco",
      description: `of ${namespace}`,
    }));
    expect(releaseDescriptions({ objects: [], releases })).toEqual({
      falco: { falco: "of falco" },
      blue: { falco: "of blue" },
    });
  });

  it("keeps what Helm's history says where no cluster answers", () => {
    expect(releaseDescriptions(state)).toEqual({ falco: { falco: "Written again (2): DaemonSet falco/falco" } });
    expect(releaseDescriptions(undefined)).toEqual({});
  });
});
