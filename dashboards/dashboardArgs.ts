import type { Deployment } from "../promql/deployment";

/** A stack whose series a dashboard shows, and where its readers can go on to. */
export interface DashboardArgs extends Deployment {
  /** Stable: links to the dashboard carry it. At most 40 characters. */
  readonly uid: string;
  /** Unique in its folder, or Grafana refuses both. */
  readonly title: string;
  /** Address of Falcosidekick's UI. */
  readonly uiUrl: string | undefined;
  /** From which share of its kernel events that a Falco drops an alert is raised, in percent. */
  readonly thresholds: { readonly kernelDropsPercent: number; readonly kernelDropsCriticalPercent: number };
  /** The dashboard of the alerts in Loki. */
  readonly logs: { readonly uid: string } | undefined;
}
