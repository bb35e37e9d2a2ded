import { gte, valid } from "semver";

/** Default `image.tag` by chart; `appVersion` says less from 0.11.1 on (falcosidekick charts, values.yaml). */
const byChart = [
  ["0.11.1", "2.32.0"],
  ["0.9.8", "2.31.1"],
  ["0.9.0", "2.30.0"],
] as const;

/**
 * The version of falcosidekick that runs: the one of `imageTag` where that is a version (a digest does not matter), or
 * else the chart's. Of a chart newer than 0.14.0 the newest that is known.
 */
export function sidekickAppVersion(chartVersion: string, imageTag?: string): string {
  const given = valid(imageTag?.split("@")[0]);
  return given ?? byChart.find(([from]) => gte(chartVersion, from))?.[1] ?? "2.29.0";
}
