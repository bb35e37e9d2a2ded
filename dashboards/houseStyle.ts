import * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import * as common from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as table from "@grafana/grafana-foundation-sdk/table";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { priorityNames } from "./priorityNames";

/** What every panel says about itself. */
export interface PanelHead {
  /** Unique in the dashboard and stable: links to a single panel carry it. */
  readonly id: number;
  readonly title: string;
  /** Shown behind the panel's (i). */
  readonly description: string;
}

/** The data source that the variable `datasource` selects. */
export const dataSource: common.DataSourceRef = { type: "prometheus", uid: "${datasource}" };

/** Whole numbers with the reader's thousands separators; `short` would make 12 K of 12 345. */
const wholeNumbers = { unit: "locale", decimals: 0 };

interface Headed {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: common.DataSourceRef): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  thresholds(thresholds: dashboard.ThresholdsConfigBuilder): this;
}

const headed = <P extends Headed>(panel: P, { id, title, description }: PanelHead): P =>
  panel
    .id(id)
    .title(title)
    .description(description)
    .datasource(dataSource)
    .unit(wholeNumbers.unit)
    .decimals(wholeNumbers.decimals)
    .thresholds(colorFrom("blue"));

/** One colour, and another from a value upwards. Without it Grafana turns red at 80. */
export const colorFrom = (base: string, ...steps: readonly { readonly value: number; readonly color: string }[]) =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps([{ value: null, color: base }, ...steps]);

/** A row's title line. */
export const rowTitle = (id: number, title: string) => new dashboard.RowBuilder(title).id(id);

/** One number, the latest. */
export const number = (head: PanelHead) =>
  headed(new stat.PanelBuilder(), head)
    .height(4)
    .span(6)
    .noValue("No exporter")
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(common.BigValueColorMode.Value)
    .reduceOptions(latest());

/** Lines over time. */
export const lines = (head: PanelHead) =>
  headed(new timeseries.PanelBuilder(), head)
    .height(9)
    .span(12)
    .min(0)
    .tooltip(
      new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending),
    );

/** Stacked bars over time, one bar an interval, with the sum of each series in the legend. */
export const stackedBars = (head: PanelHead) =>
  lines(head)
    // Long enough for three scrapes of 30 s, below which $__rate_interval outgrows the interval.
    .interval("2m")
    .drawStyle(common.GraphDrawStyle.Bars)
    // The value at a time counts what came before it.
    .barAlignment(common.BarAlignment.Before)
    .fillOpacity(80)
    .lineWidth(0)
    .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group("A"))
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Right)
        .calcs(["sum"])
        .sortBy("Total")
        .sortDesc(true),
    );

/** One horizontal bar a series. */
export const bars = (head: PanelHead) =>
  headed(new bargauge.PanelBuilder(), head)
    .height(10)
    .span(8)
    .min(0)
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .reduceOptions(latest());

/** A table of the labels and values of instant queries. */
export const rows = (head: PanelHead) => headed(new table.PanelBuilder(), head).height(10).span(16);

const latest = () => new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("").values(false);

const query = (expr: string, refId: string) =>
  new prometheus.DataqueryBuilder()
    .datasource(dataSource)
    .editorMode(prometheus.QueryEditorMode.Code)
    .expr(expr)
    .refId(refId);

/** A query for a graph. */
export const overTime = (expr: string, legend: string, refId = "A") => query(expr, refId).range().legendFormat(legend);

/** A query for numbers and bars. */
export const atEnd = (expr: string, legend = "", refId = "A") => query(expr, refId).instant().legendFormat(legend);

/** A query for a table. */
export const asTable = (expr: string, refId = "A") =>
  query(expr, refId).instant().format(prometheus.PromQueryFormat.Table);

/** Names and colours for series whose name is a priority's number. */
export const prioritySeries = priorityNames.map(({ value, name, color }) => ({
  matcher: { id: "byName", options: value },
  properties: [
    { id: "displayName", value: name },
    { id: "color", value: { mode: "fixed", fixedColor: color } },
  ],
}));

/** Names and colours for a table's column of priority numbers. */
export const priorityCell = [
  {
    id: "mappings",
    value: [
      {
        type: dashboard.MappingType.ValueToText,
        options: Object.fromEntries(
          priorityNames.map(({ value, name, color }, index) => [value, { text: name, color, index }]),
        ),
      },
    ],
  },
  { id: "custom.cellOptions", value: { type: common.TableCellDisplayMode.ColorText } },
];
