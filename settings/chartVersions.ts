/** Charts of the stack, by their upstream names. */
export const chartNames = ["falco", "falco-exporter", "falcosidekick"] as const;
export type ChartName = (typeof chartNames)[number];

/**
 * Chart versions that the stack deploys. Falco's is the last with a gRPC server (chart 9.0.0 refuses the values,
 * falco chart CHANGELOG v9.0.0); the exporter is not developed further upstream.
 */
export const chartVersions: Readonly<Record<ChartName, string>> = {
  falco: "8.0.5",
  "falco-exporter": "0.12.2",
  falcosidekick: "0.14.0",
};

/** Image tags that differ from the charts' defaults. */
export const imageTags = {
  /** The chart's appVersion; its default tag is 0.8.3. */
  falcoExporter: "0.8.7",
  /** 2.2.0, the chart's default, lets an empty password in (falcosidekick-ui v2.2.0, main.go). */
  ui: "2.3.0",
  /** The chart's 7.2.0-v11 runs code for whoever may send it a script (CVE-2025-49844). */
  redis: "7.2.0-v19",
} as const;
