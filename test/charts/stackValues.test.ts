import { chartValues, unknownValues, unlistedValues } from "../../settings/chartValues/chartValues";
import { chartNames, chartVersions } from "../../settings/chartVersions";
import type { SettingsInput } from "../../settings/settings";
import { recordStack } from "../unit/fixtures";

const slack = {
  webhookurl: "https://hooks.example.com/x",
  channel: "#alerts",
  username: "falco",
  icon: "https://example.com/falco.png",
  footer: "seen by Falco",
  outputformat: "fields",
  minimumpriority: "warning",
} as const;

/** Settings that between them reach every value that the stack can set. */
const settings: readonly SettingsInput[] = [
  {},
  { driver: "kmod", namespace: "blue", grpc: { port: 6060, threadiness: 4, clients: ["siem"] } },
  { driver: "ebpf", priority: "error", sidekick: { replicas: 1, outputs: { slack } } },
  {
    driver: "auto",
    ui: { service: "NodePort", retention: "2w", storage: { enabled: false, class: "fast", size: "5Gi" } },
  },
];

const helmValues = async (input: SettingsInput, chart: string): Promise<object> => {
  const { resources } = await recordStack(input);
  const values = resources.find(({ type, inputs }) => type.endsWith(":Release") && inputs["chart"] === chart)?.inputs[
    "values"
  ];
  if (typeof values !== "object" || values === null) throw new Error(`${chart} has no values`);
  return values;
};

describe.each(chartNames)("values for %s", (chart) => {
  const tree = chartValues(chart, chartVersions[chart]) ?? {};

  it.each(settings)("exist in the chart, with that type: %j", async (input) => {
    expect(unknownValues(tree, await helmValues(input, chart))).toEqual([]);
  });

  it.each(settings)("are listed by upstream, not merely passed on: %j", async (input) => {
    const passedOn: unknown[] = unlistedValues(tree, await helmValues(input, chart)).map((path) => path.join("."));
    expect(passedOn.filter((path) => !expectedPassedOn.includes(String(path)))).toEqual([]);
  });
});

/** Passed on whole to Kubernetes or Falco; no value file lists what may be in them. */
const expectedPassedOn = [
  "controller.daemonset.updateStrategy.rollingUpdate",
  "daemonset.updateStrategy.rollingUpdate",
  "podSecurityContext.runAsNonRoot",
  "podSecurityContext.seccompProfile",
  "webui.podSecurityContext.runAsNonRoot",
  "webui.podSecurityContext.seccompProfile",
];
