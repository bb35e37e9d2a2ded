import { alertGroups } from "../../../alerts/alertGroups";
import type { AlertArgs } from "../../../alerts/alertArgs";
import { falcoEventsDashboard } from "../../../dashboards/falcoEvents";
import { labelOfField, type Deployment } from "../../../promql/deployment";
import { settingsSchema } from "../../../settings/schema";
import { interpolated } from "../../metrics/interpolate";
import { Expositions } from "./expositions";
import { queriesOf } from "./panelQueries";
import { Prometheus } from "./prometheus";
import { clusterName, targetsOf, type ScrapedCluster } from "./scraped";

// Dashboard and alerts on a real Prometheus, which scrapes what each program prints on a bad day, told a hundred times
// as fast.
jest.setTimeout(5 * 60 * 1000);

const speed = 100;
/** From just after the faults began, so that what stands still does so all the time. */
const day = { from: 310, to: 2800 };
const story = (seconds: number) => Math.min(day.from + seconds * speed, day.to);
const scrapes = Math.ceil((day.to - day.from) / speed) + 1;
/** Looked at from the end, without the first seconds: what is there from the start is not new. */
const time = { seconds: scrapes - 2, interval: 4, scrapeInterval: 1 };

const metricLabels = ["proc.name", "user.name", "container.image.repository"];

const clusters: readonly Omit<ScrapedCluster, "day" | "metricLabels">[] = [
  { source: "exporter", version: "0.8.7", sidekick: "2.32.0", scrapedBy: "ServiceMonitor", engine: "modern_bpf" },
  { source: "exporter", version: "0.8.0", sidekick: "2.29.0", scrapedBy: "annotations", engine: "modern_bpf" },
  { source: "native", version: "0.39.2", sidekick: "2.31.1", scrapedBy: "ServiceMonitor", engine: "kmod" },
  { source: "native", version: "0.43.1", sidekick: "2.32.0", scrapedBy: "ServiceMonitor", engine: "modern_bpf" },
  { source: "native", version: "0.44.1", sidekick: "2.34.1", scrapedBy: "annotations", engine: "modern_bpf" },
  { source: "native", version: "0.44.1", sidekick: undefined, scrapedBy: "ServiceMonitor", engine: "kmod" },
];

const deploymentOf = ({ source, sidekick }: Pick<ScrapedCluster, "source" | "sidekick">): Deployment => ({
  namespace: "falco",
  names: { falco: "falco", exporter: "falco-exporter", sidekick: "falcosidekick" },
  metricsSource: source,
  sidekick:
    sidekick === undefined
      ? undefined
      : {
          namespace: "falco-sidekick",
          version: sidekick,
          eventLabels: metricLabels.map(labelOfField),
          // The last is never used.
          destinations: ["webui", "elasticsearch", "awss3", "slack", "pagerduty"],
        },
});

const { thresholds } = settingsSchema.parse({}).monitoring;
const alertArgs = (deployment: Deployment): AlertArgs => ({
  ...deployment,
  cluster: clusterName,
  thresholds,
  runbookUrl: "docs/runbook.md",
  falcoMemoryLimitBytes: 2 ** 30,
  certificatesExpire: deployment.metricsSource === "exporter" ? new Date(Date.now() + 864e5).toISOString() : undefined,
});

/** Another stack, of which nothing is there. */
const gone = ({ metricsSource, sidekick }: Deployment): Deployment => ({
  metricsSource,
  namespace: "gone",
  names: { falco: "gone-falco", exporter: "gone-falco-exporter", sidekick: "gone-falcosidekick" },
  sidekick: sidekick && { ...sidekick, namespace: "gone-sidekick" },
});

/** Alerts of the stack, and of the other one those that tell that it is absent. */
const groupsOf = (deployment: Deployment) => [
  ...alertGroups(alertArgs(deployment)),
  ...alertGroups(alertArgs(gone(deployment))).map(({ name, rules }) => ({
    name,
    rules: rules.filter(({ expr }) => expr.includes("absent(")),
  })),
];

let expositions: Expositions;
const started: Prometheus[] = [];
let end: number;
beforeAll(async () => {
  expositions = await Expositions.start();
  started.push(
    ...(await Promise.all(
      clusters.map((programs, at) =>
        Prometheus.start(targetsOf({ ...programs, metricLabels, day: "bad" }, expositions, `cluster-${at}`, story), {
          groups: groupsOf(deploymentOf(programs)),
        }),
      ),
    )),
  );
  await Promise.all(started.map((prometheus) => prometheus.scrapes(scrapes)));
  end = Date.now() / 1000;
});
afterAll(async () => {
  await Promise.all(started.map((prometheus) => prometheus.stop()));
  await expositions.stop();
});

/** Counters that only one way of getting events has (libs 0.23.2, libpman/src/stats.c and engine/kmod/scap_kmod.c). */
const ofOtherEngines = (engine: ScrapedCluster["engine"]) =>
  engine === "kmod" ? /n_drops_scratch_map_total/ : /n_drops_(page_faults|bug)_total/;

/** Tactics of which the story has no event, and posts of the output that fails all the time. */
const neverHappens =
  /mitre_(?!execution|discovery|credential_access|persistence|defense_evasion)|destination="slack", status="ok"/;

describe.each(clusters.map((programs, at) => ({ ...programs, at })))(
  "$source $version with $engine, Falcosidekick $sidekick, by $scrapedBy",
  ({ at, engine, ...programs }) => {
    const deployment = deploymentOf(programs);
    const prometheus = (): Prometheus => {
      const found = started[at];
      if (found === undefined) throw new Error("Prometheus was not started");
      return found;
    };
    const dashboard = falcoEventsDashboard({
      ...deployment,
      uid: "falco-events",
      title: "Falco events",
      uiUrl: undefined,
      thresholds: { kernelDropsPercent: 2, kernelDropsCriticalPercent: 10 },
      logs: undefined,
    });
    const queries = queriesOf(dashboard).filter(({ expr }) => !ofOtherEngines(engine).test(expr));

    it.each(queries)("$title has data: $expr", async ({ expr, range }) => {
      const query = interpolated(expr, time);
      const result = range
        ? await prometheus().queryRange(query, { start: end - time.seconds, end, step: time.interval })
        : await prometheus().query(query, end);
      const values = result.flatMap((one) => ("points" in one ? one.points.map(({ value }) => value) : one.value));
      // 0 is what stands where nothing happened.
      expect(values.some((value) => (value === 0) === neverHappens.test(expr))).toBe(true);
    });

    it("raises every alert", async () => {
      const rules = await prometheus().rules();
      expect(rules.filter(({ health }) => health !== "ok")).toEqual([]);
      expect(rules.flatMap(({ name, group, state }) => (state === "inactive" ? [`${group}/${name}`] : []))).toEqual([
        // The container plugin came with Falco 0.41.
        ...(programs.version === "0.39.2" ? ["falco-naming/FalcoContainersUnknown"] : []),
        // It looks back further than a Prometheus of this test is old.
        ...(programs.source === "native" && programs.sidekick === undefined
          ? []
          : ["falco-naming/FalcoNamespacesMissing"]),
        ...(programs.sidekick === undefined ? [] : ["falco-sidekick/FalcosidekickDown"]),
        "falco-targets/FalcoMetricsAbsent",
      ]);
    });
  },
);
