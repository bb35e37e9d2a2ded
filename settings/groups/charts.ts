import { valid } from "semver";
import { z } from "zod";
import { defaultChartVersions } from "../chartVersions";
import { defaultFalcoCharts } from "../falcoCharts";
import { hasRightPort, secretText, text, userName } from "../leaf";

const upstream = "https://falcosecurity.github.io/charts";
const repository = "an https:// or oci:// URL without a login in it, or a directory";

/** Not a range, not a tag that moves: what is deployed today is deployed tomorrow. */
const exactVersion = (version: string) => {
  const expected = `an exact version such as ${version}`;
  return text(/^\S+$/, expected).refine((text) => valid(text) === text, { error: expected });
};

export const charts = z.strictObject({
  repository: text(/^((https|oci):\/\/[^\s@]+|(?!\w+:\/\/)\S.*)$/, repository)
    .refine(hasRightPort, { error: repository })
    .refine((written) => !/^https:.*\/index\.yaml\/?$/.test(written), {
      error: "the URL of a chart repository without index.yaml, which Helm adds",
    })
    .refine((written) => !/^https:\/\/github\.com\/[^/]+\/[^/]+\/?$/.test(written), {
      error: `the URL of a chart repository, such as ${upstream}: this one is a Git repository`,
    })
    .refine((written) => !/\.tgz$|^oci:\/\/[^/]+\/.*:[^/]*$/.test(written), {
      error: "the place where the charts are, without the name and version of one",
    })
    .default(upstream)
    .describe(
      "Where the charts come from: an https chart repository, `oci://…`, or a directory (relative to the project) that holds `<name>-<version>/` or `<name>-<version>.tgz` of each",
    ),
  falco: exactVersion(defaultFalcoCharts.native)
    .optional()
    .meta({ follows: true })
    .describe(
      `Version of the falco chart, 3.0.0 to 9.2.0; unless set, ${defaultFalcoCharts.exporter} with \`metricsSource: exporter\`, which needs one before 9.0.0, and ${defaultFalcoCharts.native} with \`native\``,
    ),
  falcoExporter: exactVersion(defaultChartVersions["falco-exporter"])
    .default(defaultChartVersions["falco-exporter"])
    .describe("Version of the falco-exporter chart, 0.9.1 to 0.12.2"),
  falcosidekick: exactVersion(defaultChartVersions.falcosidekick)
    .default(defaultChartVersions.falcosidekick)
    .describe("Version of the falcosidekick chart, 0.8.0 to 0.14.0"),
  username: userName().optional().describe("Login name for an https or OCI `repository` that asks for one"),
  password: secretText(/^[^\r\n]+$/, "a password on one line")
    .optional()
    .describe("Its password"),
});
