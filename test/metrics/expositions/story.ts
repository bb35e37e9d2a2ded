import { bundled, custom, type Rule } from "./rules";

/** `quiet`: nothing to be alerted on. `bad`: everything that there is an alert for. */
export type Day = "quiet" | "bad";

export const nodes = ["worker-1", "worker-2", "worker-3"] as const;
export type Node = (typeof nodes)[number];

/** When things go wrong on the bad day, in seconds after its start. */
export const moments = {
  /** worker-2 loses kernel events, alerts and its container runtime and needs more and more memory; worker-3 sees no event any more; an output fails. */
  faults: 300,
  /** The first critical event, once. */
  critical: 800,
  /** Falco and its exporter restart on worker-1. */
  restarts: [900, 1500, 2100],
  /** What worker-2 sends no longer reaches Falcosidekick. */
  lost: 1200,
  /** Falco and its exporter on worker-1 don't come back. */
  down: 2700,
} as const;

/** Events of one rule at one place: the first, and then one every so many seconds. */
export interface Firing {
  readonly rule: Rule;
  readonly node: Node;
  /** Falco's messages about itself have one of their own, and are in no counter of its rules; `syscall` unless given. */
  readonly source?: "internal";
  /** As gRPC says it: `<NA>` on the host, empty where the rule doesn't tell. */
  readonly namespace: string;
  readonly pod: string;
  /** Further fields of the event. */
  readonly fields: Readonly<Record<string, string>>;
  readonly first: number;
  readonly every: number;
}

const shop = (pod: string, process: string, repository: string) => ({
  namespace: "shop",
  pod,
  fields: {
    "proc.name": process,
    "user.name": "root",
    "container.image.repository": repository,
    "k8s.deployment.name": pod.replace(/-[^-]+-[^-]+$/, ""),
  },
});
const host = (process: string, user: string) => ({
  namespace: "<NA>",
  pod: "<NA>",
  fields: { "proc.name": process, "user.name": user, "container.image.repository": "<NA>" },
});
const checkout = shop("checkout-6f7c9d8b5-q2xzn", "java", "docker.io/library/eclipse-temurin");

const ordinary: readonly Firing[] = [
  {
    rule: bundled.apiServer,
    node: "worker-2",
    ...shop("runner-5d4b7c6f9-m8k2w", "kubectl", "docker.io/bitnami/kubectl"),
    first: 30,
    every: 60,
  },
  {
    rule: bundled.terminal,
    node: "worker-1",
    ...shop("frontend-7b8d6c5f4-x9v4t", "bash", "docker.io/library/nginx"),
    first: 120,
    every: 900,
  },
  { rule: bundled.systemUser, node: "worker-3", ...host("login", "daemon"), first: 240, every: 1800 },
  { rule: bundled.sensitiveFile, node: "worker-2", ...host("cat", "admin"), first: 400, every: 1200 },
  { rule: bundled.redirect, node: "worker-3", ...checkout, first: 45, every: 600 },
  {
    rule: custom,
    node: "worker-1",
    namespace: "",
    pod: "",
    fields: { "proc.name": "restic", "user.name": "backup" },
    first: 60,
    every: 3600,
  },
];
/** What Falco says of its drops, every half minute at most. */
const drops: Firing = {
  rule: { name: "Falco internal: syscall event drop", priority: "debug", tags: [] },
  source: "internal",
  node: "worker-2",
  namespace: "",
  pod: "",
  fields: {},
  first: moments.faults,
  every: 30,
};
const attack: readonly Firing[] = [
  { rule: bundled.newBinary, node: "worker-2", ...checkout, first: moments.critical, every: Infinity },
  { rule: bundled.netcat, node: "worker-2", ...checkout, first: 860, every: 120 },
  { rule: bundled.fileless, node: "worker-3", ...checkout, first: 900, every: 45 },
];

export const firings = (day: Day): readonly Firing[] => (day === "bad" ? [...ordinary, ...attack, drops] : ordinary);

const upTo = ({ first, every }: Firing, t: number): number => (t < first ? 0 : 1 + Math.floor((t - first) / every));

/** Events after `start` until `t`. */
export const occurrences = (firing: Firing, start: number, t: number): number =>
  Math.max(0, upTo(firing, t) - upTo(firing, start));

/** When the process that answers at `t` began: an hour before the day, unless it restarted. */
export const startOf = (day: Day, node: Node, t: number): number =>
  (day === "bad" && node === "worker-1" ? moments.restarts : []).filter((restart) => restart <= t).at(-1) ?? -3600;

/** Whether Falco and its exporter answer on a node. */
export const isDown = (day: Day, node: Node, t: number): boolean =>
  day === "bad" && node === "worker-1" && t >= moments.down;

/** For how long a fault that begins on the bad day lasts at `t`; 0 on any other day and elsewhere. */
export const faultyFor = (day: Day, node: Node, where: Node, t: number): number =>
  day === "bad" && node === where ? Math.max(0, t - moments.faults) : 0;

/** Bytes of memory of Falco's container; the limit is 1 GiB. */
export const memoryOf = (day: Day, node: Node, t: number): number =>
  Math.min(1000, 150 + Math.floor(faultyFor(day, node, "worker-2", t) / 2)) * 2 ** 20;
