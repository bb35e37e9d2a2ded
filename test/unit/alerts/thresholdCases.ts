import type { AlertArgs, AlertThresholds } from "../../../alerts/alertArgs";
import { exporter, native } from "./alertArgs";

export interface ThresholdCase {
  readonly alert: string;
  readonly args: AlertArgs;
  readonly thresholds: Partial<AlertThresholds>;
  /** Where it shows, and how. */
  readonly in: "for" | "expr";
  readonly as: string;
}

/** Which threshold of the settings decides which alert. */
export const thresholdCases: readonly ThresholdCase[] = [
  ...[
    { alert: "FalcoDown", args: native, thresholds: { downMinutes: 7 } },
    { alert: "FalcoExporterDown", args: exporter, thresholds: { downMinutes: 7 } },
    { alert: "FalcosidekickDown", args: native, thresholds: { downMinutes: 7 } },
    { alert: "FalcoMetricsAbsent", args: native, thresholds: { absentMinutes: 7 } },
    { alert: "FalcoMetricsAbsent", args: exporter, thresholds: { absentMinutes: 7 } },
    { alert: "FalcoNodeUnwatched", args: native, thresholds: { unwatchedMinutes: 7 } },
    { alert: "FalcoNoEvents", args: native, thresholds: { noEventsMinutes: 7 } },
    { alert: "FalcoRulesDiffer", args: native, thresholds: { differMinutes: 7 } },
    { alert: "FalcoVersionsDiffer", args: native, thresholds: { differMinutes: 7 } },
    { alert: "FalcoVersionsDiffer", args: exporter, thresholds: { differMinutes: 7 } },
  ].map((decided) => ({ ...decided, in: "for", as: "7m" }) as const),
  ...[
    { alert: "FalcoKernelDrops", args: native, thresholds: { kernelDropsPercent: 7 }, as: " > 7" },
    { alert: "FalcoKernelDropsHigh", args: native, thresholds: { kernelDropsCriticalPercent: 7 }, as: " > 7" },
    { alert: "FalcoMemoryHigh", args: native, thresholds: { memoryPercent: 77 }, as: " / 1073741824 > 77" },
    { alert: "FalcoMemoryHigh", args: exporter, thresholds: { memoryPercent: 77 }, as: " / 1073741824 > 77" },
    { alert: "FalcosidekickMemoryHigh", args: native, thresholds: { memoryPercent: 77 }, as: " / 268435456 > 77" },
    { alert: "FalcoRestarting", args: native, thresholds: { restartsPerHour: 7 }, as: " > 7" },
    { alert: "FalcoRestarting", args: exporter, thresholds: { restartsPerHour: 7 }, as: " > 7" },
    { alert: "FalcoAlertsLost", args: native, thresholds: { lostAlerts: 7 }, as: " > 7" },
    { alert: "FalcoCertificatesExpire", args: exporter, thresholds: { certificateDays: 7 }, as: " < 604800" },
    {
      alert: "FalcoAlert",
      args: exporter,
      thresholds: { priority: "warning" } as const,
      as: 'priority=~"3|4"',
    },
    {
      alert: "FalcoCriticalAlert",
      args: native,
      thresholds: { priority: "emergency" } as const,
      as: 'priority=~"0"',
    },
  ].map((decided) => ({ ...decided, in: "expr" }) as const),
];
