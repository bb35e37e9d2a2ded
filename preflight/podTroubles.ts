import { z } from "zod";

// Why the pods of a release don't come, from what the cluster says of them now.

const owned = z.object({ name: z.string(), uid: z.string().default("") });

const terminated = z.object({ exitCode: z.number(), reason: z.string().default(""), message: z.string().default("") });
const container = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  state: z
    .object({
      waiting: z.object({ reason: z.string().default(""), message: z.string().default("") }).optional(),
      terminated: terminated.optional(),
    })
    .prefault({}),
  lastState: z.object({ terminated: terminated.optional() }).prefault({}),
});
export type ContainerState = z.output<typeof container>;

const pod = z.object({
  metadata: owned,
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), message: z.string().default("") }))
        .default([]),
      initContainerStatuses: z.array(container).default([]),
      containerStatuses: z.array(container).default([]),
    })
    .prefault({}),
});
const count = z.number().default(0);
const workload = z.object({
  metadata: owned,
  spec: z.object({ replicas: count }).prefault({}),
  status: z.object({ replicas: count, desiredNumberScheduled: count, currentNumberScheduled: count }).prefault({}),
});
const event = z.object({
  involvedObject: z.object({ uid: z.string().default("") }).prefault({}),
  reason: z.string().default(""),
  message: z.string().default(""),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
});

const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) }).transform(({ items }) => items);
export const troubleAnswers = { pods: listOf(pod), workloads: listOf(workload), events: listOf(event) };

/** What is there of one release; events are the warnings of its namespace. */
export interface ReleaseState {
  readonly pods: readonly z.output<typeof pod>[];
  /** By kind: `DaemonSet`, `StatefulSet`, `ReplicaSet`. */
  readonly workloads: Readonly<Record<string, readonly z.output<typeof workload>[]>>;
  readonly events: readonly z.output<typeof event>[];
}

/** One thing that keeps a release waiting. */
export interface Trouble {
  /** The same for the same trouble of other pods. */
  readonly key: string;
  /** `DaemonSet falco` or `pod falco-x7k2p`. */
  readonly of: string;
  readonly why: string;
}

/** What keeps the release's pods from being ready, in the cluster's own words; nothing while they are merely starting. */
export const podTroubles = ({ pods, workloads, events }: ReleaseState): readonly Trouble[] => {
  const lastEvent = (uid: string, reasons?: readonly string[]) =>
    events
      .filter(({ involvedObject, reason }) => involvedObject.uid === uid && (reasons?.includes(reason) ?? true))
      .toSorted((one, other) => timeOf(one).localeCompare(timeOf(other)))
      .at(-1);
  const unmade = Object.entries(workloads).flatMap(([kind, found]) =>
    found.flatMap(({ metadata, spec, status }): Trouble[] => {
      const wanted = kind === "DaemonSet" ? status.desiredNumberScheduled : spec.replicas;
      const has = kind === "DaemonSet" ? status.currentNumberScheduled : status.replicas;
      const failed = has < wanted ? lastEvent(metadata.uid, ["FailedCreate"]) : undefined;
      const of = `${kind} ${metadata.name}`;
      return failed
        ? [
            {
              key: of,
              of,
              why: `${has} of ${wanted} pods are made. ${failed.message.replace(/^\(combined from similar events\): /, "")}`,
            },
          ]
        : [];
    }),
  );
  const unready = pods.flatMap(({ metadata, status }): Trouble[] => {
    if (status.conditions.some(({ type, status: state }) => type === "Ready" && state === "True")) return [];
    const of = `pod ${metadata.name}`;
    const unplaced = status.conditions.find(({ type, status: state }) => type === "PodScheduled" && state === "False");
    if (unplaced) return [{ key: unplaced.message, of, why: `no node takes it. ${unplaced.message}` }];
    const states = [...status.initContainerStatuses, ...status.containerStatuses].flatMap((one) => {
      const why = stateOf(one);
      return why === undefined
        ? []
        : [{ key: `${one.name} ${one.state.waiting?.reason ?? ""}`, of, why: `container ${one.name}: ${why}` }];
    });
    if (states.length > 0) return states;
    // Volumes, networks, probes.
    const last = lastEvent(metadata.uid);
    return last ? [{ key: last.reason, of, why: `${last.reason}. ${last.message}` }] : [];
  });
  return withOthers([...unmade, ...unready]);
};

const timeOf = ({ lastTimestamp, eventTime }: z.output<typeof event>): string => lastTimestamp ?? eventTime ?? "";

/** What every container goes through. */
const starting = ["", "ContainerCreating", "PodInitializing"];

/** What is wrong with a container that isn't up: its image, its configuration, or that it ends again and again. */
function stateOf({ state, lastState }: ContainerState): string | undefined {
  const ended = state.terminated ?? lastState.terminated;
  const waiting = starting.includes(state.waiting?.reason ?? "") ? undefined : state.waiting;
  const failed = ended && ended.exitCode !== 0 ? ended : undefined;
  if (waiting === undefined && (failed === undefined || state.terminated === undefined)) return undefined;
  const end =
    failed &&
    [
      `it ended with exit code ${failed.exitCode}`,
      failed.reason && ` (${failed.reason})`,
      failed.message && `: ${failed.message.trim()}`,
    ].join("");
  return [waiting && [waiting.reason, waiting.message].filter(Boolean).join(", "), end].filter(Boolean).join("; ");
}

/** One of each, with how many others are alike. */
const withOthers = (troubles: readonly Trouble[]): readonly Trouble[] =>
  troubles
    .filter(({ key }, at) => troubles.findIndex((trouble) => trouble.key === key) === at)
    .map((trouble) => {
      const alike = troubles.filter(({ key }) => key === trouble.key).length;
      return alike > 1 ? { ...trouble, of: `${trouble.of} and ${alike - 1} more` } : trouble;
    });
