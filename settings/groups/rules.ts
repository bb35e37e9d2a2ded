import { z } from "zod";
import { newestRules } from "../falcoArtifacts";
import { falcoVersion } from "../falcoCharts";
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
    "an OCI reference of falco-rules, such as falco-rules:5 or ghcr.io/falcosecurity/rules/falco-rules:5; the stack deploys no other rules and no plugins",
  )
    .refine((ref) => !/falco-rules(:latest)?$/.test(ref), {
      error: "a tag that stays, such as falco-rules:5: latest becomes rules that a newer Falco has to read",
    })
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
      "With `source: registry`: falcoctl goes on looking for newer rules and Falco loads them, on each node by itself. Each time falco-exporter loses its Falco for a moment, restarts and counts from zero",
    ),
  updateEvery: text(/^(?=.*[1-9])(\d+h)?(\d+m)?$/, "hours and minutes such as 6h, 30m or 1h30m")
    .optional()
    .describe(
      "With `autoUpdate`: how often falcoctl looks, for instance `6h`. Unless set it is the chart's: `6h` before falco chart 7.0.2, from then on `168h`, a week",
    ),
});

interface RulesSettings {
  readonly rules: z.output<typeof rules>;
  readonly charts: { readonly falco: string };
  readonly images: { readonly tags: { readonly falco?: string | undefined } };
}

/** Settings of falcoctl's that nothing has a use for, and rules that this Falco can't read. */
export function rulesFaults(settings: RulesSettings): Finding[] {
  const { source, registryRef, autoUpdate, updateEvery } = settings.rules;
  if (source === "registry")
    return [...(updateEvery !== undefined && !autoUpdate ? [idleInterval] : []), ...tooNewRules(settings)];
  const given = { registryRef, autoUpdate: autoUpdate || undefined, updateEvery };
  return Object.entries(given).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          {
            path: ["rules", key],
            expected: "rules.source to be registry: bundled rules are not fetched",
            restsOn: [["rules", "source"]],
            repairs: [{ path: ["rules", "source"], value: "registry" }],
          },
        ],
  );
}

const idleInterval: Finding = {
  path: ["rules", "updateEvery"],
  expected: "rules.autoUpdate to be true: without it falcoctl looks once, when a pod starts",
  restsOn: [["rules", "autoUpdate"]],
  repairs: [{ path: ["rules", "autoUpdate"], value: "true" }],
};

/** Falco ends at rules that want a newer engine, and no pod becomes ready. */
function tooNewRules({ rules: { registryRef }, charts, images }: RulesSettings): Finding[] {
  const falco = falcoVersion(charts.falco, images.tags.falco);
  const newest = falco === undefined ? undefined : newestRules(falco);
  const asked = /:(\d+)[\w.-]*(@|$)/.exec(registryRef ?? "")?.[1];
  if (registryRef === undefined || newest === undefined || asked === undefined || Number(asked) <= Number(newest))
    return [];
  const path = ["rules", "registryRef"];
  return [
    {
      path,
      expected: `falco-rules:${newest} or earlier: Falco ${falco ?? ""} can't read later ones, and its pods would never be ready`,
      restsOn: [
        ["charts", "falco"],
        ["images", "tags", "falco"],
      ],
      repairs: [{ path, value: registryRef.replace(/:\d+[\w.-]*(@.*)?$/, `:${newest}`) }],
    },
  ];
}
