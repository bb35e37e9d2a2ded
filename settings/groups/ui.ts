import { z } from "zod";
import { dnsSubdomain, flag, oneOf, quantity, text, wholeNumber } from "../leaf";

const storage = z.strictObject({
  enabled: flag().default(true).describe("Keep the UI's alerts in a volume; without one a restart of redis loses them"),
  class: dnsSubdomain().optional().describe("StorageClass; the cluster's default unless set"),
  size: quantity().default("1Gi").describe("Size of the volume"),
});

const retention = "a number and one of s, m, d, w (seconds, minutes, days, weeks)";
const secondsOf = (written: string): number =>
  Number.parseInt(written) * ({ s: 1, m: 60, d: 86_400, w: 604_800 }[written.slice(-1)] ?? 0);

export const ui = z.strictObject({
  enabled: flag().default(true).describe("Falcosidekick's web UI, and the redis that keeps its alerts"),
  service: oneOf(["ClusterIP", "NodePort"])
    .default("ClusterIP")
    .describe("`NodePort` opens the UI on every node, in plain HTTP: for networks that you trust"),
  nodePort: wholeNumber(30000, 32767).default(32000).describe("The port on every node"),
  // The UI falls back to admin:admin when `user:password` doesn't split in two (falcosidekick-ui v2.3.0, main.go).
  user: text(/^[^\s:\p{Cc}]{1,64}$/u, "1 to 64 characters without a colon or white space")
    .default("admin")
    .describe("Login name; the password is generated"),
  retention: text(/^[1-9]\d*[smdw]$/, retention)
    .refine((written) => secondsOf(written) >= 3600, { error: `${retention}, an hour at least` })
    .default("7d")
    .describe("How long the UI keeps alerts: a number and s, m, d or w. The oldest go earlier when redis is full"),
  storage: storage.prefault({}),
  existingSecret: dnsSubdomain()
    .optional()
    .describe(
      "Secret of your own in the sidekick's namespace, instead of generated passwords: `FALCOSIDEKICK_UI_USER` (`user:password`), `FALCOSIDEKICK_UI_REDIS_PASSWORD`, `REDIS_PASSWORD`, `REDIS_ARGS` (`--requirepass …`)",
    ),
});
