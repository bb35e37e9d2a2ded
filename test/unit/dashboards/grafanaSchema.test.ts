import { dashboardJson } from "../../../dashboards/dashboardJson";
import { lokiAlertsDashboard } from "../../../dashboards/lokiAlerts";
import { deployments, eachDeployment } from "./deployments";
import { eventsJson } from "./read";
import { typeErrors } from "./typeErrors";

const typed = (type: "PrometheusDashboard" | "LokiDashboard", json: string): string =>
  `import type { ${type} } from "./grafanaSchema";\nexport const dashboard: ${type} = ${json};\n`;

const loki = (format: "text" | "json"): string =>
  typed(
    "LokiDashboard",
    dashboardJson(
      lokiAlertsDashboard({
        uid: "falco-alerts",
        title: "x",
        version: "2.32.0",
        format,
        events: { uid: "falco-events" },
      }),
    ),
  );
const native = typed("PrometheusDashboard", eventsJson(deployments.native.args));

/** One key or value less right than it was. */
const broken: readonly (readonly [before: string, after: string])[] = [
  ['"noValue"', '"noVlaue"'],
  ['"allValue"', '"allValues"'],
  ['"legendFormat"', '"legend"'],
  ['"graphMode"', '"graphmode"'],
  ['"id": "displayName"', '"id": "displayname"'],
  ['"id": "custom.cellOptions"', '"id": "custom.cellOption"'],
  ['"drawStyle": "bars"', '"drawStyle": "bar"'],
  ['"steps"', '"step"'],
  ['"schemaVersion"', '"schemaversion"'],
  ['"multi": true', '"multi": "yes"'],
  ['"type": "table"', '"type": "table-old"'],
];

const errors = typeErrors({
  ...Object.fromEntries(
    eachDeployment.map(([name, { args }]) => [name, typed("PrometheusDashboard", eventsJson(args))]),
  ),
  lokiText: loki("text"),
  lokiJson: loki("json"),
  ...Object.fromEntries(broken.map(([before, after]) => [after, native.replace(before, after)])),
});

test.each([...eachDeployment.map(([name]) => name), "lokiText", "lokiJson"])(
  "%s is a dashboard as Grafana has it",
  (name) => {
    expect(errors[name]).toEqual([]);
  },
);

test.each(broken)("%s is not the same as %s", (before, after) => {
  expect(native).toContain(before);
  expect(errors[after]).not.toEqual([]);
});
