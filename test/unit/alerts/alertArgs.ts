import type { AlertArgs } from "../../../alerts/alertArgs";

/** A stack with Falco's own metrics and Falcosidekick, and the thresholds that settings have by default. */
export const native: AlertArgs = {
  namespace: "falco",
  names: { falco: "falco", exporter: "falco-exporter", sidekick: "falcosidekick" },
  metricsSource: "native",
  sidekick: { namespace: "falco-sidekick", version: "2.32.0", eventLabels: ["cluster"], destinations: ["slack"] },
  cluster: "prod-1",
  thresholds: {
    downMinutes: 5,
    absentMinutes: 10,
    unwatchedMinutes: 15,
    noEventsMinutes: 10,
    kernelDropsPercent: 2,
    kernelDropsCriticalPercent: 10,
    memoryPercent: 90,
    restartsPerHour: 2,
    lostAlerts: 5,
    differMinutes: 60,
    certificateDays: 14,
    priority: "critical",
  },
  runbookUrl: "docs/runbook.md",
  falcoMemoryLimitBytes: 1024 ** 3,
  sidekickMemoryLimitBytes: 256 * 1024 ** 2,
};

/** The same with falco-exporter, and with certificates that end two weeks and five minutes after 1970 began. */
export const exporter: AlertArgs = {
  ...native,
  metricsSource: "exporter",
  certificatesExpire: "1970-01-15T00:05:00.000Z",
};

/** With a Falcosidekick whose counter of events is called as falco-exporter's. */
export const oldSidekick: AlertArgs = {
  ...exporter,
  sidekick: { namespace: "falco-sidekick", version: "2.29.0", eventLabels: ["cluster"], destinations: ["slack"] },
};

export const withoutSidekick: AlertArgs = { ...native, sidekick: undefined };

/** These arguments with other thresholds. */
export const withThresholds = (args: AlertArgs, thresholds: Partial<AlertArgs["thresholds"]>): AlertArgs => ({
  ...args,
  thresholds: { ...args.thresholds, ...thresholds },
});
