/** Falco's priorities, the gravest first, by the full names that both Falco and Falcosidekick accept. */
export const priorities = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "informational",
  "debug",
] as const;
export type Priority = (typeof priorities)[number];
