import { valid } from "semver";
import { z } from "zod";
import { defaultChartVersions } from "../chartVersions";
import { text } from "../leaf";

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
    "Version of the falco chart, 3.0.0 to 9.1.0; from 9.0.0 on `metricsSource` has to be `native`",
  ),
  falcoExporter: exactVersion(defaultChartVersions["falco-exporter"]).describe(
    "Version of the falco-exporter chart, 0.9.1 to 0.12.2",
  ),
  falcosidekick: exactVersion(defaultChartVersions.falcosidekick).describe(
    "Version of the falcosidekick chart, 0.8.0 to 0.14.0",
  ),
});

const tag = () =>
  text(
    /^\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?$/,
    "a tag such as 1.2.3, or 1.2.3@sha256: and 64 hexadecimal digits",
  ).optional();

export const images = z.strictObject({
  tags: z
    .strictObject({
      falco: tag().describe("Image tag of Falco; the chart's unless set. Like all tags it may end in `@sha256:…`"),
      falcoctl: tag().describe(
        "Image tag of falcoctl, which runs with `rules.source: registry`; the chart's unless set",
      ),
      falcoExporter: tag().describe("Image tag of falco-exporter; 0.8.7 unless set"),
      falcosidekick: tag().describe("Image tag of Falcosidekick; the chart's unless set"),
      ui: tag().describe(
        "Image tag of the UI, 2.3.0 or later: earlier ones let an empty password in; 2.3.0 unless set",
      ),
      redis: tag().describe("Image tag of redis-stack; 7.2.0-v19 unless set"),
    })
    .prefault({}),
});
