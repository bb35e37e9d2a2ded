import { z } from "zod";
import { chartFaults } from "./chartSource";
import { dnsLabel, labels, oneOf, quantity, text, wholeNumber } from "./leaf";
import { priorities } from "./priorities";
import { sidekickOutputs } from "./sidekickOutputs";

// The descriptions are the config reference of the README.

const days = (min: number, max: number) => wholeNumber(min, max, "days");
const nameText = text(/^[^\r\n]{1,64}$/, "1 to 64 characters on one line");

const charts = z.strictObject({
  repository: text(
    /^((https|oci):\/\/[^\s@]+|(?!\w+:\/\/)\S.*)$/,
    "an https:// or oci:// URL without a login in it, or a directory",
  )
    .superRefine((repository, context) => {
      const faults = chartFaults(repository);
      const message = `a directory with <name>-<version>/ or <name>-<version>.tgz of each chart: ${faults.join(", ")}`;
      if (faults.length > 0) context.addIssue({ code: "custom", message });
    })
    .default("https://falcosecurity.github.io/charts")
    .describe(
      "Where the charts come from: an https chart repository, `oci://…`, or a directory (relative to the project) that holds `<name>-<version>/` or `<name>-<version>.tgz` of each",
    ),
});

const subject = z.strictObject({
  country: text(/^[A-Z]{2}$/, "a country code of two capital letters")
    .optional()
    .describe("C"),
  province: nameText.optional().describe("ST"),
  locality: nameText.optional().describe("L"),
  organization: nameText.default("falco").describe("O"),
  organizationalUnit: nameText.optional().describe("OU of the CA; a leaf's is `server` or `client`"),
  commonName: nameText.default("falco-grpc-ca").describe("CN of the CA; a leaf's is its Service's or reader's name"),
});

const certificates = z
  .strictObject({
    algorithm: oneOf(["ECDSA-P256", "RSA-4096"]).default("ECDSA-P256").describe("Keys of the CA and of all leaves"),
    caValidityDays: days(2, 7300)
      .default(3650)
      .describe("Life of the CA's certificate; it is renewed while a leaf's whole life still fits into it"),
    leafValidityDays: days(2, 3650).default(365).describe("Life of a leaf certificate"),
    renewBeforeDays: days(1, 3650)
      .default(90)
      .describe("`pulumi up` renews a leaf this close to its end; every `up` and `preview` warns from then on"),
    rotation: wholeNumber(1, 1_000_000)
      .default(1)
      .describe("Raise it, and the next `up` reissues all leaves with new keys"),
    subject: subject.prefault({}),
  })
  .superRefine(({ caValidityDays, leafValidityDays, renewBeforeDays }, context) => {
    const wrong = (key: string, message: string, suggestion: number) => {
      context.addIssue({ code: "custom", path: [key], message, params: { suggestion } });
    };
    if (renewBeforeDays >= leafValidityDays)
      wrong(
        "renewBeforeDays",
        `less than leafValidityDays, which is ${leafValidityDays}`,
        Math.max(1, Math.floor(leafValidityDays / 4)),
      );
    if (leafValidityDays * 2 > caValidityDays)
      wrong(
        "leafValidityDays",
        `at most half of caValidityDays, which is ${caValidityDays}: no leaf outlives its CA, which would be renewed all the time`,
        Math.max(1, Math.floor(caValidityDays / 10)),
      );
  });

const grpc = z.strictObject({
  port: wholeNumber(1024, 65535)
    .refine((port) => port !== 8765, { error: "another port than 8765, which is Falco's web server's" })
    .default(5060)
    .describe("Port of Falco's gRPC server and of the node-local Service"),
  threadiness: wholeNumber(0, 1024, "threads").default(0).describe("Threads that serve it; 0 is one for each CPU"),
  clients: z
    .array(dnsLabel(40), { error: "a list of names" })
    .refine((names) => new Set(names).size === names.length, { error: "names that are all different" })
    .refine((names) => !names.includes("exporter"), {
      error: "names other than exporter, which is the stack's own reader",
    })
    .default([])
    .describe(
      "Systems of your own that read alerts by gRPC: each gets a certificate, in the Secret `falco-grpc-client-<name>`. All readers of a Falco share one queue: what one takes, the exporter never counts",
    ),
});

