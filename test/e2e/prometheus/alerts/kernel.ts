import { exporter as withExporter, native, oldSidekick, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour, type Series } from "./alertBehaviour";
import { about, exporter, falco, inFalco, sidekick } from "./scraped";

/** Falco's counters of events and drops on node-1. */
const counted = (events: string, drops: string): Series => ({
  [one("falcosecurity_scap_n_evts_total", falco(1))]: events,
  [one("falcosecurity_scap_n_drops_total", falco(1))]: drops,
});
/** For 20 minutes 10000 events a minute of which some are dropped, then none is. */
const dropping = (perMinute: number): Series => counted("0+10000x60", `0+${perMinute}x20 ${perMinute * 20}+0x40`);

const blind = "Rules don't match what it never sees, and lost starts of processes leave later events without context.";
const onNode1 = (severity: string) => [{ ...about(falco(1)), ...inFalco(severity) }];
const drops = {
  summary: "Falco on node node-1 drops events of the kernel (cluster prod-1)",
  losing: (percent: string, threshold: number) =>
    `Falco on node node-1 loses ${percent} % of the kernel's events (more than ${threshold} %). ${blind}`,
};

// Events until minute 10, none until minute 40.
const silence = counted("0+600x10 6000+0x30 6000+600x20", "0x60");
const deaf = course("FalcoNoEvents", native, silence);
const some = course("FalcoKernelDrops", native, dropping(500));
const many = course("FalcoKernelDropsHigh", native, dropping(2500));

const message = {
  ...exporter(1),
  rule: "Falco internal: syscall event drop",
  priority: "7",
  hostname: "node-1",
  source: "internal",
};
/** Its first message in minute 20. */
const reported = course("FalcoKernelDrops", withExporter, { [one("falco_events", message)]: "_x20 1x40" });
/** Where no label tells namespaces apart. */
const sidekicksOwn = { ...message, ...sidekick(1), namespace: "", priority: "Debug" };

export const kernelBehaviours: readonly AlertBehaviour[] = [
  deaf.fires(25, "ten minutes after five without an event", onNode1("critical"), {
    summary: "Falco on node node-1 gets no events from the kernel (cluster prod-1)",
    description:
      "Falco on node node-1 runs, but its driver delivers nothing, so that no rule can match. No node is that quiet.",
  }),
  deaf.isSilent(24, "for less"),
  course("FalcoNoEvents", native, counted("0+1x60", "0x60")).isSilent(50, "for a single event a minute"),
  course("FalcoNoEvents", withThresholds(native, { noEventsMinutes: 20 }), silence).isSilent(
    34,
    "while settings allow it",
  ),
  deaf.resolves(43, "with the next event"),

  some.fires(15, "when more than 2 % are dropped", onNode1("warning"), {
    summary: drops.summary,
    description: drops.losing("5.0", 2),
  }),
  course("FalcoKernelDrops", native, dropping(100)).isSilent(20, "for 1 %"),
  course("FalcoKernelDrops", native, counted("0x60", "0x60")).isSilent(50, "without any event"),
  course("FalcoKernelDrops", withThresholds(native, { kernelDropsPercent: 6 }), dropping(500)).isSilent(
    20,
    "below what settings allow",
  ),
  some.resolves(23, "once none is dropped"),

  many.fires(15, "when more than 10 % are dropped", onNode1("critical"), {
    summary: drops.summary,
    description: drops.losing("25.0", 10),
  }),
  course("FalcoKernelDropsHigh", native, dropping(500)).isSilent(20, "for 5 %"),
  course("FalcoKernelDropsHigh", withThresholds(native, { kernelDropsCriticalPercent: 30 }), dropping(2500)).isSilent(
    20,
    "below what settings allow",
  ),
  many.resolves(23, "once none is dropped"),

  reported.fires(
    20,
    "at the first message about drops",
    [{ cluster: "prod-1", node: "node-1", ...inFalco("warning") }],
    {
      summary: drops.summary,
      description: `Falco on node node-1 said 1 time(s) in ten minutes that it lost events of the kernel. ${blind}`,
    },
  ),
  reported.isSilent(19, "before"),
  course("FalcoKernelDrops", withExporter, {
    [one("falco_events", { ...message, rule: "Shell" })]: "_x20 1x40",
  }).isSilent(20, "for an event of another rule"),
  course("FalcoKernelDrops", oldSidekick, { [one("falco_events", sidekicksOwn)]: "_x20 1x40" }).isSilent(
    20,
    "for what Falcosidekick counts of them under the same name",
  ),
  reported.resolves(30, "ten minutes after the last one"),
];
