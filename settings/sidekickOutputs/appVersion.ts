import { lt } from "semver";
import { defaultImageTags } from "../chartVersions";
import { removeCommand } from "../commands";

/** What comes before a version is a prerelease of it; anything else behind one, such as -amd64, is a build of it. */
const versionTag = /^v?(\d+)\.(\d+)(?:\.(\d+))?(-(?:alpha|beta|rc)[.\d]*)?(?:[-+_.]|$)/;

/** The version that a tag tells, its digest left out; undefined where it tells none, such as `latest`. */
function versionOf(imageTag: string): string | undefined {
  const [, major, minor, patch = "0", prerelease = ""] = versionTag.exec(imageTag.split("@")[0] ?? "") ?? [];
  return major === undefined || minor === undefined ? undefined : `${major}.${minor}.${patch}${prerelease}`;
}

/** The version of falcosidekick that runs, as its tag tells; of a tag that tells none the stack's own. */
export const sidekickAppVersion = (imageTag: string = defaultImageTags.falcosidekick): string =>
  versionOf(imageTag) ?? defaultImageTags.falcosidekick;

/** A sentence where nobody can tell from the tag what this falcosidekick can do. */
export const sidekickTagWarnings = (imageTag?: string): readonly string[] =>
  imageTag === undefined || versionOf(imageTag) !== undefined
    ? []
    : [
        `falco:images.tags.falcosidekick is ${imageTag}, which tells no version: outputs are judged as for ${defaultImageTags.falcosidekick}, the stack's own.`,
      ];

/** What an image of the user's costs that is older than the stack's own. */
export const severalOutputsWarnings = (imageTag?: string): readonly string[] =>
  lt(sidekickAppVersion(imageTag), "2.35.0")
    ? [
        `falco:images.tags.falcosidekick is ${imageTag ?? ""}: up to 2.34.1 it can end when several outputs are busy at once, and loses the alerts that are on their way (falcosidekick issue 1388).\n      ${removeCommand(["images", "tags", "falcosidekick"])}`,
      ]
    : [];
