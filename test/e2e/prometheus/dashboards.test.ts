import { deployments } from "../../unit/dashboards/deployments";
import { panelTitled, readEvents } from "../../unit/dashboards/read";
import { interpolated } from "../../metrics/interpolate";
import { testRules } from "./promtool";

// What panels of the dashboard say, as Prometheus' promtool evaluates their queries over the last ten minutes of twenty.
jest.setTimeout(60 * 1000);

type Values = Readonly<Record<string, string>>;

interface Case {
  readonly says: string;
  readonly of: keyof typeof deployments;
  readonly title: string;
  /** Of several queries, the one with this legend. */
  readonly legend?: string;
  /** Series, and their values by minute. */
  readonly given: Values;
  /** What the query gives; nothing where it is empty. */
  readonly expected: Readonly<Record<string, number>>;
}

const exporterUp = { 'up{job="falco-exporter", instance="a"}': "1x20" };
const exporterDown = { 'up{job="falco-exporter", instance="a"}': "0x20" };
const sidekickUp = {
  'up{job="falcosidekick", instance="s1"}': "1x20",
  'up{job="falcosidekick", instance="s2"}': "1x20",
};
const falcoUp = { 'up{job="falco-metrics", instance="a"}': "1x20", 'up{job="falco-metrics", instance="b"}': "1x20" };

const event = (labels: string) =>
  `falco_events{job="falco-exporter", instance="a", rule="R", hostname="n", source="syscall", ${labels}}`;
/** Born after fifteen minutes, with its first event. */
const born = "_x15 1x4";

const outputs = (status: string, instance = "s1") =>
  `falcosecurity_falcosidekick_outputs_total{job="falcosidekick", instance="${instance}", destination="slack", status="${status}"}`;
const byUser = (instance: string, source: string) =>
  `falcosecurity_falcosidekick_falco_events_total{job="falcosidekick", instance="${instance}", rule="R", ` +
  `priority="6", priority_raw="critical", source="${source}", user_name="root"}`;

const version = (instance: string) =>
  `falcosecurity_falco_version_info{job="falco-metrics", instance="${instance}", version="0.43.1"}`;
const rulesFile = (instance: string, sha256: string) =>
  `falcosecurity_falco_sha256_rules_files_info{job="falco-metrics", instance="${instance}", file_name="a.yaml", sha256="${sha256}"}`;
const everywhere = (...series: string[]): Values => Object.fromEntries(series.map((one) => [one, "1x20"]));

const differ = { of: "native", title: "Rules files that differ" } as const;
const slack = { of: "exporter", title: "Silent outputs", legend: "slack" } as const;

const bySidekick = (place: string) =>
  `falcosecurity_falcosidekick_falco_events_total{job="falcosidekick", instance="s1", rule="R", hostname="n", ` +
  `priority="6", priority_raw="critical", source="syscall", ${place}}`;

/** Falco before 0.39 has neither this nor the counter of rules by these names. */
const since39 = everywhere(rulesFile("a", "1"));

