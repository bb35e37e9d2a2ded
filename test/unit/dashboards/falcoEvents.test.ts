import { deployments, eachDeployment } from "./deployments";
import { dataPanels, eventsJson, panelTitled, readEvents } from "./read";
import { hasGoodLayout, hasGoodTexts, selectedDataSource } from "./houseRules";

const rowsOf = ({ args }: (typeof eachDeployment)[number][1]) =>
  readEvents(args).panels.reduce<[string, string[]][]>((rows, { type, title }) => {
    if (type === "row") rows.push([title, []]);
    else rows.at(-1)?.[1].push(`${type} ${title}`);
    return rows;
  }, []);

const rowTitles = (name: keyof typeof deployments) => rowsOf(deployments[name]).map(([title]) => title);

describe.each(eachDeployment)("falcoEventsDashboard of %s", (_, { args }) => {
  const read = readEvents(args);

  test("has a stable uid, is read-only, refreshes itself and starts with six hours", () => {
    expect(read).toMatchObject({
      uid: "falco-events",
      title: "Falco events",
      editable: false,
      refresh: "1m",
      tags: ["falco", "security"],
      time: { from: "now-6h", to: "now" },
    });
  });

  test("asks nothing at import and fits into a ConfigMap, with another one beside it", () => {
    const json = eventsJson(args);
    expect(json).not.toMatch(/__inputs|__requires|\$\{DS_/);
    expect(Buffer.byteLength(json)).toBeLessThan(256 * 1024);
  });

  test("has only panels that Grafana 9 knows, none of them Angular", () => {
    const types = ["row", "stat", "timeseries", "table", "bargauge", "text"];
    expect(types).toEqual(expect.arrayContaining(read.panels.map(({ type }) => type)));
    expect(read.schemaVersion).toBeGreaterThanOrEqual(36);
  });

  test("keeps its panels apart and in the grid, and tells them by id", () => {
    hasGoodLayout(read);
  });

  test.each(dataPanels(read))("$title has unit, description, thresholds, a text for no data, and queries", (panel) => {
    hasGoodTexts(panel, selectedDataSource);
  });

  test.each(dataPanels(read).filter(({ type }) => type === "table"))(
    "$title sorts and colours its columns",
    (panel) => {
      const columns = panel.transformations.flatMap(({ options }) => Object.values(options.renameByName ?? {}));
      const named = [
        ...(panel.fieldConfig?.overrides.map(({ matcher }) => matcher.options) ?? []),
        ...(panel.options?.sortBy?.map(({ displayName }) => displayName) ?? []),
      ];
      expect(named).not.toHaveLength(0);
      expect(columns).toEqual(expect.arrayContaining(named));
    },
  );

  test("gives a panel of one title the same id in every stack", () => {
    const ids = new Map(
      eachDeployment.flatMap(([, other]) => readEvents(other.args).panels.map((p) => [p.title, p.id])),
    );
    for (const { title, id } of read.panels) expect([title, ids.get(title)]).toEqual([title, id]);
  });
});

test("rows stand in the order in which people look", () => {
  expect(rowTitles("exporter")).toEqual([
    "Health",
    "Now",
    "Trend",
    "Where",
    "Rules",
    "Who and what",
    "Kernel",
    "Falcosidekick",
    "Targets of Prometheus",
  ]);
  expect(rowTitles("native")).toEqual([
    "Health",
    "Now",
    "Trend",
    "Where",
    "Rules",
    "Who and what",
    "Kernel and queue",
    "Rules files, engines and kernels",
    "Falcosidekick",
    "Targets of Prometheus",
  ]);
});

test("without Falcosidekick its rows and panels are left out", () => {
  for (const name of ["exporterAlone", "nativeAlone"] as const) {
    expect(rowTitles(name)).not.toContain("Falcosidekick");
    expect(rowTitles(name)).not.toContain("Who and what");
    expect(eventsJson(deployments[name].args)).not.toMatch(/sidekick_/);
  }
});

test("Health begins with who counts, and ends with versions", () => {
  const health = (name: keyof typeof deployments) => rowsOf(deployments[name])[0]?.[1];
  expect(health("exporter")).toEqual([
    "stat Exporters up / known",
    "stat Exporters down",
    "stat Nodes ready / wanted",
    "stat Nodes unwatched",
    "stat Sidekicks up / known",
    "stat Restarts",
    "stat Versions of Falco",
  ]);
  expect(health("nativeAlone")).toEqual([
    "stat Falcos up / known",
    "stat Falcos down",
    "stat Nodes ready / wanted",
    "stat Nodes unwatched",
    "stat Restarts",
    "stat Versions of Falco",
  ]);
});

test.each([
  ["Critical and worse", "red"],
  ["Exporters down", "red"],
  ["Nodes unwatched", "red"],
  ["Restarts", "orange"],
  ["Rejected requests", "red"],
  ["Failing outputs", "red"],
])("%s turns %s at 1", (title, color) => {
  const { fieldConfig } = panelTitled(readEvents(deployments.exporter.args), title);
  expect(fieldConfig?.defaults.thresholds?.steps).toEqual([
    { color: "green", value: null },
    { color, value: 1 },
  ]);
});

test("panels say who doesn't answer where there is nothing to show", () => {
  const texts = (name: keyof typeof deployments, titles: readonly string[]) =>
    titles.map((title) => panelTitled(readEvents(deployments[name].args), title).fieldConfig?.defaults.noValue);
  const titles = ["Events", "Events by namespace", "Nodes unwatched", "Requests to Falcosidekick"];
  expect(texts("exporter", titles)).toEqual([
    "No exporter answers",
    "No exporter answers",
    "No kube-state-metrics",
    "No Falcosidekick answers",
  ]);
  expect(texts("native", titles)).toEqual([
    "No data from Falco",
    "No Falcosidekick answers",
    "No kube-state-metrics",
    "No Falcosidekick answers",
  ]);
});

test("Events says who would not be heard, and that Falco before 0.39 counts otherwise", () => {
  const said = (name: keyof typeof deployments) =>
    panelTitled(readEvents(deployments[name].args), "Events").description;
  expect(said("exporter")).toMatch(/"No exporter answers" that nobody would know\.$/);
  expect(said("native")).toMatch(/"No data from Falco" that nobody would know: .* before 0\.39/);
});

test("Restarts promises no more than the panels keep", () => {
  for (const name of ["exporter", "native"] as const)
    expect(panelTitled(readEvents(deployments[name].args), "Restarts").description).toMatch(/a little low where/);
});
