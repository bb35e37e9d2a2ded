import { gt, lt, prerelease, satisfies } from "semver";
import { defaultFalcoCharts, falcoChart, falcoVersion, releaseOf } from "./falcoCharts";
import { anotherFalcoChart, falcoFaultsMet, type FalcoChartPlan } from "./falcoFaults";
import type { Finding, SettingPath } from "./finding";

export { falcoChart, type Driver, type FalcoChart } from "./falcoCharts";

/** Charts of the stack, by their upstream names. */
export const chartNames = ["falco", "falco-exporter", "falcosidekick"] as const;
export type ChartName = (typeof chartNames)[number];

/** Versions of the other charts; the exporter is not developed further upstream. */
export const defaultChartVersions: Readonly<Record<Exclude<ChartName, "falco">, string>> = {
  "falco-exporter": "0.12.2",
  falcosidekick: "0.14.0",
};

/** Every chart that one or the other source of metrics installs by default. */
export const defaultCharts: readonly { readonly name: ChartName; readonly version: string }[] = [
  ...Object.values(defaultFalcoCharts).map((version) => ({ name: "falco", version }) as const),
  { name: "falco-exporter", version: defaultChartVersions["falco-exporter"] },
  { name: "falcosidekick", version: defaultChartVersions.falcosidekick },
];

/** Image tags that differ from the charts' defaults. */
export const defaultImageTags = {
  /** The chart's appVersion; its default tag is 0.8.3. */
  falcoExporter: "0.8.7",
  /** Up to 2.34.1, 2.32.0 of the chart's among them, it ends when several outputs are busy at once (falcosidekick issue 1388). */
  falcosidekick: "2.35.0",
  /** 2.2.0, the chart's default, has an authentication flaw (falcosidekick-ui v2.2.0, main.go). */
  ui: "2.3.0",
  /** The chart's 7.2.0-v11 has a flaw that lets commands run on its machine (CVE-2025-49844). */
  redis: "7.2.0-v19",
} as const;

/** What the stack knows. Older charts are refused; newer ones get the values of the newest. */
export const chartRange: Readonly<Record<ChartName, { readonly oldest: string; readonly newest: string }>> = {
  falco: { oldest: "3.0.0", newest: "9.2.0" },
  "falco-exporter": { oldest: "0.9.1", newest: "0.12.2" },
  // Before, the chart takes either values or an existing Secret for its outputs (falcosidekick chart, CHANGELOG 0.8.0).
  falcosidekick: { oldest: "0.8.0", newest: "0.14.0" },
};

/** Settings by which versions of all charts are judged. */
export interface ChartPlan extends FalcoChartPlan {
  readonly charts: FalcoChartPlan["charts"] & Readonly<Record<"falcoExporter" | "falcosidekick", string>>;
  readonly grpcClients: readonly string[];
  readonly sidekick: { readonly enabled: boolean };
  readonly ui: { readonly enabled: boolean };
  readonly images: { readonly tags: { readonly ui?: string | undefined; readonly falco?: string | undefined } };
}

/** What is wrong with charts of these versions, or with these settings for them. */
export const chartVersionFaults = (plan: ChartPlan): readonly Finding[] => {
  const { falco } = plan.charts;
  return [
    ...deployed(plan).flatMap(tooOld(plan)),
    ...falcoFaultsMet(plan).map(({ path, expected, restsOn = [], repairs, orAnotherChart }) => ({
      path,
      expected: expected(`falco chart ${falco}`, falcoChart(falco).falco),
      restsOn: [["charts", "falco"], ...restsOn],
      repairs: [...repairs, ...(orAnotherChart ? anotherFalcoChart(plan) : [])],
    })),
    ...falcoWithoutGrpc(plan),
    ...clientsWithoutGrpc(plan),
    ...uiWithoutPassword(plan),
  ];
};

interface Deployed {
  readonly chart: ChartName;
  readonly path: SettingPath;
  readonly version: string;
}

const deployed = ({ charts, metricsSource, sidekick }: ChartPlan): Deployed[] => [
  { chart: "falco", path: ["charts", "falco"], version: charts.falco },
  ...(metricsSource === "exporter"
    ? [{ chart: "falco-exporter", path: ["charts", "falcoExporter"], version: charts.falcoExporter } as const]
    : []),
  ...(sidekick.enabled
    ? [{ chart: "falcosidekick", path: ["charts", "falcosidekick"], version: charts.falcosidekick } as const]
    : []),
];

