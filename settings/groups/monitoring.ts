import { lt } from "semver";
import { z } from "zod";
import { falcoChart, releaseOf } from "../falcoCharts";
import { anotherFalcoChart, type FalcoChartPlan } from "../falcoFaults";
import type { Finding } from "../finding";
import { leaves, type HelmValues } from "../helmValues/leaves";
import { dnsLabel, flag, hasRightPort, labels, oneOf, text, wholeNumber } from "../leaf";
import { priorities } from "../../ruleFiles/priorities";

const minutes = (usual: number) => wholeNumber(1, 1440, "minutes").default(usual);
const percent = (usual: number, min = 1, max = 99) => wholeNumber(min, max, "percent").default(usual);

const thresholds = z.strictObject({
  downMinutes: minutes(5).describe("Minutes that Falco, its exporter or Falcosidekick may fail to answer Prometheus"),
  absentMinutes: minutes(10).describe("Minutes without any of their metrics"),
  unwatchedMinutes: minutes(15).describe(
    "Minutes that a node may be without a ready Falco; longer than a new node takes to pull its image",
  ),
  noEventsMinutes: minutes(10).describe(
    "Minutes in which a node's kernel may give Falco no event at all; no node is that quiet",
  ),
  kernelDropsPercent: percent(2, 1, 98).describe("Percent of its kernel events that a node's Falco may drop"),
  kernelDropsCriticalPercent: percent(10, 2).describe("Percent from which that is critical"),
  memoryPercent: percent(90).describe("Percent of its memory limit that Falco may use"),
  restartsPerHour: wholeNumber(1, 60).default(2).describe("Restarts of a pod in an hour that are nothing to speak of"),
  lostAlerts: wholeNumber(0, 1_000_000)
    .default(5)
    .describe("Alerts in half an hour that may be on the way from Falco to Falcosidekick"),
  differMinutes: wholeNumber(1, 20160, "minutes")
    .default(60)
    .describe(
      "Minutes that rules or versions may differ between nodes; longer than a rollout, and with `rules.autoUpdate` than the time between two looks of falcoctl",
    ),
  certificateDays: wholeNumber(1, 365, "days")
    .default(14)
    .describe("Days before the end of the certificates; an `up` by then would have renewed them"),
  priority: oneOf(priorities)
    .default("critical")
    .describe("The least grave priority of which each event raises an alert"),
});

const runbook = "an http:// or https:// URL without a login in it, or a path, without blanks and #";

