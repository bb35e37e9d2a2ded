import * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import * as common from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as table from "@grafana/grafana-foundation-sdk/table";
import * as text from "@grafana/grafana-foundation-sdk/text";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { dataSource } from "./promqlQuery";
import { noEvent } from "./queries";

/** What every panel says about itself. */
export interface PanelHead {
  /** Unique in the dashboard and stable: links to a single panel carry it. */
  readonly id: number;
  readonly title: string;
  /** Shown behind the panel's (i). */
  readonly description: string;
  /** What stands in the panel where its queries find no series at all. */
  readonly noValue: string;
}

/** A row of panels, under its title. */
export interface Row {
  readonly id: number;
  readonly title: string;
  readonly panels: readonly Builder<dashboard.Panel>[];
}

/** Whole numbers with the reader's thousands separators; `short` would make 12 K of 12 345. */
const wholeNumbers = { unit: "locale", decimals: 0 };

interface Headed {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  noValue(noValue: string): this;
  datasource(datasource: common.DataSourceRef): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  thresholds(thresholds: dashboard.ThresholdsConfigBuilder): this;
}

const headed = <P extends Headed>(panel: P, { id, title, description, noValue }: PanelHead): P =>
  panel
    .id(id)
    .title(title)
    .description(description)
    .noValue(noValue)
    .datasource(dataSource)
    .unit(wholeNumbers.unit)
    .decimals(wholeNumbers.decimals)
    .thresholds(colorFrom("blue"));

/** One colour, and another from a value upwards. Without it Grafana turns red at 80. */
export const colorFrom = (base: string, ...steps: readonly { readonly value: number; readonly color: string }[]) =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps([{ value: null, color: base }, ...steps]);

/** Green, and this colour from 1 on. */
export const goodAtZero = (bad: "orange" | "red") => colorFrom("green", { value: 1, color: bad });

/** One number, the latest. */
export const number = (head: PanelHead) =>
  headed(new stat.PanelBuilder(), head)
    .height(4)
    .span(4)
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

/** A series of nothing, which keeps an empty graph from looking like one without data. */
const nothing = {
  matcher: { id: "byName", options: noEvent },
  properties: [
    { id: "color", value: { mode: "fixed", fixedColor: "#808080" } },
    { id: "custom.hideFrom", value: { legend: false, tooltip: true, viz: false } },
  ],
};

type Overrides = Parameters<timeseries.PanelBuilder["overrides"]>[0];

/** Stacked bars over time, one bar an interval, with the sum of each series in the legend. */
export const stackedBars = (head: PanelHead, overrides: Overrides = []) =>
  lines(head)
    // Long enough for three scrapes of 30 s, below which $__rate_interval outgrows the interval.
    .interval("2m")
    .overrides([nothing, ...overrides])
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
export const rows = (head: PanelHead) => headed(new table.PanelBuilder(), head).height(10).span(12);

/** Columns of a table, in this order: label, or `Value`, and title. */
export const columns = (shown: readonly (readonly [field: string, title: string])[]) => ({
  id: "organize",
  options: {
    excludeByName: { Time: true },
    indexByName: Object.fromEntries(shown.map(([field], index) => [field, index])),
    renameByName: Object.fromEntries(shown),
  },
});

/** A cell whose text has the colour of its value. */
export const coloredText = { id: "custom.cellOptions", value: { type: common.TableCellDisplayMode.ColorText } };

/** How a table is sorted at first, by titles of columns. */
export const sortedBy = (...columnTitles: readonly { readonly title: string; readonly desc: boolean }[]) =>
  columnTitles.map(({ title, desc }) => new common.TableSortByFieldStateBuilder().displayName(title).desc(desc));

/** A sentence in place of a panel that would show nothing. */
export const note = ({
  id,
  title,
  content,
}: {
  readonly id: number;
  readonly title: string;
  readonly content: string;
}) => new text.PanelBuilder().id(id).title(title).height(4).span(24).mode(text.TextMode.Markdown).content(content);

const latest = () => new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("").values(false);
