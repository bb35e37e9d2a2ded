import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gte } from "semver";
import { chartValues, unknownValues, unlistedValues } from "../../settings/chartValues/chartValues";
import { recordSidekick, sidekickVariants } from "../unit/sidekickArgs";

/** All that were collected, from the first that the stack deploys. */
const versions = readdirSync(join(__dirname, "../../settings/chartValues")).flatMap((file) => {
  const version = /^falcosidekick-(.*)\.json$/.exec(file)?.[1];
  return version !== undefined && gte(version, "0.8.0") ? [version] : [];
});

/** Passed on whole to Kubernetes; no value file lists what may be in them. */
const expectedPassedOn = [
  "service.annotations.prometheus.io/port",
  ...["podSecurityContext", "webui.podSecurityContext"].flatMap((context) =>
    ["runAsNonRoot", "seccompProfile"].map((key) => `${context}.${key}`),
  ),
];

describe.each(versions)("values for falcosidekick %s", (version) => {
  const tree = chartValues("falcosidekick", version) ?? {};

  it.each(Object.entries(sidekickVariants))("exist in the chart, with that type: %s", async (_, changed) => {
    const { values } = await recordSidekick(changed, version);
    if (typeof values !== "object" || values === null) throw new Error("no values");
    expect(unknownValues(tree, values)).toEqual([]);
    const passedOn = unlistedValues(tree, values).map((path) => path.join("."));
    expect(passedOn.filter((path) => !expectedPassedOn.includes(path))).toEqual([]);
  });
});
