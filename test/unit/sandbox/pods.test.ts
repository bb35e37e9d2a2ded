import type { V1DaemonSet, V1Deployment, V1Node, V1Pod } from "@kubernetes/client-node";
import { statusOf, type ClusterObjects } from "../../../sandbox/deploy/pods";

const labels = { "app.kubernetes.io/instance": "falco" };
const metadata = { generation: 2 };
const containers: never[] = [];
const node = (name: string): V1Node => ({ metadata: { name } });

const pod = (
  nodeName: string | undefined,
  status: "True" | "False",
  more: { deletionTimestamp?: Date } = {},
): V1Pod => ({
  metadata: { labels, ...more },
  spec: { containers, ...(nodeName !== undefined && { nodeName }) },
  status: { conditions: [{ type: "Ready", status }] },
});

const daemonSet = (
  wanted: number,
  ready: number,
  more: Partial<NonNullable<V1DaemonSet["status"]>> = {},
): V1DaemonSet => ({
  metadata,
  spec: { selector: {}, template: { metadata: { labels }, spec: { containers } } },
  status: {
    observedGeneration: 2,
    currentNumberScheduled: wanted,
    desiredNumberScheduled: wanted,
    numberMisscheduled: 0,
    numberReady: ready,
    updatedNumberScheduled: wanted,
    ...more,
  },
});

const deployment = (replicas: number, readyReplicas: number): V1Deployment => ({
  metadata,
  spec: { replicas, selector: {}, template: { metadata: { labels: { "app.kubernetes.io/instance": "ui" } } } },
  status: { observedGeneration: 2, readyReplicas, updatedReplicas: replicas },
});

const objects: ClusterObjects = {
  nodes: [node("b"), node("a")],
  pods: [pod("a", "True"), pod("b", "True")],
  daemonSets: [daemonSet(2, 2)],
  deployments: [],
  statefulSets: [],
};

describe("statusOf", () => {
  it("counts each release's pods, in all and on each node", () => {
    const pods = [...objects.pods, pod("a", "False"), pod(undefined, "False")];
    expect(statusOf({ ...objects, pods, deployments: [deployment(3, 1)] })).toEqual({
      nodes: ["a", "b"],
      releases: [
        {
          name: "falco",
          total: { ready: 2, wanted: 2 },
          nodes: new Map([
            ["a", { ready: 1, wanted: 2 }],
            ["b", { ready: 1, wanted: 1 }],
            ["", { ready: 0, wanted: 1 }],
          ]),
        },
        { name: "ui", total: { ready: 1, wanted: 3 }, nodes: new Map() },
      ],
      settled: false,
    });
  });

  it.each<[string, Partial<ClusterObjects>, boolean]>([
    ["everything is ready", {}, true],
    ["a pod isn't ready", { daemonSets: [daemonSet(2, 1)] }, false],
    ["a change isn't seen yet", { daemonSets: [daemonSet(2, 2, { observedGeneration: 1 })] }, false],
    ["pods are of an older revision", { daemonSets: [daemonSet(2, 2, { updatedNumberScheduled: 1 })] }, false],
    ["a node is gone that the controller still counts", { nodes: [node("a")] }, false],
    [
      "a pod is on its way out",
      { pods: [pod("a", "True"), pod("b", "True", { deletionTimestamp: new Date() })] },
      false,
    ],
    ["nothing is deployed", { daemonSets: [], pods: [] }, true],
  ])("is settled or not where %s", (_, changed, settled) => {
    expect(statusOf({ ...objects, ...changed }).settled).toBe(settled);
  });
});
