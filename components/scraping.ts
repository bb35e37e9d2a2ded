/** How Prometheus comes to the metrics of a release. */
export interface Scraping {
  /** By a ServiceMonitor of the stack's. Otherwise by annotations; never by both, as all would be counted twice. */
  readonly serviceMonitor: boolean;
  /** Label `cluster` of the Service with the metrics, which a ServiceMonitor carries to them. */
  readonly cluster: string;
}

/** Annotations of a Service or pod, as Prometheus' own chart reads them; "false" overrules what charts have. */
export const scrapeAnnotations = ({ serviceMonitor }: Scraping, port: number): Readonly<Record<string, string>> =>
  serviceMonitor
    ? { "prometheus.io/scrape": "false" }
    : { "prometheus.io/scrape": "true", "prometheus.io/port": String(port) };
