/** The JSON that Grafana reads: with sorted keys, so that one dashboard is always the same bytes. */
export const dashboardJson = (dashboard: object): string => `${JSON.stringify(dashboard, sortKeys, 2)}\n`;

const sortKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