const tooOld =
  (plan: FalcoChartPlan) =>
  ({ chart, path, version }: Deployed): Finding[] => {
    const { oldest, newest } = chartRange[chart];
    if (!lt(releaseOf(version), oldest)) return [];
    const repairs = chart === "falco" ? anotherFalcoChart(plan) : [{ path, value: defaultChartVersions[chart] }];
    return [{ path, expected: `${oldest} to ${newest}`, repairs }];
  };

/** The image's tag brings another Falco than the chart's. */
function falcoWithoutGrpc({ charts, driver, metricsSource, images: { tags } }: ChartPlan): Finding[] {
  const version = tags.falco === undefined ? undefined : falcoVersion(charts.falco, tags.falco);
  if (version === undefined || lt(version, "0.44.0") || !falcoChart(charts.falco).hasGrpc) return [];
  const missing = [...(metricsSource === "exporter" ? ["gRPC"] : []), ...(driver === "ebpf" ? ["driver ebpf"] : [])];
  return missing.map((what) => ({
    path: ["images", "tags", "falco"],
    expected: `a version before 0.44.0, which has no ${what}`,
    restsOn: [["charts", "falco"], ["metricsSource"], ["driver"]],
    repairs: [{ path: ["images", "tags", "falco"] }],
  }));
}

const clientsWithoutGrpc = ({ charts, metricsSource, grpcClients }: ChartPlan): Finding[] =>
  metricsSource === "native" && grpcClients.length > 0
    ? [
        {
          path: ["grpc", "clients"],
          expected: "no client with metricsSource native, which has no gRPC",
          restsOn: [["metricsSource"]],
          repairs:
            !charts.isFalcoSet || falcoChart(charts.falco).hasGrpc
              ? [{ path: ["metricsSource"], value: "exporter" }]
              : [],
        },
      ]
    : [];

/** falcosidekick-ui up to 2.2.0 and the candidates of 2.3.0 have an authentication flaw; of a tag that is no version nobody can tell. */
const uiWithoutPassword = ({ sidekick, ui, images: { tags } }: ChartPlan): Finding[] => {
  if (!sidekick.enabled || !ui.enabled || tags.ui === undefined) return [];
  const [tag = ""] = tags.ui.split("@");
  const version = /^v?\d+\.\d+\.\d+/.test(tag) ? releaseOf(tag) : "0.0.0";
  const isCandidate = version === defaultImageTags.ui && String(prerelease(tag)?.[0]).startsWith("rc");
  if (!lt(version, defaultImageTags.ui) && !isCandidate) return [];
  const path = ["images", "tags", "ui"];
  const expected = `${defaultImageTags.ui} or later: earlier ones have an authentication flaw`;
  return [{ path, expected, repairs: [{ path, value: defaultImageTags.ui }] }];
};

const warnings: readonly {
  readonly versions: string;
  readonly meets: (plan: ChartPlan) => boolean;
  readonly text: (version: string) => string;
}[] = [
  // BREAKING-CHANGES.md, 8.0.0.
  {
    versions: ">=8.0.0 <9.0.0",
    meets: ({ driver }) => driver === "ebpf",
    text: () => "falco:driver is ebpf, which Falco 0.43 deprecates and falco chart 9.0.0 no longer has.",
  },
  // templates/pod-template.tpl, falco.securityContext.
  {
    versions: "<3.3.0",
    meets: ({ driver }) => driver === "modern_ebpf",
    text: (version) =>
      `falco:charts.falco is ${version}: Falco runs privileged there, from 3.3.0 on with four capabilities.`,
  },
  // Chart.yaml: appVersion 0.40.0-rc1.
  {
    versions: "4.18.0",
    meets: () => true,
    text: () =>
      "falco:charts.falco is 4.18.0, which runs a release candidate of Falco 0.40.0; 4.19.0 runs the release.",
  },
  // Falco 0.39.0 renamed them.
  {
    versions: ">=4.6.0 <4.9.0",
    meets: ({ metricsSource }) => metricsSource === "native",
    text: (version) =>
      `falco:charts.falco is ${version}: its Falco names the counters of rules otherwise than from 4.9.0 on, and the dashboard does not show them.`,
  },
];

/** What is allowed with charts of these versions, but has to be known: a sentence each. */
export const chartVersionWarnings = (plan: ChartPlan): readonly string[] => [
  ...deployed(plan).flatMap(({ chart, path, version }) => {
    const { newest } = chartRange[chart];
    return gt(version, newest)
      ? [
          `falco:${path.join(".")} is ${version}, newer than ${newest}, the newest that this stack knows: what changed since is not in its values and checks.`,
        ]
      : [];
  }),
  ...warnings
    .filter(({ versions, meets }) => satisfies(releaseOf(plan.charts.falco), versions) && meets(plan))
    .map(({ text }) => text(plan.charts.falco)),
];
