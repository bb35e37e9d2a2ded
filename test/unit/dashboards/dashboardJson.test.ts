import { dashboardJson } from "../../../dashboards/dashboardJson";
import { falcoEventsDashboard } from "../../../dashboards/falcoEvents";
import { json } from "./read";

test("dashboardJson writes the same bytes for the same dashboard", () => {
  expect(dashboardJson(falcoEventsDashboard())).toBe(json);
});

test("dashboardJson sorts keys at every depth and keeps the order of lists", () => {
  expect(dashboardJson({ b: [{ d: 1, c: null }, 0], a: undefined, B: "x" })).toBe(
    '{\n  "B": "x",\n  "b": [\n    {\n      "c": null,\n      "d": 1\n    },\n    0\n  ]\n}\n',
  );
});
