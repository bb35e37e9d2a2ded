import { inNamespace, series } from "./series";

// When counters began at 0, in seconds since 1970.

/** Of falco-exporter and Falcosidekick: when the process started, by Prometheus' client for Go. */
export const goStartedAt = (namespace: string): string =>
  series("process_start_time_seconds", [inNamespace(namespace)]);

/**
 * Of Falco: when it last read its configuration, which also begins its counters anew (falco 0.43.1, app.cpp); before 0.41
 * when it started.
 */
export const falcoStartedAt = (namespace: string): string =>
  "(" +
  ["reload", "start"]
    .map((moment) => series(`falcosecurity_falco_${moment}_timestamp_nanoseconds`, [inNamespace(namespace)]))
    .join(" or ") +
  ") / 1e9";