const cases: readonly Case[] = [
  { says: "0 where none happened", of: "exporter", title: "Events", given: exporterUp, expected: { "{}": 0 } },
  { says: "nothing where nobody answers", of: "exporter", title: "Events", given: exporterDown, expected: {} },
  { says: "nothing where nobody is known", of: "exporter", title: "Events", given: {}, expected: {} },
  ...["Events by rule", "What fired"].flatMap((title): Case[] => [
    { says: "no event", of: "exporter", title, given: exporterUp, expected: { '{rule="(no event)"}': 0 } },
    { says: "nothing where nobody answers", of: "exporter", title, given: exporterDown, expected: {} },
  ]),
  {
    says: "the first event of a series",
    of: "exporter",
    title: "Critical and worse",
    given: { ...exporterUp, [event('priority="2"')]: born, [event('priority="4"')]: born },
    expected: { "{}": 1 },
  },
  {
    says: "0 where none happened",
    of: "native",
    title: "Events",
    given: { ...falcoUp, ...since39 },
    expected: { "{}": 0 },
  },
  { says: "nothing where no Falco answers", of: "native", title: "Events", given: {}, expected: {} },
  ...["Events", "Events by rule", "Critical and worse", "Rules firing", "Rules files that differ"].map(
    (title): Case => ({
      says: "nothing where Falco is from before 0.39, which counts under other names",
      ...{ of: "native", title, given: { ...falcoUp, ...everywhere(version("a")) }, expected: {} },
    }),
  ),
  {
    says: "the host apart from events that don't name a namespace",
    of: "exporter",
    title: "Events by namespace",
    given: {
      ...exporterUp,
      [event('priority="2", k8s_ns_name="<NA>"')]: born,
      [event('priority="2"')]: born,
      [event('priority="2", k8s_ns_name="shop"')]: born,
    },
    expected: { '{k8s_ns_name="(host)"}': 1, '{k8s_ns_name="(not in the event)"}': 1, '{k8s_ns_name="shop"}': 1 },
  },
  {
    says: "one word for all that names no namespace, which Falcosidekick doesn't tell apart",
    of: "native",
    title: "Events by namespace",
    given: { ...sidekickUp, [bySidekick('pod="x"')]: born, [bySidekick('k8s_ns_name="shop"')]: born },
    expected: { '{k8s_ns_name="(no pod)"}': 1, '{k8s_ns_name="shop"}': 1 },
  },
  {
    says: "nothing of an older Falcosidekick, whose counter has the same name",
    of: "exporterAndOldSidekick",
    title: "Events",
    given: { ...exporterUp, [event('priority="Critical"')]: born },
    expected: { "{}": 0 },
  },
  {
    says: "nothing of another stack",
    of: "exporter",
    title: "Events",
    given: { ...exporterUp, [event('priority="2", namespace="blue"')]: born },
    expected: { "{}": 0 },
  },
  {
    says: "a tag among several",
    of: "exporter",
    title: "MITRE ATT&CK tactics",
    legend: "Execution",
    given: { ...exporterUp, [event('priority="2", tags=",container,mitre_execution,shell,"')]: born },
    expected: { "{}": 1 },
  },
  {
    says: "what both of Falcosidekick's pods got",
    of: "exporter",
    title: "By user_name",
    given: { ...sidekickUp, [byUser("s1", "syscall")]: born, [byUser("s2", "syscall")]: born },
    expected: { '{user_name="root"}': 2 },
  },
  {
    says: "no event for Falcosidekick's own test",
    of: "exporter",
    title: "By user_name",
    given: { ...sidekickUp, [byUser("s1", "internal")]: born },
    expected: { '{user_name="(no event)"}': 0 },
  },
  { says: "-1 for an output that was never used", ...slack, given: sidekickUp, expected: { "{}": -1 } },
  { says: "0 for failures alone", ...slack, given: { ...sidekickUp, [outputs("error")]: born }, expected: { "{}": 0 } },
  { says: "0 for old successes", ...slack, given: { ...sidekickUp, [outputs("ok")]: "7x20" }, expected: { "{}": 0 } },
  {
    says: "successes of both pods",
    ...slack,
    given: { ...sidekickUp, [outputs("ok")]: born, [outputs("ok", "s2")]: born, [outputs("error")]: born },
    expected: { "{}": 2 },
  },
  { says: "nothing without a Falcosidekick", ...slack, given: {}, expected: {} },
  {
    says: "0 where all have the same, though of two files with one name",
    ...differ,
    given: {
      ...falcoUp,
      ...everywhere(version("a"), version("b"), rulesFile("a", "1"), rulesFile("b", "1")),
      ...everywhere(rulesFile("a", "2"), rulesFile("b", "2")),
    },
    expected: { "{}": 0 },
  },
  {
    says: "1 where one has another content",
    ...differ,
    given: { ...falcoUp, ...everywhere(version("a"), version("b"), rulesFile("a", "1"), rulesFile("b", "2")) },
    expected: { "{}": 1 },
  },
  { says: "nothing where no Falco answers", ...differ, given: {}, expected: {} },
];

test.each(cases)("$title says $says", async ({ of, title, legend, given, expected }) => {
  const { targets } = panelTitled(readEvents(deployments[of].args), title);
  const query = targets.find(({ legendFormat }) => legend === undefined || legendFormat === legend);
  const result = await testRules({ groups: [] }, [
    {
      interval: "1m",
      input_series: Object.entries(given).map(([series, values]) => ({ series, values })),
      promql_expr_test: [
        {
          expr: interpolated(query?.expr ?? "", { seconds: 600, interval: 600, scrapeInterval: 60 }),
          eval_time: "20m",
          exp_samples: Object.entries(expected).map(([labels, value]) => ({ labels, value })),
        },
      ],
    },
  ]);
  expect(result).toMatchObject({ code: 0 });
});
