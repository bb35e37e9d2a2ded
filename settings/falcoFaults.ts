import { satisfies } from "semver";
import { defaultFalcoCharts, releaseOf, type Driver, type MetricsSource } from "./falcoCharts";
import type { Repair, SettingPath } from "./finding";

/** Settings by which a version of the falco chart is judged. */
export interface FalcoChartPlan {
  readonly charts: {
    readonly falco: string;
    /** Whether a user set it, so that it doesn't follow the source of metrics. */
    readonly isFalcoSet: boolean;
  };
  readonly driver: Driver;
  readonly metricsSource: MetricsSource;
  readonly rules: { readonly source: "bundled" | "registry" };
}

const repair = (path: string, value: string): Repair => ({ path: path.split("."), value });

/** A fault of the falco chart, and what of this stack's settings meets it. */
interface FalcoFault {
  readonly versions: string;
  readonly meets: (plan: FalcoChartPlan) => boolean;
  readonly path: SettingPath;
  /** `chart` reads "falco chart 9.1.0", `falco` is the version of Falco. */
  readonly expected: (chart: string, falco: string) => string;
  readonly restsOn?: readonly SettingPath[];
  readonly repairs: readonly Repair[];
  /** Another version of the chart is a repair as well. */
  readonly orAnotherChart?: true;
}

const falcoFaults: readonly FalcoFault[] = [
  // templates/_helpers.tpl, falco.removedConfigGuard; falco CHANGELOG v0.44.0.
  {
    versions: ">=9.0.0",
    meets: ({ metricsSource }) => metricsSource === "exporter",
    path: ["metricsSource"],
    expected: (chart, falco) => `native with ${chart}: Falco ${falco} has no gRPC`,
    repairs: [repair("metricsSource", "native")],
    orAnotherChart: true,
  },
  {
    versions: ">=9.0.0",
    meets: ({ driver }) => driver === "ebpf",
    path: ["driver"],
    expected: (chart, falco) => `modern_ebpf, kmod or auto with ${chart}: Falco ${falco} has no ebpf`,
    repairs: [repair("driver", "modern_ebpf")],
    orAnotherChart: true,
  },
  // Falco 0.37 and before have no such metrics, charts 4.4.0 to 4.5.3 neither a value nor a Service for them.
  {
    versions: "<4.6.0",
    meets: ({ metricsSource }) => metricsSource === "native",
    path: ["metricsSource"],
    expected: (chart) => `exporter with ${chart}: from 4.6.0 on it shows Falco's own metrics`,
    repairs: [repair("metricsSource", "exporter")],
    orAnotherChart: true,
  },
  // No such kind before 4.4.0. Up to 4.8.1 the device of kmod isn't mounted, and up to 4.8.2 the choice of one node is
  // written to the ConfigMap of all (CHANGELOG v4.8.2, v4.8.3).
  {
    versions: "<4.8.3",
    meets: ({ driver }) => driver === "auto",
    path: ["driver"],
    expected: (chart) => `modern_ebpf, ebpf or kmod with ${chart}: auto works from 4.8.3 on`,
    repairs: [repair("driver", "modern_ebpf")],
    orAnotherChart: true,
  },
  // templates/pod-template.tpl: all volumes are within `if .Values.falcoctl.artifact.install.enabled`.
  {
    versions: "4.22.0 || 5.0.0",
    meets: ({ rules }) => rules.source === "bundled",
    path: ["charts", "falco"],
    expected: () =>
      "another version with rules.source bundled: this one leaves out all volumes where nothing is fetched",
    restsOn: [["rules", "source"]],
    repairs: [repair("charts.falco", "4.21.3"), repair("charts.falco", "5.0.3"), repair("rules.source", "registry")],
  },
  // values.yaml: pluginRef is empty, while the volume for plugins hides those of the image; 7.0.5 took it back.
  {
    versions: "7.0.4",
    meets: ({ rules }) => rules.source === "registry",
    path: ["charts", "falco"],
    expected: () => "another version with rules.source registry: this one hides the container plugin and fetches none",
    restsOn: [["rules", "source"]],
    repairs: [repair("charts.falco", "7.0.5"), repair("rules.source", "bundled")],
  },
];

/** Faults of the falco chart that these settings meet. */
export const falcoFaultsMet = (plan: FalcoChartPlan, version = plan.charts.falco): readonly FalcoFault[] =>
  falcoFaults.filter(({ versions, meets }) => satisfies(releaseOf(version), versions) && meets(plan));

/** The version of the falco chart that these settings have unless told otherwise; where it doesn't fit, the last with gRPC. */
export const anotherFalcoChart = (plan: FalcoChartPlan): Repair[] => {
  const path = ["charts", "falco"];
  if (plan.charts.isFalcoSet && falcoFaultsMet(plan, defaultFalcoCharts[plan.metricsSource]).length === 0)
    return [{ path }];
  const last = defaultFalcoCharts.exporter;
  return falcoFaultsMet(plan, last).length === 0 ? [{ path, value: last }] : [];
};
