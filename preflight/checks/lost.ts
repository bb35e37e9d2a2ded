import { emptiedDaemonSets, lostObjects, lostReleases, shownObject, toWriteAgain } from "../losses";
import { watched } from "../nodes";
import type { ClusterFacts } from "../facts";
import type { Check, Result } from "./check";

/** What the stack has deployed and is no longer there, or no longer running. */
export const lost: Check = (plan, facts) => [
  ...unknownToPulumi(facts),
  ...(watched(plan, facts.nodes).length > 0 ? emptied(facts) : []),
  ...writtenAgain(facts),
  ...notReady(facts),
];

/** Pulumi compares with its state only, in which all of this still is. */
function unknownToPulumi(facts: ClusterFacts): Result[] {
  const releases = lostReleases(facts);
  const objects = lostObjects(facts);
  const all = [...releases, ...objects];
  const namespaces = [...new Set(all.flatMap(({ namespace }) => namespace ?? []))];
  const gone = namespaces.filter((name) => facts.namespaces[name] === "absent");
  const isLeft = ({ namespace }: { readonly namespace: string | undefined }) => !gone.includes(namespace ?? "");
  const what = [
    ...gone.map((name) => `namespace ${name} with all that was in it`),
    ...releases.filter(isLeft).map(({ namespace, name }) => `Helm's record of release ${namespace}/${name}`),
    ...objects.filter(isLeft).map(shownObject),
  ];
  return all.length > 0
    ? [
        {
          severity: "error",
          message: `What this stack deployed is no longer in the cluster: ${what.join(", ")}. Pulumi's state has to learn that first; then up makes it anew, with the same passwords and certificates.`,
          repair: "npx pulumi refresh\nnpx pulumi up",
        },
      ]
    : [];
}

const emptied = (facts: ClusterFacts): Result[] =>
  emptiedDaemonSets(facts).map((object) => {
    const by = typeof object.live === "object" ? object.live.changedBy.join(", ") : "";
    return {
      severity: "error",
      message: `${shownObject(object)} wants no pod: it was changed with ${by}, and what was added to it Helm doesn't take away. Deleted, it is made anew by the next up.`,
      repair: `kubectl delete daemonset ${object.name} --namespace ${object.namespace ?? ""}\nnpx pulumi up`,
    };
  });

const writtenAgain = (facts: ClusterFacts): Result[] =>
  toWriteAgain(facts).map((object) => ({
    severity: "warning",
    message: `${shownObject(object)} of Helm's release ${object.release ?? ""} ${object.live === "absent" ? "is gone" : "was scaled to no pod"}: this up has Helm write all of the release again.`,
  }));

/** Nodes go down and images take their time: nothing to stop for. */
const notReady = (facts: ClusterFacts): Result[] =>
  facts.deployed.objects.flatMap((object): Result[] => {
    const { live } = object;
    if (typeof live !== "object" || live.wanted === undefined || live.ready >= live.wanted) return [];
    return [
      {
        severity: "warning",
        message: `${shownObject(object)} wants ${live.wanted} pods, of which ${live.ready === 0 ? "none is" : `only ${live.ready} are`} ready${live.changedBy.length > 0 ? `; it was changed with ${live.changedBy.join(", ")}` : ""}.`,
        repair: `kubectl get pods --namespace ${object.namespace ?? ""} --output wide`,
      },
    ];
  });
