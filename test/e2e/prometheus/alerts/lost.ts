import { exporter as withExporter, native, oldSidekick, withThresholds } from "../../../unit/alerts/alertArgs";
import type { AlertArgs } from "../../../../alerts/alertArgs";
import { course, one, type AlertBehaviour, type Labels, type Series } from "./alertBehaviour";
import { annotatedFalco, exporter, falco, inFalco, sidekick } from "./scraped";

const raised = (target: Labels = falco(1)) =>
  one("falcosecurity_falco_rules_matches_total", {
    ...target,
    rule_name: "Shell",
    priority: "5",
    source: "syscall",
    tag_container: "true",
  });
const fromExporter = one("falco_events", {
  ...exporter(1),
  rule: "Shell",
  priority: "5",
  hostname: "node-1",
  source: "syscall",
});
const received = (n: number, rule = "Shell", source = "syscall", target: Labels = sidekick(n)) =>
  one("falcosecurity_falcosidekick_falco_events_total", {
    ...target,
    rule,
    priority: "3",
    priority_raw: "notice",
    hostname: "node-1",
    source,
  });
const receivedBefore230 = one("falco_events", { ...sidekick(1), rule: "Shell", priority: "Notice", source: "syscall" });

// 100 of them, in ten minutes from minute 40 on.
const burst = "0x39 0+10x10 100x120";
const half = "0x39 0+5x10 50x120";
const firstAfter40 = "_x40 8x120";

const alert = "FalcoAlertsLost";
const fires = [{ cluster: "prod-1", ...inFalco("warning") }];
const says = (count: number) => ({
  summary: "Alerts of Falco don't reach Falcosidekick (cluster prod-1)",
  description:
    `In the last half hour Falco raised at least ${count} alert(s) more than Falcosidekick got. Falco doesn't repeat ` +
    "them: they are in no output.",
});
const lost = course(alert, native, { [raised()]: burst, [received(1)]: half });

const silent = (when: string, series: Series, args: AlertArgs = native) =>
  course(alert, args, series).isSilent(65, when);

export const lossBehaviours: readonly AlertBehaviour[] = [
  lost.fires(60, "when Falcosidekick got half of them", fires, says(45)),
  course(alert, native, { [raised()]: firstAfter40 }).fires(
    52,
    "when it got none at all, be they the first ones ever",
    fires,
    says(8),
  ),
  course(alert, native, { [raised(annotatedFalco(1))]: burst, [received(1)]: half }).fires(
    60,
    "where Falcosidekick's series name the cluster and Falco's don't",
    fires,
    says(45),
  ),
  course(alert, native, {
    [raised()]: burst,
    [received(1)]: half,
    [received(1, "Test rule", "internal")]: half,
  }).fires(60, "whatever test messages it got", fires),
  course(alert, native, {
    [raised()]: burst,
    [received(1, "Shell", "syscall", { ...sidekick(1), cluster: "prod-2", instance: "10.9.9.9:2801" })]: burst,
  }).fires(60, "whatever another cluster's got", fires),
  lost.isSilent(40, "before they are five and have stayed away for ten minutes"),
  silent("when both pods together got all", { [raised()]: burst, [received(1)]: half, [received(2)]: half }),
  silent("when the first ones ever arrived", { [raised()]: firstAfter40, [received(1)]: firstAfter40 }),
  silent("when a restarted Falcosidekick counts from 0 again", {
    [raised()]: burst,
    [received(1)]: "0x39 0+10x5 0+10x4 50x120",
  }),
  silent("when a pod that was replaced got the first half", {
    [raised()]: burst,
    [received(1)]: `0x39 0+10x5 stale`,
    [received(2)]: "_x45 0+10x5 50x120",
  }),
  silent("for five lost ones", { [raised()]: "0x39 5x120" }),
  silent("for more than five of very many", { [raised()]: "0x39 0+100x120", [received(1)]: "0x39 0+98x120" }),
  silent(
    "when they are no more than settings allow",
    { [raised()]: burst, [received(1)]: half },
    withThresholds(native, { lostAlerts: 60 }),
  ),
  lost.resolves(79, "when the last half hour is complete again"),

  course(alert, withExporter, { [fromExporter]: burst, [received(1)]: half }).fires(
    60,
    "when falco-exporter counted more",
    fires,
    says(45),
  ),
  silent("when falco-exporter counted as many", { [fromExporter]: burst, [received(1)]: burst }, withExporter),
  course(alert, withExporter, { [fromExporter]: burst, [received(1)]: half }).resolves(
    79,
    "when the last half hour is complete again",
  ),
  silent(
    "when one counter of both names is as large as the other",
    { [fromExporter]: burst, [receivedBefore230]: burst },
    oldSidekick,
  ),
  course(alert, oldSidekick, { [fromExporter]: burst, [receivedBefore230]: half }).fires(
    60,
    "when the other counter of the same name is half as large",
    fires,
  ),
];
