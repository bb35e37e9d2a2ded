import { z } from "zod";
import { defaultFalcoCharts } from "./falcoCharts";
import { certificates } from "./groups/certificates";
import { charts } from "./groups/charts";
import { dashboard } from "./groups/dashboard";
import { grpc } from "./groups/grpc";
import { images } from "./groups/images";
import { monitoring } from "./groups/monitoring";
import { proxy } from "./groups/proxy";
import { nodeSelector, priorityClass, resources, tolerations } from "./groups/placement";
import { rules } from "./groups/rules";
import { sidekick } from "./groups/sidekick";
import { ui } from "./groups/ui";
import { flag, oneOf, text, wholeNumber, ownNamespace } from "./leaf";
import { priorities } from "../ruleFiles/priorities";

const helmValuesOf = (chart: string) =>
  z
    .record(z.string(), z.unknown(), { error: "an object with values of the chart" })
    .default({})
    .describe(
      `More values of the ${chart} chart, for what no setting controls; \`null\` removes a default. No secrets`,
    );

/** What Kubernetes takes as the value of a label. */
export const labelValue = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
export const labelValueForm =
  "at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends";

/**
 * Every setting of the stack, keys of the Pulumi config namespace `falco`. The single source of types, defaults, the
 * config reference (from the descriptions) and the JSON Schema. What holds between settings is in faults.ts.
 */
export const settingsSchema = z.strictObject({
  // 29 characters are what is left of a pod label once the longest name, redis' revision, is in it.
  namespace: ownNamespace(29)
    .default("falco")
    .describe(
      "Namespace of Falco and its exporter. In any other than `falco` the names that a cluster shares begin with it, so that two stacks never meet",
    ),
  kubeContext: text(/^[^\r\n]+$/, "the name of a context of the kubeconfig")
    .optional()
    .describe("Context of your kubeconfig; required where it holds more than one"),
  cluster: text(labelValue, labelValueForm)
    .optional()
    .describe(
      "Name of the cluster: a label of the stack's Services and a field of every alert; the stack's name unless set",
    ),
  charts: charts.prefault({}),
  images: images.prefault({}),
  proxy: proxy.prefault({}),
  caBundle: text(/^[^\r\n]+$/, "the path of a PEM file")
    .optional()
    .describe(
      "PEM file with the CAs of your company, path relative to the project: trusted, besides the images' own, by falcoctl and by every output of Falcosidekick",
    ),
  driver: oneOf(["modern_ebpf", "ebpf", "kmod", "auto"])
    .default("modern_ebpf")
    .describe(
      "How Falco gets its events from the kernel: `modern_ebpf` (kernel 5.8 and later, least privilege), `ebpf`, `kmod`, or `auto`. All but the first fetch or build a driver on each node",
    ),
  containerRuntimeSocket: text(
    /^(unix:\/\/)?(\/[^\s/]+)+\.sock$/,
    "the absolute path of a socket on the nodes, not that of its directory, such as /run/k3s/containerd/containerd.sock",
  )
    .optional()
    .describe(
      "Socket of the container runtime on the nodes, where it isn't one of those that Falco tries by itself: containerd's, CRI-O's, cri-dockerd's and, from falco chart 4.22.0 on, that of k3s and RKE2",
    ),
  metricsSource: oneOf(["exporter", "native"])
    .default("exporter")
    .describe(
      "Where metrics come from: falco-exporter over gRPC (falco charts before 9.0.0), or Falco itself (falco charts from 4.6.0), without gRPC, exporter and certificates",
    ),
  priority: oneOf(priorities)
    .default("debug")
    .describe(`Rules below this priority are not loaded: ${priorities.join(", ")}`),
  certificates: certificates.prefault({}),
  grpc: grpc.prefault({}),
  rules: rules.prefault({}),
  sidekick: sidekick.prefault({}),
  ui: ui.prefault({}),
  dashboard: dashboard.prefault({}),
  monitoring: monitoring.prefault({}),
  resources: resources.prefault({}),
  tolerations: tolerations.prefault({}),
  nodeSelector: nodeSelector.prefault({}),
  priorityClass: priorityClass.prefault({}),
  preflight: flag()
    .default(true)
    .describe(
      "Look at the cluster before anything is deployed, and refuse what would fail there. `false` leaves only that it is the stack's own cluster, and its own namespaces",
    ),
  helmTimeout: wholeNumber(30, 7200, "seconds")
    .default(600)
    .describe("Seconds that each release has for its pods to become ready, before it is rolled back"),
  helmValues: z
    .strictObject({
      falco: helmValuesOf("falco"),
      falcoExporter: helmValuesOf("falco-exporter"),
      falcosidekick: helmValuesOf("falcosidekick"),
    })
    .prefault({}),
});

/** The same, with what follows from other settings unless it is set. */
export const completeSettingsSchema = settingsSchema.transform(({ charts, metricsSource, ...others }) => ({
  ...others,
  metricsSource,
  charts: {
    ...charts,
    falco: charts.falco ?? defaultFalcoCharts[metricsSource],
    isFalcoSet: charts.falco !== undefined,
  },
}));

/** What the schema makes of a config: defaults filled in, secrets wrapped as secret Outputs. */
export type ParsedSettings = Readonly<z.output<typeof completeSettingsSchema>>;
/** The settings as a user writes them: everything optional, secrets as text or Outputs. */
export type SettingsInput = z.input<typeof settingsSchema>;