const sidekick = z.strictObject({
  namespace: dnsLabel()
    .optional()
    .describe("Namespace of Falcosidekick, its UI and redis; `<namespace>-sidekick` unless set"),
  replicas: wholeNumber(1, 100).default(2).describe("Pods of Falcosidekick, and of its UI"),
  outputs: sidekickOutputs.prefault({}),
});

const storage = z.strictObject({
  enabled: z
    .boolean({ error: "true or false" })
    .default(true)
    .describe("Keep the UI's alerts in a volume; without one a restart of redis loses them"),
  class: text(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "the name of a StorageClass")
    .optional()
    .describe("StorageClass; the cluster's default unless set"),
  size: quantity().default("1Gi").describe("Size of the volume"),
});

const ui = z.strictObject({
  service: oneOf(["ClusterIP", "NodePort"])
    .default("ClusterIP")
    .describe("`NodePort` opens the UI on every node, in plain HTTP: for networks that you trust"),
  nodePort: wholeNumber(30000, 32767).default(32000).describe("The port on every node"),
  // The UI falls back to admin:admin when `user:password` doesn't split in two (falcosidekick-ui v2.3.0, main.go).
  user: text(/^[^\s:]{1,64}$/, "1 to 64 characters without a colon or white space")
    .default("admin")
    .describe("Login name; the password is generated"),
  retention: text(/^[1-9]\d*[smdw]$/, "a number and one of s, m, d, w (seconds, minutes, days, weeks)")
    .default("7d")
    .describe("How long the UI keeps alerts: a number and s, m, d or w. The oldest go earlier when redis is full"),
  storage: storage.prefault({}),
});

const dashboard = z.strictObject({
  namespace: dnsLabel()
    .optional()
    .describe("Namespace of the dashboard's ConfigMap, one that Grafana's sidecar watches; the stack's unless set"),
  labels: labels().default({ grafana_dashboard: "1" }).describe("Labels that the sidecar selects by"),
  folder: text(/^[^\r\n/]{1,64}$/, "1 to 64 characters without a slash")
    .default("Falco")
    .describe("Grafana folder"),
});

/** Every setting of the stack, keys of the Pulumi config namespace `falco`. The single source of types and defaults. */
export const settingsSchema = z
  .strictObject({
    // 29 characters are what is left of a pod label once the longest name, redis' revision, is in it.
    namespace: dnsLabel(29)
      .default("falco")
      .describe(
        "Namespace of Falco and its exporter. In any other than `falco` the names that a cluster shares begin with it, so that two stacks never meet",
      ),
    kubeContext: text(/^[^\r\n]+$/, "the name of a context of the kubeconfig")
      .optional()
      .describe("Context of your kubeconfig; required where it holds more than one"),
    charts: charts.prefault({}),
    driver: oneOf(["modern_ebpf", "ebpf", "kmod", "auto"])
      .default("modern_ebpf")
      .describe(
        "How Falco gets its events from the kernel: `modern_ebpf` (kernel 5.8 and later, least privilege), `ebpf`, `kmod`, or `auto`. All but the first fetch or build a driver on each node",
      ),
    priority: oneOf(priorities)
      .default("debug")
      .describe(`Rules below this priority are not loaded: ${priorities.join(", ")}`),
    certificates: certificates.prefault({}),
    grpc: grpc.prefault({}),
    sidekick: sidekick.prefault({}),
    ui: ui.prefault({}),
    dashboard: dashboard.prefault({}),
    helmTimeout: wholeNumber(30, 7200, "seconds")
      .default(600)
      .describe("Seconds that each release has for its pods to become ready, before it is rolled back"),
  })
  .superRefine(({ namespace, sidekick: { namespace: sidekickNamespace } }, context) => {
    const message = `another namespace than falco:namespace, which is ${namespace}: Falco needs privileges that this one must not have`;
    if (sidekickNamespace === namespace)
      context.addIssue({
        code: "custom",
        path: ["sidekick", "namespace"],
        message,
        params: { suggestion: `${namespace}-sidekick` },
      });
  });

/** The settings, complete: defaults filled in, secrets wrapped as secret Outputs. */
export type Settings = Readonly<z.output<typeof settingsSchema>>;
/** The settings as a user writes them: everything optional, secrets as text or Outputs. */
export type SettingsInput = z.input<typeof settingsSchema>;
