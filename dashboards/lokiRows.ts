import * as logs from "@grafana/grafana-foundation-sdk/logs";
import { priorities } from "../ruleFiles/priorities";
import { bars, goodAtZero, number, stackedBars, type Row } from "./houseStyle";
import {
  alerts,
  atEnd,
  counted,
  details,
  hasPlaces,
  lokiSource,
  overTime,
  withDetails,
  type Detail,
  type LokiForm,
} from "./logql";
import { placesExplained, placesNamed } from "./places";
import { priorityName, prioritySeries } from "./priorityNames";
import { topTen } from "./queries";

/** Falcosidekick's words for priorities, in Loki of every version. */
const words = priorities.map((priority) => ({ priority, value: priorityName(priority) }));

const noValue = "No alert in Loki";

/** How many, how bad, by what rule and where. */
export const lokiCountsRow = (form: LokiForm): Row => ({
  id: 10,
  title: "Alerts",
  panels: [
    number({
      id: 11,
      title: "Critical and worse",
      description: "Alerts in the time range with priority Critical, Alert or Emergency.",
      noValue,
    })
      .datasource(lokiSource)
      .height(5)
      .thresholds(goodAtZero("red"))
      .withTarget(
        atEnd(`${counted([], alerts(form, ['priority=~"Emergency|Alert|Critical"']), "$__range")} or vector(0)`),
      ),
    number({ id: 12, title: "Alerts", description: "Alerts in the time range that Loki has.", noValue })
      .datasource(lokiSource)
      .height(5)
      .withTarget(atEnd(`${counted([], alerts(form), "$__range")} or vector(0)`)),
    stackedBars(
      { id: 13, title: "Alerts by priority", description: "Alerts in each interval, by Falco's priority.", noValue },
      prioritySeries({ priorities: words }),
    )
      .datasource(lokiSource)
      .height(5)
      .span(16)
      .withTarget(overTime(counted(["priority"], alerts(form), "$__interval"), "{{priority}}")),
    topBars({ id: 14, title: "Rules", what: "rule" }, top("rule", alerts(form)), "rule"),
    topBars({ id: 15, title: "Nodes", what: "node" }, top("hostname", alerts(form)), "hostname"),
    ...(hasPlaces(form) ? [topNamespaces(form)] : []),
  ],
});

const top = (label: string, lines: string): string => topTen(counted([label], lines, "$__range"));

const topBars = (
  { id, title, what, note = "" }: { id: number; title: string; what: string; note?: string },
  expr: string,
  label: string,
) =>
  bars({ id, title, description: `Alerts in the time range, by ${what}: the ten with most.${note}`, noValue })
    .datasource(lokiSource)
    .withTarget(atEnd(expr, `{{${label}}}`));

/** An alert whose field is null has no label of it, as if its rule did not name it (falcosidekick 2.31.0, outputs/loki.go). */
const places = { ofHost: undefined };

const topNamespaces = (form: LokiForm) =>
  topBars(
    { id: 16, title: "Namespaces", what: "namespace", note: ` ${placesExplained(places)}` },
    placesNamed(places, ["k8s_ns_name"], top("k8s_ns_name", alerts(form))),
    "k8s_ns_name",
  );

/** Who and what. */
export const lokiDetailsRow = (form: LokiForm): Row => ({
  id: 20,
  title: "Who and what",
  panels: details.map((detail, at) => topDetails(form, detail, 21 + at)),
});

const topDetails = (form: LokiForm, detail: Detail, id: number) => {
  const { name } = detail;
  const lines = `${alerts(form)} ${withDetails(form, [detail])} | ${name} !~ "|<NA>"`;
  return topBars({ id, title: `By ${name}`, what: `${name}, as far as rules write it` }, top(name, lines), name);
};

/** Every alert. */
export const lokiLinesRow = (form: LokiForm): Row => ({
  id: 30,
  title: "Lines",
  panels: [
    new logs.PanelBuilder()
      .id(31)
      .title("Alerts by time")
      .description("Alerts in the time range, the newest first; a click on one shows its labels and fields.")
      .noValue(noValue)
      .datasource(lokiSource)
      .height(18)
      .span(24)
      .showTime(true)
      .wrapLogMessage(true)
      .enableLogDetails(true)
      .withTarget(overTime(shown(form)).maxLines(500)),
  ],
});

/** A whole alert is hardly readable as a line; the output of a rule has all of it that matters. */
const shown = (form: LokiForm): string =>
  form.format === "json"
    ? `${alerts(form)} | json output="output", ${withDetails(form, details).replace("| json ", "")}` +
      ' | line_format "{{.priority}} {{.output}} (user={{.user}} command={{.command}} file={{.file}})"'
    : alerts(form);
