import { priorityNames } from "../../../dashboards/priorityNames";
import { panelTitled, read } from "./read";

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

test("priorityNames names 0 to 7 as Falco does, each in a colour of its own", () => {
  expect(Object.fromEntries(priorityNames.map(({ value, name }) => [value, name]))).toEqual(names);
  expect(new Set(priorityNames.map(({ color }) => color)).size).toBe(8);
});

test.each(["Events by priority", "Priorities"])("%s names its series", (title) => {
  const overrides = panelTitled(title).fieldConfig?.overrides ?? [];
  const named = overrides.map(({ matcher, properties }) => {
    expect(matcher.id).toBe("byName");
    return [matcher.options, properties.find(({ id }) => id === "displayName")?.value];
  });
  expect(Object.fromEntries(named)).toEqual(names);
  expect(panelTitled(title).targets.map(({ legendFormat }) => legendFormat)).toEqual(["{{priority}}"]);
});

test("Top rules names the numbers of its column", () => {
  const [override] = panelTitled("Top rules").fieldConfig?.overrides ?? [];
  const mappings = override?.properties.find(({ id }) => id === "mappings")?.value;
  expect(override?.matcher).toEqual({ id: "byName", options: "Priority" });
  expect(mappings).toEqual([
    {
      type: "value",
      options: Object.fromEntries(
        priorityNames.map(({ value, color }, index) => [value, { text: names[value], color, index }]),
      ),
    },
  ]);
});

test("the variable priority offers the names", () => {
  const variable = read.templating.list.find(({ name }) => name === "priority");
  const pairs = Object.entries(names).map(([value, text]) => ({ text, value }));
  expect(variable?.options).toEqual([{ text: "All", value: "$__all" }, ...pairs]);
  expect(variable?.query).toBe(pairs.map(({ text, value }) => `${text} : ${value}`).join(","));
});
