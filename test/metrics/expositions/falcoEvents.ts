import { falcoEvents } from "../falcoEvents";
import type { FalcoMoment, Moment, Values } from "./moment";
import { faultyFor, startOf } from "./story";
import { single, type Series } from "./text";

const perSecond = { "worker-1": 1500, "worker-2": 2500, "worker-3": 2000 } as const;

/** Share of lost events that each kind of system call has; none is too large. */
const shares = { open: 0.5, close: 0.2, connect: 0.1, proc: 0.1, other_interest: 0.1 } as const;
const kinds = ["clone_fork", "execve", "connect", "open", "dir_file", "close", "proc", "other_interest"] as const;
const both = ["clone_fork", "execve", "connect", "open", "dir_file", "other_interest"] as const;
const shareOf = (kind: string): number => Object.entries(shares).find(([name]) => name === kind)?.[1] ?? 0;

/** For how long events have been coming in: on worker-3 they stop on the bad day. */
const seconds = ({ day, node, t }: Moment) => t - startOf(day, node, t) - faultyFor(day, node, "worker-3", t);

/** What should stand still must not fall by a rounding error: Prometheus would take that for a restart. */
const whole = (value: number): number => Math.floor(value + 1e-6);

const events = (moment: Moment) => whole(perSecond[moment.node] * seconds(moment));
const lost = (moment: Moment, kind: string) => {
  const { day, node, t } = moment;
  const faulty = 0.15 * faultyFor(day, node, "worker-2", t) + 0.05 * faultyFor(day, node, "worker-1", t);
  // One in ten thousand; fifteen in a hundred on worker-2, five on worker-1.
  return whole(perSecond[node] * (seconds(moment) * 0.0001 + faulty) * shareOf(kind));
};
const ofOtherCauses = ({ day, node, t }: Moment) => single(whole(faultyFor(day, node, "worker-2", t) / 60));
const lostInAll = (moment: Moment) => kinds.reduce((sum, kind) => sum + lost(moment, kind), 0);

const halves = (count: number): readonly Series[] => [
  { labels: { cpu: "0" }, value: Math.floor(count / 2) },
  { labels: { cpu: "1" }, value: Math.ceil(count / 2) },
];

const inBoth = (name: string, value: (moment: Moment) => readonly Series[]): Values<Moment> => ({
  [`falcosecurity_scap_${name}`]: value,
  [`falcosecurity_falco_${name}`]: value,
});

const before39: Values<Moment> = Object.fromEntries([
  ...both.map((kind) => [`falcosecurity_falco_n_drops_buffer_${kind}_enter_total`, () => single(0)] as const),
  ...kinds.map(
    (kind) =>
      [
        `falcosecurity_falco_n_drops_buffer_${kind}_exit_total`,
        (moment: Moment) => single(lost(moment, kind)),
      ] as const,
  ),
]);

/** Records of processes that ran before: read once, at the start. */
const iterated: Values<Moment> = Object.fromEntries(
  falcoEvents
    .filter(({ versions }) => versions === ">=0.44.0")
    .map(({ name }) => [name, () => single(name.includes("n_evts") ? 180 : 0)]),
);

/** Since 0.42 no event of this direction is tracked, and HELP says so. */
const notice = ({ version }: FalcoMoment) => (/^0\.(38|39|40|41)\./.test(version) ? {} : { notice: "(DEPRECATED)" });

/** Values of the metrics of kernel events. */
export const falcoEventValues: Values<FalcoMoment> = {
  ...inBoth("n_evts_total", (moment) => single(events(moment))),
  ...inBoth("n_drops_total", (moment) => single(lostInAll(moment))),
  ...inBoth("n_drops_scratch_map_total", ofOtherCauses),
  ...inBoth("n_drops_page_faults_total", ofOtherCauses),
  ...inBoth("n_drops_bug_total", ofOtherCauses),
  ...inBoth("n_preemptions_total", () => single(0)),
  falcosecurity_falco_n_drops_buffer_total: (moment) => single(lostInAll(moment)),
  falcosecurity_scap_n_drops_buffer_total: (moment) => [
    ...kinds.map((drop) => ({ labels: { dir: "exit", drop }, value: lost(moment, drop) })),
    ...both.map((drop) => ({ labels: { dir: "enter", drop }, value: 0, ...notice(moment) })),
  ],
  falcosecurity_scap_n_evts_cpu_total: (moment) => halves(events(moment)),
  falcosecurity_scap_n_drops_cpu_total: (moment) => halves(lostInAll(moment)),
  ...before39,
  ...iterated,
};
