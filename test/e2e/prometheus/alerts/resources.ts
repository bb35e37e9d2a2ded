import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour } from "./alertBehaviour";
import { about, exporter, falco, inFalco } from "./scraped";

const onNode1 = [{ ...about(falco(1)), ...inFalco("warning") }];
const GiB = 1024 ** 3;

// Starts at minutes 10, 20 and 30.
const starts = "1x9 2x9 3x9 4x90";
const started = (values: string) => ({ [one("falcosecurity_falco_start_timestamp_nanoseconds", falco(1))]: values });
const restarting = course("FalcoRestarting", native, started(starts));
const exporterStarts = { [one("process_start_time_seconds", exporter(1))]: starts };
const exporterRestarting = course("FalcoRestarting", withExporter, exporterStarts);

const queueDrops = { [one("falcosecurity_falco_outputs_queue_num_drops_total", falco(1))]: "0x19 3x40" };
const queue = course("FalcoOutputQueueDrops", native, queueDrops);
const newTarget = { [one("falcosecurity_falco_outputs_queue_num_drops_total", falco(1))]: "_x20 4x40" };

const rss = (percent: number) => `${0.5 * GiB}x9 ${(percent / 100) * GiB}x19 ${0.5 * GiB}x30`;
const memory = (percent: number) => ({ [one("falcosecurity_falco_memory_rss_bytes", falco(1))]: rss(percent) });
const full = course("FalcoMemoryHigh", native, memory(95));
/** The kubelet names the node by `instance` only. */
const container = { namespace: "falco", pod: "falco-1aaaa", container: "falco", instance: "node-1" };
const fullContainer = course("FalcoMemoryHigh", withExporter, {
  [one("container_memory_working_set_bytes", container)]: rss(95),
  [one("container_memory_working_set_bytes", { ...container, container: "falcoctl-artifact-follow" })]: rss(99),
  [one("container_memory_working_set_bytes", { ...container, pod: "falco-exporter-1aaaa" })]: rss(99),
});
const memorySays = (where: string, ofCluster = "") => ({
  summary: `Falco ${where} is close to its memory limit${ofCluster}`,
  description:
    `Falco ${where} uses 95 % of its memory limit. Its queues have no bound: when an output hangs they grow until the ` +
    "kernel ends Falco, and what was in them is lost.",
});

export const resourceBehaviours: readonly AlertBehaviour[] = [
  restarting.fires(30, "at the third restart within an hour", onNode1, {
    summary: "Falco on node node-1 restarts again and again (cluster prod-1)",
    description:
      "Falco on node node-1 restarted 3 times within an hour. Between two starts nothing on its node is seen.",
  }),
  restarting.isSilent(29, "at the second"),
  course("FalcoRestarting", native, started("1x59 2x59 3x59 4x59")).isSilent(200, "at one restart an hour"),
  course("FalcoRestarting", withThresholds(native, { restartsPerHour: 3 }), started(starts)).isSilent(
    60,
    "at as many as settings allow",
  ),
  restarting.resolves(70, "an hour later"),

  exporterRestarting.fires(
    30,
    "at the third restart within an hour",
    [{ ...about(exporter(1)), ...inFalco("warning") }],
    {
      summary: "falco-exporter on node node-1 restarts again and again (cluster prod-1)",
      description:
        "falco-exporter on node node-1 restarted 3 times within an hour. It ends when it loses its Falco, which may be " +
        "what restarts.",
    },
  ),
  exporterRestarting.isSilent(29, "at the second"),
  course("FalcoRestarting", withExporter, {
    [one("process_start_time_seconds", { ...falco(1), job: "other", pod: "other" })]: starts,
  }).isSilent(30, "for another program in the namespace"),
  exporterRestarting.resolves(70, "an hour later"),

  queue.fires(20, "when alerts are dropped", onNode1, {
    summary: "Falco on node node-1 drops alerts (cluster prod-1)",
    description:
      "Falco on node node-1 dropped 3 alert(s) in ten minutes: its queue was full, as an output takes them too slowly. " +
      "They are in no output.",
  }),
  course("FalcoOutputQueueDrops", native, newTarget).fires(20, "when a new Falco has dropped some already", onNode1),
  queue.isSilent(19, "at none, for which there is a series as well"),
  queue.resolves(30, "ten minutes later"),

  full.fires(15, "when 95 % are used for five minutes", onNode1, memorySays("on node node-1", " (cluster prod-1)")),
  full.isSilent(14, "for less"),
  course("FalcoMemoryHigh", native, memory(85)).isSilent(25, "at 85 %"),
  course("FalcoMemoryHigh", withThresholds(native, { memoryPercent: 96 }), memory(95)).isSilent(
    25,
    "below what settings allow",
  ),
  full.resolves(30, "once it uses less"),

  fullContainer.fires(
    15,
    "when Falco's container uses 95 % for five minutes, and it alone",
    [{ pod: "falco-1aaaa", instance: "node-1", ...inFalco("warning") }],
    memorySays("at node-1"),
  ),
  fullContainer.isSilent(14, "for less"),
  fullContainer.resolves(30, "once it uses less"),
];
