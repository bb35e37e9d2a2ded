import type { Deployment } from "../promql/deployment";
import { inNamespace, series, sumBy } from "../promql/series";
import { stackedBars, type Row } from "./houseStyle";
import { overTime } from "./promqlQuery";
import { grownOverTime, orNone } from "./queries";
import { countingUp, inCluster } from "./selection";
import { counting } from "./wording";

/** All that an exporter can tell of the kernel's side. */
export const dropEventsRow = (deployment: Deployment): Row => ({
  id: 70,
  title: "Kernel",
  panels: [dropEvents(deployment)],
});

const dropEvents = (deployment: Deployment) => {
  const told = series("falco_events", [
    inNamespace(deployment.namespace),
    inCluster,
    'hostname=~"$node"',
    'rule="Falco internal: syscall event drop"',
  ]);
  const events = `${sumBy(["hostname"], grownOverTime(told))} > 0`;
  return stackedBars({
    id: 78,
    title: "Messages about dropped kernel events",
    description:
      "How often Falco said that it lost system calls, by node: only where more than a tenth was lost. How " +
      "many there were, a full output queue and Falco's memory are not seen through the exporter; the metrics " +
      "source `native` shows them.",
    noValue: counting(deployment).silent,
  })
    .span(24)
    .withTarget(overTime(orNone(events, countingUp(deployment), "hostname"), "{{hostname}}"));
};
