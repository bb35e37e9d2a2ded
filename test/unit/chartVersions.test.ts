import { gte, lte } from "semver";
import {
  type ChartPlan,
  chartRange,
  chartVersionFaults,
  chartVersionWarnings,
  defaultCharts,
} from "../../settings/chartVersions";
import { defaultFalcoCharts } from "../../settings/falcoCharts";
import { planOf } from "./falcoArgs";

/** Settings that differ from right ones. */
type Changed = Partial<Omit<ChartPlan, "charts">> & { readonly charts?: Partial<ChartPlan["charts"]> };

const plan = ({ charts, ...changed }: Changed): ChartPlan =>
  planOf({ ...changed, charts: { ...planOf({}).charts, ...charts } });
const uiTag = (ui: string) => ({ images: { tags: { ui } } });

/** What is found, as `path: expected. path=value or path=value`. */
const faults = (changed: Changed): string[] =>
  chartVersionFaults(plan(changed)).map(({ path, expected, repairs = [] }) =>
    [
      `${path.join(".")}: expected ${expected}.`,
      repairs.map(({ path: at, value }) => `${at.join(".")}=${value ?? ""}`).join(" or "),
    ].join(" "),
  );

const uiTooOld =
  "images.tags.ui: expected 2.3.0 or later: earlier ones have an authentication flaw. images.tags.ui=2.3.0";

describe("chartVersionFaults", () => {
  it.each<[Changed, string]>([
    [
      { charts: { falco: "9.1.0" } },
      "metricsSource: expected native with falco chart 9.1.0: Falco 0.44 has no gRPC. metricsSource=native or charts.falco=",
    ],
    [
      { charts: { falco: "9.0.0-rc.1" } },
      "metricsSource: expected native with falco chart 9.0.0-rc.1: Falco 0.44 has no gRPC. metricsSource=native or charts.falco=",
    ],
    [
      { charts: { falco: "9.0.0" }, driver: "ebpf", metricsSource: "native" },
      "driver: expected modern_ebpf, kmod or auto with falco chart 9.0.0: Falco 0.44 has no ebpf. driver=modern_ebpf or charts.falco=8.0.5",
    ],
    [
      { charts: { falco: "4.5.3" }, metricsSource: "native" },
      "metricsSource: expected exporter with falco chart 4.5.3: from 4.6.0 on it shows Falco's own metrics. metricsSource=exporter or charts.falco=",
    ],
    [
      { charts: { falco: "4.8.2" }, driver: "auto" },
      "driver: expected modern_ebpf, ebpf or kmod with falco chart 4.8.2: auto works from 4.8.3 on. driver=modern_ebpf or charts.falco=",
    ],
    ...["4.22.0", "5.0.0"].map<[Changed, string]>((falco) => [
      { charts: { falco } },
      "charts.falco: expected another version with rules.source bundled: this one leaves out all volumes where nothing is fetched. charts.falco=4.21.3 or charts.falco=5.0.3 or rules.source=registry",
    ]),
    [
      { charts: { falco: "7.0.4" }, rules: { source: "registry" } },
      "charts.falco: expected another version with rules.source registry: this one hides the container plugin and fetches none. charts.falco=7.0.5 or rules.source=bundled",
    ],
    [
      { metricsSource: "native", grpcClients: ["siem"] },
      "grpc.clients: expected no client with metricsSource native, which has no gRPC. metricsSource=exporter",
    ],
    [
      { charts: { falco: "9.1.0" }, metricsSource: "native", grpcClients: ["siem"] },
      "grpc.clients: expected no client with metricsSource native, which has no gRPC. ",
    ],
    [
      { charts: { falco: "9.2.0", isFalcoSet: false }, metricsSource: "native", grpcClients: ["siem"] },
      "grpc.clients: expected no client with metricsSource native, which has no gRPC. metricsSource=exporter",
    ],
    [
      { charts: { falco: "9.2.0", isFalcoSet: false }, metricsSource: "native", driver: "ebpf" },
      "driver: expected modern_ebpf, kmod or auto with falco chart 9.2.0: Falco 0.45 has no ebpf. driver=modern_ebpf or charts.falco=8.0.5",
    ],
    [{ charts: { falco: "2.5.5" } }, "charts.falco: expected 3.0.0 to 9.2.0. charts.falco="],
    [
      { charts: { falcoExporter: "0.9.0" } },
      "charts.falcoExporter: expected 0.9.1 to 0.12.2. charts.falcoExporter=0.12.2",
    ],
    [
      { charts: { falcosidekick: "0.7.22" } },
      "charts.falcosidekick: expected 0.8.0 to 0.14.0. charts.falcosidekick=0.14.0",
    ],
    [uiTag("2.2.0"), uiTooOld],
    [uiTag("v2.2.0@sha256:abc"), uiTooOld],
    [uiTag("2.3.0-rc3"), uiTooOld],
    [uiTag("latest"), uiTooOld],
    [uiTag("2.3"), uiTooOld],
  ])("finds what is wrong: %j", (changed, message) => {
    expect(faults(changed)).toEqual([message]);
  });

  it.each<Changed>([
    {},
    { charts: { falco: "9.1.0" }, metricsSource: "native", driver: "auto" },
    { charts: { falco: "10.0.0" }, metricsSource: "native" },
    { charts: { falco: "4.6.0" }, metricsSource: "native" },
    { charts: { falco: "4.8.3" }, driver: "auto" },
    { charts: { falco: "8.0.5" }, driver: "ebpf" },
    { charts: { falco: "4.22.0" }, rules: { source: "registry" } },
    { charts: { falco: "4.21.3" } },
    { charts: { falco: "5.0.1" } },
    { charts: { falco: "7.0.4" } },
    { charts: { falco: "3.0.0", falcoExporter: "0.9.1", falcosidekick: "0.8.0" }, driver: "kmod" },
    { charts: { falcoExporter: "0.1.0" }, metricsSource: "native" },
    { charts: { falcosidekick: "0.1.0" }, sidekick: { enabled: false }, ...uiTag("2.2.0") },
    { ui: { enabled: false }, ...uiTag("2.2.0") },
    uiTag("2.3.0@sha256:abc"),
    uiTag("2.3.0-ours"),
    uiTag("v2.4.0"),
    { grpcClients: ["siem"] },
  ])("finds nothing wrong with %j", (changed) => {
    expect(faults(changed)).toEqual([]);
  });

  it("says what each judgement rests on", () => {
    const rests = (changed: Changed) => chartVersionFaults(plan(changed)).map(({ restsOn }) => restsOn);
    expect(rests({ charts: { falco: "9.1.0" } })).toEqual([[["charts", "falco"]]]);
    expect(rests({ charts: { falco: "5.0.0" } })).toEqual([
      [
        ["charts", "falco"],
        ["rules", "source"],
      ],
    ]);
    expect(rests({ metricsSource: "native", grpcClients: ["siem"] })).toEqual([[["metricsSource"]]]);
  });

  it("repairs everything with each repair by itself", () => {
    for (const falco of ["9.1.0", "4.22.0", "5.0.0"])
      for (const { repairs = [] } of chartVersionFaults(plan({ charts: { falco } })))
        for (const { path, value = defaultFalcoCharts.exporter } of repairs) {
          const charts = { falco: path[0] === "charts" ? value : falco };
          const changed: Changed =
            path[0] === "metricsSource"
              ? { charts, metricsSource: "native" }
              : path[0] === "rules"
                ? { charts, rules: { source: "registry" } }
                : { charts };
          expect(faults(changed)).toEqual([]);
        }
  });
});

