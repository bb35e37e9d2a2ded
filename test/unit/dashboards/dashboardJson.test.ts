import { dashboardJson } from "../../../dashboards/dashboardJson";
import { deployments } from "./deployments";
import { eventsJson } from "./read";

test("dashboardJson writes the same bytes for the same dashboard", () => {
  expect(eventsJson(deployments.native.args)).toBe(eventsJson(deployments.native.args));
});

test("dashboardJson sorts keys at every depth and keeps the order of lists", () => {
  expect(dashboardJson({ b: [{ d: 1, c: null }, 0], a: undefined, B: "x" })).toBe(
    '{\n  "B": "x",\n  "b": [\n    {\n      "c": null,\n      "d": 1\n    },\n    0\n  ]\n}\n',
  );
});