export const monitoring = z.strictObject({
  serviceMonitor: flag()
    .default(false)
    .describe(
      "ServiceMonitors of the Prometheus operator for Falco or its exporter, and for Falcosidekick; without them `prometheus.io/scrape` annotations",
    ),
  rules: oneOf(["off", "operator", "configMap"])
    .default("off")
    .describe(
      "Alerts: `operator` as a PrometheusRule of the Prometheus operator, `configMap` as a ConfigMap with a rules file for any other Prometheus",
    ),
  labels: labels()
    .default({})
    .describe(
      "Labels of the ServiceMonitors and of the rules, by which your Prometheus selects them, for instance `release: kube-prometheus-stack`",
    ),
  namespace: dnsLabel()
    .optional()
    .describe("Namespace of the rules, one whose rules your Prometheus reads; the stack's unless set"),
  runbookUrl: text(/^(https?:\/\/[^\s@#]+|(?!\w+:\/\/)[^\s#]+)$/, runbook)
    .refine(hasRightPort, { error: runbook })
    .default("docs/runbook.md")
    .describe("Where your copy of docs/runbook.md is read: each alert links to its section there"),
  thresholds: thresholds.prefault({}),
});

interface Monitored extends FalcoChartPlan {
  readonly monitoring: z.output<typeof monitoring>;
  readonly certificates: { readonly renewBeforeDays: number; readonly existingSecrets?: object | undefined };
}

/**
 * Thresholds in the wrong order: an alert that is critical before it is a warning, or one that no `up` would end. And
 * alerts about metrics that Falco doesn't have by these names (falco 0.38.2 and 0.39.0, falco_metrics.cpp).
 */
export function monitoringFaults(settings: Monitored): Finding[] {
  const { charts, monitoring, metricsSource, certificates } = settings;
  const { rules, thresholds } = monitoring;
  const { kernelDropsPercent, kernelDropsCriticalPercent, certificateDays } = thresholds;
  const path = (key: keyof typeof thresholds) => ["monitoring", "thresholds", key];
  const critical: Finding = {
    path: path("kernelDropsCriticalPercent"),
    expected: `more than kernelDropsPercent, which is ${kernelDropsPercent}`,
    restsOn: [path("kernelDropsPercent")],
    repairs: [
      { path: path("kernelDropsPercent"), value: String(Math.max(1, Math.floor(kernelDropsCriticalPercent / 5))) },
      { path: path("kernelDropsCriticalPercent"), value: String(Math.min(99, kernelDropsPercent * 5)) },
    ],
  };
  const { renewBeforeDays } = certificates;
  const early: Finding = {
    path: path("certificateDays"),
    expected: `less than certificates.renewBeforeDays, which is ${renewBeforeDays}: until then no up renews a certificate, and the alert would stay`,
    restsOn: [["monitoring", "rules"], ["metricsSource"], ["certificates", "renewBeforeDays"]],
    repairs: [
      renewBeforeDays > 1
        ? { path: path("certificateDays"), value: String(Math.floor(renewBeforeDays / 2)) }
        : { path: ["monitoring", "rules"], value: "off" },
    ],
  };
  const hasOwnCertificates = metricsSource === "exporter" && certificates.existingSecrets === undefined;
  const otherNames: Finding = {
    path: ["monitoring", "rules"],
    expected: `off with metricsSource native and falco chart ${charts.falco}: alerts read what Falco counts from chart 4.9.0 on`,
    restsOn: [["charts", "falco"], ["metricsSource"]],
    repairs: [{ path: ["monitoring", "rules"], value: "off" }, ...anotherFalcoChart(settings)],
  };
  const countsOtherwise = metricsSource === "native" && lt(releaseOf(charts.falco), "4.9.0");
  return [
    ...(rules !== "off" && countsOtherwise ? [otherNames] : []),
    ...(kernelDropsCriticalPercent <= kernelDropsPercent ? [critical] : []),
    ...(rules !== "off" && hasOwnCertificates && certificateDays >= renewBeforeDays ? [early] : []),
  ];
}

interface Followed extends Monitored {
  readonly rules: Monitored["rules"] & { readonly autoUpdate: boolean; readonly updateEvery?: string | undefined };
  readonly helmValues: { readonly falco: HelmValues };
}

/** Alerts that would fire with nothing wrong: rules differ while one node has looked for newer ones and another has not. */
export function monitoringWarnings({ charts, monitoring, metricsSource, rules, helmValues }: Followed): string[] {
  const { differMinutes } = monitoring.thresholds;
  const every = rules.updateEvery ?? falcoChart(charts.falco).followsEvery;
  // By a schedule all nodes look at once, and falcoctl prefers it (falcoctl 0.13.0, cmd/artifact/follow/follow.go).
  const hasSchedule = leaves(helmValues.falco).some(
    ({ path }) => path.join(".") === "falcoctl.config.artifact.follow.cron",
  );
  const isApart = rules.autoUpdate && !hasSchedule;
  if (monitoring.rules === "off" || metricsSource === "exporter" || !isApart || differMinutes > minutesIn(every))
    return [];
  return [
    `falco:monitoring.thresholds.differMinutes is ${differMinutes}: with falco:rules.autoUpdate each node looks for newer rules by itself, every ${every}, and FalcoRulesDiffer fires until all have looked. ${Math.ceil(minutesIn(every)) + 60} would do, or a shorter falco:rules.updateEvery.`,
  ];
}

/** A duration as Go writes it, such as `1h30m`. */
const minutesIn = (duration: string): number =>
  [...duration.matchAll(/([\d.]+)(h|m|s)/g)].reduce(
    (sum, [, amount, unit]) => sum + (Number(amount) * ({ h: 3600, m: 60, s: 1 }[unit ?? ""] ?? 0)) / 60,
    0,
  );