describe("chartVersionWarnings", () => {
  it.each<[Changed, string]>([
    [
      { charts: { falco: "9.3.0" }, metricsSource: "native" },
      "falco:charts.falco is 9.3.0, newer than 9.2.0, the newest that this stack knows: what changed since is not in its values and checks.",
    ],
    [
      { charts: { falcoExporter: "0.13.0" } },
      "falco:charts.falcoExporter is 0.13.0, newer than 0.12.2, the newest that this stack knows: what changed since is not in its values and checks.",
    ],
    [
      { charts: { falcosidekick: "1.0.0" } },
      "falco:charts.falcosidekick is 1.0.0, newer than 0.14.0, the newest that this stack knows: what changed since is not in its values and checks.",
    ],
    [{ driver: "ebpf" }, "falco:driver is ebpf, which Falco 0.43 deprecates and falco chart 9.0.0 no longer has."],
    [
      { charts: { falco: "3.0.0" } },
      "falco:charts.falco is 3.0.0: Falco runs privileged there, from 3.3.0 on with four capabilities.",
    ],
    [
      { charts: { falco: "3.2.1" } },
      "falco:charts.falco is 3.2.1: Falco runs privileged there, from 3.3.0 on with four capabilities.",
    ],
    [
      { charts: { falco: "4.18.0" } },
      "falco:charts.falco is 4.18.0, which runs a release candidate of Falco 0.40.0; 4.19.0 runs the release.",
    ],
    [
      { charts: { falco: "4.6.0" }, metricsSource: "native" },
      "falco:charts.falco is 4.6.0: its Falco names the counters of rules otherwise than from 4.9.0 on, and the dashboard does not show them.",
    ],
  ])("warns of %j", (changed, warning) => {
    expect(chartVersionWarnings(plan(changed))).toEqual([warning]);
  });

  it.each<Changed>([
    {},
    { charts: { falco: "7.2.1" }, driver: "ebpf" },
    { charts: { falco: "3.3.0" } },
    { charts: { falco: "3.0.0" }, driver: "kmod" },
    { charts: { falco: "4.9.0" }, metricsSource: "native" },
    { charts: { falcoExporter: "0.13.0" }, metricsSource: "native" },
    { charts: { falcosidekick: "1.0.0" }, sidekick: { enabled: false } },
  ])("has nothing to say about %j", (changed) => {
    expect(chartVersionWarnings(plan(changed))).toEqual([]);
  });
});

describe("chartRange", () => {
  it.each(defaultCharts)("has the default $name $version in it", ({ name, version }) => {
    const { oldest, newest } = chartRange[name];
    expect(gte(version, oldest) && lte(version, newest)).toBe(true);
  });

  it("ends with the chart of Falco's own metrics", () => {
    expect(defaultFalcoCharts.native).toBe(chartRange.falco.newest);
  });
});
