import { parser } from "@grafana/lezer-logql";
import { dashboardJson } from "../../../dashboards/dashboardJson";
import { details, withDetails } from "../../../dashboards/logql";
import { lokiAlertsDashboard } from "../../../dashboards/lokiAlerts";
import { hasGoodLayout, hasGoodTexts } from "./houseRules";
import { dataPanels, panelTitled, queriesOf, readJson } from "./read";

const stack = { uid: "falco-alerts", title: "Falco alerts in Loki", events: { uid: "falco-events" } };
const forms = {
  text: { ...stack, version: "2.32.0", format: "text" },
  json: { ...stack, version: "2.32.0", format: "json" },
  withoutPlaces: { ...stack, version: "2.30.0", format: "text" },
} as const;
const json = (name: keyof typeof forms) => dashboardJson(lokiAlertsDashboard(forms[name]));
const read = (name: keyof typeof forms) => readJson(json(name));

const lokiSource = { type: "loki", uid: "${loki}" };

/** The query as Grafana sends it where a reader has chosen nothing. */
const interpolated = (expr: string) =>
  expr
    .replaceAll("$__range", "6h")
    .replaceAll("$__interval", "2m")
    .replaceAll("${priority:pipe}", ".+")
    .replaceAll("$search", "")
    .replaceAll(/\$(\w+)/g, (_, name) => read("text").templating.list.find((one) => one.name === name)?.allValue ?? "");

/** How often the text is no LogQL. */
function errorsIn(query: string): number {
  let errors = 0;
  parser.parse(query).iterate({ enter: ({ type }) => void (errors += type.isError ? 1 : 0) });
  return errors;
}

describe.each(["text", "json", "withoutPlaces"] as const)("lokiAlertsDashboard of %s", (name) => {
  const dashboard = read(name);

  test("has a uid and a title of its own, and asks nothing at import", () => {
    expect(dashboard).toMatchObject({
      uid: "falco-alerts",
      title: "Falco alerts in Loki",
      tags: ["falco", "security"],
    });
    expect(json(name)).not.toMatch(/__inputs|__requires|\$\{DS_/);
  });

  test("keeps its panels apart and in the grid, all of types that Grafana 9 knows", () => {
    hasGoodLayout(dashboard);
    const types = ["row", "stat", "timeseries", "bargauge", "logs"];
    expect(types).toEqual(expect.arrayContaining(dashboard.panels.map(({ type }) => type)));
  });

  test.each(dataPanels(dashboard).filter(({ type }) => type !== "logs"))("$title explains itself", (panel) => {
    hasGoodTexts(panel, lokiSource);
  });

  test.each(queriesOf(dashboard))("$refId of $title is LogQL once Grafana has filled in what it knows", ({ expr }) => {
    expect(interpolated(expr)).not.toMatch(/\$[\w{]/);
    expect(errorsIn(interpolated(expr))).toBe(0);
  });

  test.each(queriesOf(dashboard))("$refId of $title has the kind that its panel needs", ({ type, queryType }) => {
    expect(queryType).toBe(type === "timeseries" || type === "logs" ? "range" : "instant");
  });

  test.each(queriesOf(dashboard))(
    "$refId of $title has a matcher that nothing empty fits, or Loki refuses",
    ({ expr }) => {
      expect(interpolated(expr)).toMatch(/[{ ]rule=~"\.\+"/);
    },
  );
});

test("the parser refuses what is none", () => {
  expect(errorsIn('sum(count_over_time({a="b"} [5m])')).toBe(1);
});

test("alerts are without Falco's messages about itself, and chosen by every variable", () => {
  expect(panelTitled(read("text"), "Rules").targets[0]?.expr).toBe(
    'topk(10, sum by (rule) (count_over_time({source!="internal", cluster=~"$cluster", hostname=~"$node", ' +
      'k8s_ns_name=~"$namespace", rule=~"$rule", priority=~"${priority:pipe}"} |= `$search` [$__range])))',
  );
});

test("before 2.31.0 Falcosidekick writes no labels for namespaces", () => {
  expect(json("withoutPlaces")).not.toContain("k8s_ns_name");
  expect(json("text")).toContain("k8s_ns_name");
});

test("Namespaces names alerts without one, which have no such label", () => {
  const { targets, description } = panelTitled(read("text"), "Namespaces");
  expect(targets[0]?.expr).toMatch(/^label_replace\(topk\(10, .*, "k8s_ns_name", "\(no pod\)", "k8s_ns_name", ""\)$/);
  expect(description).toMatch(/\(no pod\) is /);
});

test("priorities are named by Falcosidekick's words", () => {
  const overrides = panelTitled(read("text"), "Alerts by priority").fieldConfig?.overrides ?? [];
  expect(overrides.map(({ matcher }) => matcher.options)).toEqual(expect.arrayContaining(["Critical", "Debug"]));
});

test("details come from an alert's fields", () => {
  expect(withDetails(forms.json, details)).toBe(
    '| json user="output_fields[\\"user.name\\"]", command="output_fields[\\"proc.cmdline\\"]", ' +
      'file="output_fields[\\"fd.name\\"]"',
  );
});

test.each([
  [
    "Sensitive file opened | file=/etc/shadow evt_type=openat user=root user_uid=0 command=cat -n /etc/shadow terminal=0",
    { user: "root", command: "cat -n /etc/shadow", file: "/etc/shadow" },
  ],
  ["Read (user=root user_loginuid=-1 command=cat x file=/etc/x)", { user: "root", command: "cat x", file: "/etc/x" }],
  ["Only a parent_user=root", {}],
])("details come from the text %s", (line, expected) => {
  const found = [...withDetails(forms.text, details).matchAll(/\| regexp `([^`]*)`/g)].map(([, pattern = ""]) =>
    new RegExp(pattern.replace("(?P<", "(?<")).exec(line),
  );
  expect(Object.assign({}, ...found.map((match) => ({ ...match?.groups })))).toEqual(expected);
});

test("lines of whole alerts are shown by what matters of them", () => {
  const [whole] = panelTitled(read("json"), "Alerts by time").targets;
  expect(whole?.expr).toContain(
    '| line_format "{{.priority}} {{.output}} (user={{.user}} command={{.command}} file={{.file}})"',
  );
  expect(panelTitled(read("text"), "Alerts by time").targets[0]?.expr).not.toContain("line_format");
});

test("links and choices carry over from the dashboard of events, but for the data source", () => {
  const { links, templating } = read("text");
  expect(links.map(({ title, url }) => [title, url])).toEqual([
    ["Falco events", "/d/falco-events"],
    ["Falco", undefined],
  ]);
  expect(templating.list.map(({ name }) => name)).toEqual([
    "loki",
    "cluster",
    "namespace",
    "node",
    "rule",
    "priority",
    "search",
  ]);
});
