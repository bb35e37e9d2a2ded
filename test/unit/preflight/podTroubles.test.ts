import { podTroubles, troubleAnswers, type ReleaseState } from "../../../preflight/podTroubles";

const state = (given: {
  readonly pods?: object[];
  readonly daemonSets?: object[];
  readonly replicaSets?: object[];
  readonly events?: object[];
}): ReleaseState => ({
  pods: troubleAnswers.pods.parse({ items: given.pods ?? [] }),
  workloads: {
    DaemonSet: troubleAnswers.workloads.parse({ items: given.daemonSets ?? [] }),
    ReplicaSet: troubleAnswers.workloads.parse({ items: given.replicaSets ?? [] }),
  },
  events: troubleAnswers.events.parse({ items: given.events ?? [] }),
});
const said = (given: Parameters<typeof state>[0]) => podTroubles(state(given)).map(({ of, why }) => `${of}: ${why}`);

const pod = (name: string, status: object) => ({ metadata: { name, uid: name }, status });
const container = (state: object, rest: object = {}) => ({ containerStatuses: [{ name: "falco", state, ...rest }] });
const warning = (uid: string, reason: string, message: string, lastTimestamp = "2026-11-30T22:00:00Z") => ({
  involvedObject: { uid },
  reason,
  message,
  lastTimestamp,
});
const daemonSet = (currentNumberScheduled: number) => ({
  metadata: { name: "falco", uid: "d" },
  spec: {},
  status: { desiredNumberScheduled: 2, currentNumberScheduled },
});

describe("podTroubles", () => {
  it.each<[what: string, given: Parameters<typeof state>[0], said: readonly string[]]>([
    ["nothing", {}, []],
    [
      "pods that are merely starting",
      { pods: [pod("a", {}), pod("b", container({ waiting: { reason: "ContainerCreating" } }))] },
      [],
    ],
    ["a container that runs and isn't ready yet", { pods: [pod("a", container({ running: {} }))] }, []],
    [
      "a ready pod with an old trouble",
      {
        pods: [pod("a", { conditions: [{ type: "Ready", status: "True" }] })],
        events: [warning("a", "Unhealthy", "x")],
      },
      [],
    ],
    [
      "pods that can't be made, with the last reason",
      {
        daemonSets: [daemonSet(1)],
        events: [
          warning("d", "FailedCreate", "newer", "2026-11-30T22:10:00Z"),
          warning("d", "FailedCreate", "older"),
          warning("d", "FailedDaemonPod", "other", "2026-11-30T22:20:00Z"),
          warning("e", "FailedCreate", "another's", "2026-11-30T22:20:00Z"),
        ],
      },
      ["DaemonSet falco: 1 of 2 pods are made. newer"],
    ],
    [
      "pods that could not be made and now are",
      { daemonSets: [daemonSet(2)], events: [warning("d", "FailedCreate", "x")] },
      [],
    ],
    ["too few pods, of which nobody says why", { daemonSets: [daemonSet(1)] }, []],
    [
      "pods of a Deployment that can't be made, of a rights-less reader's view without events of others",
      {
        replicaSets: [{ metadata: { name: "ui-1", uid: "r" }, spec: { replicas: 2 }, status: {} }],
        events: [
          { ...warning("r", "FailedCreate", "exceeded quota"), lastTimestamp: null, eventTime: "2026-11-30T22:00:00Z" },
        ],
      },
      ["ReplicaSet ui-1: 0 of 2 pods are made. exceeded quota"],
    ],
    [
      "pods that no node takes",
      {
        pods: ["a", "b", "c"].map((name) =>
          pod(name, { conditions: [{ type: "PodScheduled", status: "False", message: "0/2 nodes are available." }] }),
        ),
      },
      ["pod a and 2 more: no node takes it. 0/2 nodes are available."],
    ],
    [
      "an image that isn't there",
      {
        pods: [pod("a", container({ waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "x"' } }))],
      },
      ['pod a: container falco: ImagePullBackOff, Back-off pulling image "x"'],
    ],
    [
      "a container that ends again and again",
      {
        pods: [
          pod(
            "a",
            container(
              { waiting: { reason: "CrashLoopBackOff" } },
              { lastState: { terminated: { exitCode: 1, reason: "Error", message: "no BTF\n" } } },
            ),
          ),
        ],
      },
      ["pod a: container falco: CrashLoopBackOff; it ended with exit code 1 (Error): no BTF"],
    ],
    [
      "an init container that has failed, and one that is done",
      {
        pods: [
          pod("a", {
            initContainerStatuses: [
              { name: "done", state: { terminated: { exitCode: 0, reason: "Completed" } } },
              { name: "loader", state: { terminated: { exitCode: 2 } } },
            ],
          }),
        ],
      },
      ["pod a: container loader: it ended with exit code 2"],
    ],
    [
      "a volume that can't be mounted",
      {
        pods: [pod("a", container({ waiting: { reason: "ContainerCreating" } }))],
        events: [warning("a", "FailedMount", 'secret "x" not found')],
      },
      ['pod a: FailedMount. secret "x" not found'],
    ],
  ])("of %s", (_, given, expected) => {
    expect(said(given)).toEqual(expected);
  });
});
