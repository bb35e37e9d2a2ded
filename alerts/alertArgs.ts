import type { Deployment } from "../promql/deployment";
import type { Priority } from "../ruleFiles/priorities";

/** What decides the alerts of a stack: what is deployed, and from when on it is worth an alert. */
export interface AlertArgs extends Deployment {
  /** Name of the cluster, for alerts about series that aren't there and so can't tell it. */
  readonly cluster: string;
  /** As `monitoring.thresholds` of the settings. */
  readonly thresholds: AlertThresholds;
  /** Where docs/runbook.md is read; each alert links to its section there. */
  readonly runbookUrl: string;
  /** Memory limit of the container `falco`; without one nothing can be near it. */
  readonly falcoMemoryLimitBytes?: number | undefined;
  /** Memory limit of a pod of Falcosidekick. */
  readonly sidekickMemoryLimitBytes?: number | undefined;
  /** Earliest end of the certificates, ISO 8601; undefined where the stack has none of its own. */
  readonly certificatesExpire?: string | undefined;
}

export interface AlertThresholds {
  readonly downMinutes: number;
  readonly absentMinutes: number;
  readonly unwatchedMinutes: number;
  readonly noEventsMinutes: number;
  readonly kernelDropsPercent: number;
  readonly kernelDropsCriticalPercent: number;
  readonly memoryPercent: number;
  readonly restartsPerHour: number;
  readonly lostAlerts: number;
  readonly differMinutes: number;
  readonly certificateDays: number;
  /** The least grave priority of which each event raises an alert. */
  readonly priority: Priority;
}
