import { valid } from "semver";
import { z } from "zod";
import { defaultChartVersions } from "../chartVersions";
import { secretText, text, userName } from "../leaf";

/** Not a range, not a tag that moves: what is deployed today is deployed tomorrow. */
const exactVersion = (version: string) => {
  const expected = `an exact version such as ${version}`;
  return text(/^\S+$/, expected)
    .refine((text) => valid(text) === text, { error: expected })
    .default(version);
};

export const charts = z.strictObject({
  repository: text(
    /^((https|oci):\/\/[^\s@]+|(?!\w+:\/\/)\S.*)$/,
    "an https:// or oci:// URL without a login in it, or a directory",
  )
    .default("https://falcosecurity.github.io/charts")
    .describe(
      "Where the charts come from: an https chart repository, `oci://…`, or a directory (relative to the project) that holds `<name>-<version>/` or `<name>-<version>.tgz` of each",
    ),
  falco: exactVersion(defaultChartVersions.falco).describe(
    "Version of the falco chart, 3.0.0 to 9.2.0; from 9.0.0 on `metricsSource` has to be `native`",
  ),
  falcoExporter: exactVersion(defaultChartVersions["falco-exporter"]).describe(
    "Version of the falco-exporter chart, 0.9.1 to 0.12.2",
  ),
  falcosidekick: exactVersion(defaultChartVersions.falcosidekick).describe(
    "Version of the falcosidekick chart, 0.8.0 to 0.14.0",
  ),
  username: userName().optional().describe("Login name for an https or OCI `repository` that asks for one"),
  password: secretText(/^[^\r\n]+$/, "a password on one line")
    .optional()
    .describe("Its password"),
});
