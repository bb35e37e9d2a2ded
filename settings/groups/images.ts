import { z } from "zod";
import { dnsSubdomain, hasRightPort, secretText, text, userName } from "../leaf";

const tag = () =>
  text(
    /^\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?$/,
    "a tag such as 1.2.3, or 1.2.3@sha256: and 64 hexadecimal digits",
  ).optional();

const place = "a registry as host, host:port or host:port/path, without https:// before it and without a login";
/** Without a dot or a port, container runtimes would take the host for a name on Docker Hub. */
const registry = () =>
  text(
    /^(localhost|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+|[a-z0-9-]+(?=:\d))(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    place,
  ).refine(hasRightPort, { error: place });

export const images = z.strictObject({
  registry: registry()
    .optional()
    .describe(
      "Registry that every image comes from, for instance `mirror.example.com:5000/falco`; the images keep their names in it. With `rules.source: registry`, rules and the container plugin come from it too",
    ),
  pullSecrets: z
    .array(dnsSubdomain(), { error: "a list of names of Secrets" })
    .default([])
    .describe("Pull Secrets of your own, in both namespaces"),
  username: userName()
    .optional()
    .describe("Login name for `registry`: the stack makes a pull Secret in each of its namespaces"),
  password: secretText(/^[^\r\n]+$/, "a password on one line")
    .optional()
    .describe("Its password"),
  tags: z
    .strictObject({
      falco: tag().describe("Image tag of Falco; the chart's unless set. Like all tags it may end in `@sha256:…`"),
      falcoctl: tag().describe(
        "Image tag of falcoctl, which runs with `rules.source: registry`; the chart's unless set",
      ),
      falcoExporter: tag().describe("Image tag of falco-exporter; 0.8.7 unless set"),
      falcosidekick: tag().describe("Image tag of Falcosidekick; the chart's unless set"),
      ui: tag().describe(
        "Image tag of the UI, 2.3.0 or later: earlier ones have an authentication flaw; 2.3.0 unless set",
      ),
      redis: tag().describe("Image tag of redis-stack; 7.2.0-v19 unless set"),
    })
    .prefault({}),
});
