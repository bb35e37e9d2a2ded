import { z } from "zod";
import type { Finding } from "../finding";
import { flag, oneOf, secretText, text, userName } from "../leaf";

export const rules = z.strictObject({
  files: z
    .array(text(/^[^\r\n]+$/, "the path of a rules file"), { error: "a list of paths" })
    .default([])
    .describe(
      "Rules files of your own, paths relative to the project, loaded after the others in this order. They are checked, and carried byte for byte by a ConfigMap of the stack",
    ),
  source: oneOf(["bundled", "registry"])
    .default("bundled")
    .describe(
      "`bundled`: the rules of Falco's image, nothing is fetched. `registry`: falcoctl fetches them from an OCI registry when a pod starts",
    ),
  registryRef: text(
    // Any other artifact, and Falco would run without the upstream rules, without a word.
    /^([a-z0-9.-]+(:\d+)?\/)?([\w.-]+\/)*falco-rules(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/,
    "an OCI reference of falco-rules, such as falco-rules:5 or ghcr.io/falcosecurity/rules/falco-rules:5",
  )
    .optional()
    .describe(
      "What falcoctl fetches with `source: registry`, for instance `falco-rules:5`; the chart's choice unless set",
    ),
  username: userName().optional().describe("Login name for the registry of `registryRef`, or of `images.registry`"),
  // Both end a field of FALCOCTL_REGISTRY_AUTH_BASIC (falcoctl 0.4.0, internal/config/config.go).
  password: secretText(/^[^,;\r\n]+$/, "a password on one line without commas and semicolons, at which falcoctl splits")
    .optional()
    .describe("Its password"),
  autoUpdate: flag()
    .default(false)
    .describe(
      "With `source: registry`: falcoctl goes on looking for newer rules and Falco loads them, on each node by itself",
    ),
});

/** Settings of falcoctl's that bundled rules have no use for. */
export function rulesFaults({
  rules: { source, registryRef, autoUpdate },
}: {
  rules: z.output<typeof rules>;
}): Finding[] {
  if (source === "registry") return [];
  return [...(registryRef === undefined ? [] : ["registryRef"]), ...(autoUpdate ? ["autoUpdate"] : [])].map((key) => ({
    path: ["rules", key],
    expected: "rules.source to be registry: bundled rules are not fetched",
    restsOn: [["rules", "source"]],
    repairs: [{ path: ["rules", "source"], value: "registry" }],
  }));
}
