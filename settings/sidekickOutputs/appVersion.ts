import { gte } from "semver";

/** Default `image.tag` by chart; `appVersion` says less from 0.11.1 on (falcosidekick charts, values.yaml). */
const byChart = [
  ["0.11.1", "2.32.0"],
  ["0.9.8", "2.31.1"],
  ["0.9.0", "2.30.0"],
] as const;

/** What comes before a version is a prerelease of it; anything else behind one, such as -amd64, is a build of it. */
const versionTag = /^v?(\d+)\.(\d+)(?:\.(\d+))?(-(?:alpha|beta|rc)[.\d]*)?(?:[-+_.]|$)/;

/** The version that a tag tells, its digest left out; undefined where it tells none, such as `latest`. */
function versionOf(imageTag: string): string | undefined {
  const [, major, minor, patch = "0", prerelease = ""] = versionTag.exec(imageTag.split("@")[0] ?? "") ?? [];
  return major === undefined || minor === undefined ? undefined : `${major}.${minor}.${patch}${prerelease}`;
}

/**
 * The version of falcosidekick that runs: the one that `imageTag` tells, or else the chart's. Of a chart newer than
 * 0.14.0 the newest that is known.
 */
export const sidekickAppVersion = (chartVersion: string, imageTag?: string): string =>
  (imageTag === undefined ? undefined : versionOf(imageTag)) ??
  byChart.find(([from]) => gte(chartVersion, from))?.[1] ??
  "2.29.0";

/** A sentence where nobody can tell from the tag what this falcosidekick can do. */
export const sidekickTagWarnings = (chartVersion: string, imageTag?: string): readonly string[] =>
  imageTag === undefined || versionOf(imageTag) !== undefined
    ? []
    : [
        `falco:images.tags.falcosidekick is ${imageTag}, which tells no version: outputs are judged as for ${sidekickAppVersion(chartVersion)}, the chart's own.`,
      ];
