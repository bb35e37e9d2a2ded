import { dataPanels, json, panelTitled, read } from "./read";

const selectedDataSource = { type: "prometheus", uid: "${datasource}" };

describe("falcoEventsDashboard", () => {
  test("has a stable uid, is read-only, refreshes itself and starts with six hours", () => {
    expect(read).toMatchObject({
      uid: "falco-events",
      editable: false,
      refresh: "1m",
      tags: ["falco", "security"],
      time: { from: "now-6h", to: "now" },
    });
  });

  test("asks nothing at import and fits into a ConfigMap", () => {
    expect(json).not.toMatch(/__inputs|__requires|\$\{DS_/);
    expect(Buffer.byteLength(json)).toBeLessThan(1024 * 1024);
  });

  test("shows rows and panels in this order", () => {
    expect(read.panels.map(({ type, title }) => `${type} ${title}`)).toEqual([
      "row Overview",
      "stat Events",
      "stat Critical and worse",
      "stat Rules firing",
      "stat Nodes reporting",
      "row Events over time",
      "timeseries Events by priority",
      "timeseries Events by rule",
      "row Where",
      "timeseries Events by namespace",
      "timeseries Events by pod",
      "timeseries Events by node",
      "row Rules",
      "table Top rules",
      "bargauge Priorities",
      "row Exporters of all nodes",
      "stat Exporters up / total",
      "stat Exporters down",
      "stat Exporter restarts",
      "timeseries Exporters over time",
      "table Exporters",
    ]);
  });

  test("has only panels that Grafana 9 knows, none of them Angular", () => {
    expect(new Set(read.panels.map(({ type }) => type))).toEqual(
      new Set(["row", "stat", "timeseries", "table", "bargauge"]),
    );
    expect(read.schemaVersion).toBeGreaterThanOrEqual(36);
  });

  test("gives each panel an id of its own", () => {
    const ids = read.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("puts each panel inside the grid and none on another", () => {
    const cells = read.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...read.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  test.each(dataPanels)("$title has a unit, a description and queries of the selected data source", (panel) => {
    expect(panel.fieldConfig?.defaults.unit).toMatch(/./);
    expect(panel.description).toMatch(/^[A-Z].*\.$/);
    expect(panel.datasource).toEqual(selectedDataSource);
    expect(panel.targets).not.toHaveLength(0);
    for (const { datasource, expr } of panel.targets) {
      expect(datasource).toEqual(selectedDataSource);
      expect(expr).not.toBe("");
    }
    const refIds = panel.targets.map(({ refId }) => refId);
    expect(new Set(refIds).size).toBe(refIds.length);
  });

  test.each(dataPanels)("$title sets its thresholds, so that Grafana's red from 80 is not shown", (panel) => {
    expect(panel.fieldConfig?.defaults.thresholds?.steps[0]).toMatchObject({ value: null });
  });

  test.each([
    ["Critical and worse", "red"],
    ["Exporters down", "red"],
    ["Exporter restarts", "orange"],
  ])("%s turns %s at 1", (title, color) => {
    expect(panelTitled(title).fieldConfig?.defaults.thresholds?.steps).toEqual([
      { color: "green", value: null },
      { color, value: 1 },
    ]);
  });

  test.each(dataPanels.filter(({ type }) => type === "table"))("$title sorts and colours columns it has", (panel) => {
    const columns = panel.transformations.flatMap(({ options }) => Object.values(options.renameByName ?? {}));
    const named = [
      ...(panel.fieldConfig?.overrides.map(({ matcher }) => matcher.options) ?? []),
      ...(panel.options?.sortBy?.map(({ displayName }) => displayName) ?? []),
    ];
    expect(named).not.toHaveLength(0);
    expect(columns).toEqual(expect.arrayContaining(named));
  });
});

describe("variables", () => {
  test("are the data source, and namespace, node, rule and priority", () => {
    expect(
      read.templating.list.map(({ name, type, query, allValue }) => [name, type, query, allValue].join(" | ").trim()),
    ).toEqual([
      "datasource | datasource | prometheus |",
      "namespace | query | label_values(falco_events, k8s_ns_name) | .*",
      "node | query | label_values(falco_events, hostname) | .*",
      "rule | query | label_values(falco_events, rule) | .*",
      expect.stringMatching(/^priority \| custom \| .* \| \[0-7\]$/),
    ]);
  });

  const filters = read.templating.list.filter(({ type }) => type !== "datasource");

  test.each(filters)("$name takes several and starts with all", (variable) => {
    expect(variable).toMatchObject({ multi: true, includeAll: true, current: { value: ["$__all"] } });
  });

  test.each(filters.filter(({ type }) => type === "query"))("$name asks the data source", (variable) => {
    expect(variable.datasource).toEqual(selectedDataSource);
  });
});
