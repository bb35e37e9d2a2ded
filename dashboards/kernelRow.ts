import type { Deployment } from "../promql/deployment";
import type { DashboardArgs } from "./dashboardArgs";
import { colorFrom, goodAtZero, lines, number, type Row } from "./houseStyle";
import { atEnd, overTime } from "./promqlQuery";
import { falcoSeries } from "./selection";
import { counting } from "./wording";

/** What Falco itself tells of the events that it gets from the kernel, and of those that it loses. */
export const kernelRow = (deployment: Deployment & Pick<DashboardArgs, "thresholds">): Row => ({
  id: 70,
  title: "Kernel and queue",
  panels: [
    eventRate(deployment),
    dropShare(deployment, deployment.thresholds),
    dropsByKind(deployment),
    otherDrops(deployment),
    queueDrops(deployment),
    fullThreadTable(deployment),
    memory(deployment),
  ],
});

const rate = (deployment: Deployment, metric: string): string =>
  `rate(${falcoSeries(deployment, `falcosecurity_scap_${metric}`)}[$__rate_interval])`;

const byNode = (deployment: Deployment, metric: string): string =>
  `sum by (cluster, node) (${rate(deployment, metric)})`;

const ofNode = "{{node}} {{cluster}}";

const eventRate = (deployment: Deployment) =>
  lines({
    id: 71,
    title: "Kernel events",
    description:
      "System calls that Falco gets from the kernel on each node. A node with none is one that Falco is blind on.",
    noValue: counting(deployment).silent,
  })
    .unit("eps")
    .decimals(1)
    .withTarget(overTime(byNode(deployment, "n_evts_total"), ofNode));

const dropShare = (
  deployment: Deployment,
  { kernelDropsPercent, kernelDropsCriticalPercent }: DashboardArgs["thresholds"],
) =>
  lines({
    id: 72,
    title: "Dropped kernel events",
    description:
      "Share of system calls that Falco lost on each node, by Falco's own quotient. Orange and red begin where an alert " +
      "is raised. Up to 2 % is what Falco's documentation takes for acceptable on a busy node.",
    noValue: counting(deployment).silent,
  })
    .unit("percentunit")
    .decimals(2)
    .thresholds(
      colorFrom(
        "green",
        { value: kernelDropsPercent / 100, color: "orange" },
        { value: kernelDropsCriticalPercent / 100, color: "red" },
      ),
    )
    .withTarget(
      overTime(`${byNode(deployment, "n_drops_total")} / clamp_min(${byNode(deployment, "n_evts_total")}, 1)`, ofNode),
    );

const dropsByKind = (deployment: Deployment) =>
  lines({
    id: 73,
    title: "Drops of a full buffer, by kind",
    // Enter events are dropped before 0.42 only, so that both directions count and none twice.
    description: "System calls that Falco lost because the buffer was full, by the kind of call.",
    noValue: counting(deployment).silent,
  })
    .unit("eps")
    .decimals(1)
    .withTarget(overTime(`sum by (drop) (${rate(deployment, "n_drops_buffer_total")})`, "{{drop}}"));

const otherDrops = (deployment: Deployment) =>
  lines({
    id: 74,
    title: "Drops of other causes",
    description:
      "Lost system calls: too large for modern_bpf's scratch map; on a page fault; by a bug. Which there are depends " +
      "on the driver.",
    noValue: counting(deployment).silent,
  })
    .unit("eps")
    .decimals(1)
    .withTarget(overTime(`sum(${rate(deployment, "n_drops_scratch_map_total")})`, "scratch map"))
    .withTarget(overTime(`sum(${rate(deployment, "n_drops_page_faults_total")})`, "page fault", "B"))
    .withTarget(overTime(`sum(${rate(deployment, "n_drops_bug_total")})`, "bug", "C"));

const increase = (deployment: Deployment, metric: string): string =>
  `sum(increase(${falcoSeries(deployment, metric)}[$__range]))`;

const queueDrops = (deployment: Deployment) =>
  number({
    id: 75,
    title: "Alerts dropped by the queue",
    description:
      "Alerts in the time range that were lost before they reached an output. Stays 0 while the queue has no " +
      "bound, which is Falco's default: memory grows instead.",
    noValue: counting(deployment).silent,
  })
    .span(6)
    .height(9)
    .thresholds(goodAtZero("red"))
    .withTarget(atEnd(increase(deployment, "falcosecurity_falco_outputs_queue_num_drops_total")));

const fullThreadTable = (deployment: Deployment) =>
  number({
    id: 76,
    title: "Threads not remembered",
    description: "Threads in the time range for which Falco's table had no room: events of theirs lack the process.",
    noValue: counting(deployment).silent,
  })
    .span(6)
    .height(9)
    .thresholds(goodAtZero("orange"))
    .withTarget(atEnd(increase(deployment, "falcosecurity_scap_n_drops_full_threadtable_total")));

const memory = (deployment: Deployment) =>
  lines({
    id: 77,
    title: "Memory of Falco",
    description:
      "Resident memory of each Falco. There is no graph of its CPU: what Falco tells is the mean since it started.",
    noValue: counting(deployment).silent,
  })
    .unit("bytes")
    .withTarget(
      overTime(`sum by (cluster, node) (${falcoSeries(deployment, "falcosecurity_falco_memory_rss_bytes")})`, ofNode),
    );
