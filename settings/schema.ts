import { z } from "zod";
import { chartFaults } from "./chartSource";
import { dnsLabel, labels, oneOf, quantity, text, wholeNumber } from "./leaf";
import { priorities } from "./priorities";
import { sidekickOutputs } from "./sidekickOutputs";

const days = (max: number) => wholeNumber(1, max, "days");
const nameText = text(/^[^\r\n]{1,64}$/, "1 to 64 characters on one line");

const certificates = z
  .strictObject({
    algorithm: oneOf(["ECDSA-P256", "RSA-4096"]).default("ECDSA-P256"),
    caValidityDays: days(7300).default(3650),
    leafValidityDays: days(3650).default(365),
    renewBeforeDays: days(3650).default(90),
    rotation: wholeNumber(1, 1_000_000).default(1),
    subject: z
      .strictObject({
        country: text(/^[A-Z]{2}$/, "a country code of two capital letters").optional(),
        province: nameText.optional(),
        locality: nameText.optional(),
        organization: nameText.default("falco"),
        organizationalUnit: nameText.optional(),
        commonName: nameText.default("falco-grpc-ca"),
      })
      .prefault({}),
  })
  .superRefine((certificates, context) => {
    const { caValidityDays, leafValidityDays, renewBeforeDays } = certificates;
    const wrong = (key: string, message: string, suggestion: number) => {
      context.addIssue({ code: "custom", path: [key], message, params: { suggestion } });
    };
    if (renewBeforeDays >= leafValidityDays)
      wrong("renewBeforeDays", `less than leafValidityDays, which is ${leafValidityDays}`, Math.floor(leafValidityDays / 4));
    if (leafValidityDays >= caValidityDays)
      wrong("leafValidityDays", `less than caValidityDays, which is ${caValidityDays}: no leaf outlives its CA`, Math.floor(caValidityDays / 10));
  });

const grpc = z.strictObject({
  port: wholeNumber(1024, 65535).default(5060),
  threadiness: wholeNumber(0, 1024, "threads").default(0),
  clients: z
    .array(dnsLabel(40), { error: "a list of names" })
    .refine((names) => new Set(names).size === names.length, { error: "names that are all different" })
    .refine((names) => !names.includes("exporter"), { error: "names other than exporter, which is the stack's own reader" })
    .default([]),
});

const sidekick = z.strictObject({
  namespace: dnsLabel().optional(),
  replicas: wholeNumber(1, 100).default(2),
  outputs: sidekickOutputs.prefault({}),
});

const ui = z.strictObject({
  service: oneOf(["ClusterIP", "NodePort"]).default("ClusterIP"),
  nodePort: wholeNumber(30000, 32767).default(32000),
  /** The UI falls back to admin:admin when `user:password` doesn't split in two (falcosidekick-ui v2.3.0, main.go). */
  user: text(/^[^\s:]{1,64}$/, "1 to 64 characters without a colon or white space").default("admin"),
  retention: text(/^(0|[1-9]\d*[smdw])$/, "a number and one of s, m, d, w (seconds, minutes, days, weeks), or 0 for ever").default("7d"),
  storage: z
    .strictObject({
      enabled: z.boolean({ error: "true or false" }).default(true),
      class: text(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "the name of a StorageClass").optional(),
      size: quantity().default("1Gi"),
    })
    .prefault({}),
});

const dashboard = z.strictObject({
  namespace: dnsLabel().optional(),
  labels: labels().default({ grafana_dashboard: "1" }),
  folder: text(/^[^\r\n/]{1,64}$/, "1 to 64 characters without a slash").default("Falco"),
});

const charts = z.strictObject({
  repository: text(/^((https|oci):\/\/\S+|(?!\w+:\/\/)\S.*)$/, "an https:// or oci:// URL, or a directory")
    .superRefine((repository, context) => {
      const faults = chartFaults(repository);
      const message = `a directory with <name>-<version>/ or <name>-<version>.tgz of each chart: ${faults.join(", ")}`;
      if (faults.length > 0) context.addIssue({ code: "custom", message });
    })
    .default("https://falcosecurity.github.io/charts"),
});

/** Every setting of the stack, keys of the Pulumi config namespace `falco`. The single source of types and defaults. */
export const settingsSchema = z.strictObject({
  /** 29 characters are what is left of a pod label once the longest name, redis' revision, is in it. */
  namespace: dnsLabel(29).default("falco"),
  kubeContext: text(/^[^\r\n]+$/, "the name of a context of the kubeconfig").optional(),
  charts: charts.prefault({}),
  driver: oneOf(["modern_ebpf", "ebpf", "kmod", "auto"]).default("modern_ebpf"),
  priority: oneOf(priorities).default("debug"),
  certificates: certificates.prefault({}),
  grpc: grpc.prefault({}),
  sidekick: sidekick.prefault({}),
  ui: ui.prefault({}),
  dashboard: dashboard.prefault({}),
  helmTimeout: wholeNumber(30, 7200, "seconds").default(600),
});

/** The settings, complete: defaults filled in, secrets wrapped as secret Outputs. */
export type Settings = Readonly<z.output<typeof settingsSchema>>;
/** The settings as a user writes them: everything optional, secrets as text or Outputs. */
export type SettingsInput = z.input<typeof settingsSchema>;

