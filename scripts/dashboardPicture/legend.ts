import { ink } from "./colors";
import type { Panel } from "./panels";
import { at, rectangle, text, type Size } from "./svg";
import type { DrawnSeries } from "./timeSeries";
import { inUnit } from "./values";

const line = 13;

/** A column at the right, or a line below. */
export const legendSize = ({ options }: Panel, { width, height }: Size): Size =>
  options.legend?.placement === "right" ? { width: Math.min(190, width * 0.4), height } : { width, height: line };

/** Names and colours; at the right with totals, the largest first. */
export const drawLegend = (panel: Panel, series: readonly DrawnSeries[], size: Size): string =>
  panel.options.legend?.placement === "right" ? asTable(panel, series, size) : asList(series);

const total = ({ points }: DrawnSeries): number => points.reduce((sum, { value }) => sum + value, 0);

const asTable = (panel: Panel, series: readonly DrawnSeries[], { width }: Size): string =>
  [
    text("Name", 14, 10, { size: 9, fill: ink.faint }),
    text("Total", width, 10, { size: 9, fill: ink.faint, anchor: "end" }),
    ...[...series]
      .sort((a, b) => total(b) - total(a))
      .map((one, index) =>
        at(
          0,
          (index + 1) * line,
          key(one),
          text(one.name, 14, 10, { size: 9, width: width - 46 }),
          text(inUnit(panel, total(one)), width, 10, { size: 9, anchor: "end" }),
        ),
      ),
  ].join("");

const asList = (series: readonly DrawnSeries[]): string =>
  series.map((one, index) => at(32 + index * 80, 0, key(one), text(one.name, 14, 10, { size: 9 }))).join("");

const key = ({ color }: DrawnSeries): string => rectangle({ x: 0, y: 6, width: 10, height: 3 }, color);
