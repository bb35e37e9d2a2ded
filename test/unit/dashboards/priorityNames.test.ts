import { prioritySeries, withFalcoNumbers } from "../../../dashboards/priorityNames";
import { exporterEvents, nativeEvents, sidekickEvents, type EventSource } from "../../../promql/eventSources";
import { deployments } from "./deployments";
import { panelTitled, readEvents, type Panel } from "./read";

// falco 0.43.1, schema.proto
const names: Readonly<Record<string, string>> = {
  "0": "Emergency",
  "1": "Alert",
  "2": "Critical",
  "3": "Error",
  "4": "Warning",
  "5": "Notice",
  "6": "Informational",
  "7": "Debug",
};

const sidekick = { namespace: "falco-sidekick", eventLabels: [], destinations: [] };
const words = Object.values(names).map((name) => [name.toLowerCase(), name]);
const capitalWords = Object.values(names).map((name) => [name, name]);

/** What series are called, by the value of the source's label. */
const shownNames = (overrides: ReturnType<typeof prioritySeries>) =>
  overrides.map(({ matcher, properties }) => {
    expect(matcher.id).toBe("byName");
    return [matcher.options, properties.find(({ id }) => id === "displayName")?.value];
  });

test.each<[string, EventSource, unknown]>([
  ["the exporter", exporterEvents({ namespace: "falco" }), Object.entries(names)],
  ["Falco itself", nativeEvents({ namespace: "falco" }), Object.entries(names)],
  ["Falcosidekick", sidekickEvents({ ...sidekick, version: "2.30.0" }), words],
  ["Falcosidekick 2.29", sidekickEvents({ ...sidekick, version: "2.29.0" }), capitalWords],
])("prioritySeries names the priorities of %s, each in a colour of its own", (_, source, expected) => {
  const overrides = prioritySeries(source);
  expect(shownNames(overrides)).toEqual(expected);
  const colors = overrides.map(({ properties }) => JSON.stringify(properties.find(({ id }) => id === "color")?.value));
  expect(new Set(colors).size).toBe(8);
});

describe.each(["exporter", "native"] as const)("of %s", (name) => {
  const read = readEvents(deployments[name].args);
  const properties = (panel: Panel, series: unknown) =>
    panel.fieldConfig?.overrides.find(({ matcher }) => matcher.options === series)?.properties;

  test.each(["Events by priority", "Priorities"])("%s names its series", (title) => {
    const panel = panelTitled(read, title);
    expect(panel.targets.map(({ legendFormat }) => legendFormat)).toEqual(["{{priority}}"]);
    expect(properties(panel, "2")).toContainEqual({ id: "displayName", value: "Critical" });
    expect(properties(panel, "7")).toContainEqual({ id: "displayName", value: "Debug" });
  });

  test.each(["Top rules", "What fired"])("%s names the numbers of its column", (title) => {
    const mappings = properties(panelTitled(read, title), "Priority")?.find(({ id }) => id === "mappings")?.value;
    expect(mappings).toMatchObject([
      {
        type: "value",
        options: Object.fromEntries(Object.entries(names).map(([value, text], index) => [value, { text, index }])),
      },
    ]);
  });
});

test("What fired shows Falcosidekick's words as Falco's numbers, by which it can sort", () => {
  expect(withFalcoNumbers(exporterEvents({ namespace: "falco" }), "x")).toBe("x");
  const [query] = panelTitled(readEvents(deployments.native.args), "What fired").targets;
  expect(query?.expr).toContain('"priority_raw", "2", "priority_raw", "critical"');
  expect(query?.expr).toContain('"priority_raw", "7", "priority_raw", "debug"');
  const [old] = panelTitled(readEvents(deployments.oldestNative.args), "What fired").targets;
  expect(old?.expr).toContain('"priority", "2", "priority", "Critical"');
});

test("the variable priority has for each name what every source calls it", () => {
  const variable = readEvents(deployments.exporter.args).templating.list.find(({ name }) => name === "priority");
  const pairs = Object.entries(names).map(([number, text]) => ({
    text,
    value: `${number}|${text.toLowerCase()}|${text}`,
  }));
  expect(variable?.options).toEqual([{ text: "All", value: "$__all" }, ...pairs]);
  const all = new RegExp(`^(?:${variable?.allValue ?? "nothing"})$`);
  // A source has one of a choice's values, and "All" is all of them.
  for (const one of pairs.flatMap(({ value }) => value.split("|"))) expect(one).toMatch(all);
  expect(variable?.query).toBe(pairs.map(({ text, value }) => `${text} : ${value}`).join(","));
});
