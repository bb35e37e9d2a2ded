import { scaleLinear, scaleUtc } from "d3-scale";
import { curveLinear, curveStepAfter, line, stack } from "d3-shape";
import type { Answer, TimeRange } from "./answered";
import { colorOf, ink, seriesColor } from "./colors";
import { drawLegend, legendSize } from "./legend";
import { overridesOf, type Panel } from "./panels";
import { at, element, rectangle, text, type Size } from "./svg";
import { inUnit } from "./values";

/** A series with the name and colour that the panel gives it. */
export interface DrawnSeries {
  readonly name: string;
  readonly color: string;
  readonly points: Answer["points"];
}

type Scale = (value: number) => number;
interface Axes {
  readonly x: Scale;
  readonly y: Scale;
}

/** Lines or stacked bars over time, with axes and legend. */
export const drawTimeSeries = (panel: Panel, answers: readonly Answer[], size: Size, range: TimeRange): string => {
  const series = answers.map((answer, index): DrawnSeries => {
    const { name, color } = overridesOf(panel, answer.name);
    return { name, points: answer.points, color: color === undefined ? seriesColor(index) : colorOf(color) };
  });
  const legend = legendSize(panel, size);
  const right = legend.width < size.width;
  const plot = {
    width: size.width - 32 - (right ? legend.width + 8 : 0),
    height: size.height - 22 - (right ? 0 : legend.height),
  };
  const bars = panel.fieldConfig.defaults.custom.drawStyle === "bars";
  const stacked = bars ? stackedBars(series, range) : [];
  const most = Math.max(1, ...stacked.map(({ to }) => to), ...series.flatMap(({ points }) => points.map(valueOf)));
  const x = scaleUtc([range.start * 1000, range.end * 1000], [0, plot.width]);
  const y = scaleLinear([0, most], [plot.height, 0]).nice(4);
  const axes: Axes = { x: (time) => x(time * 1000), y: (value) => y(value) };
  const times = x.ticks(plot.width / 50);
  const clock = x.tickFormat(times.length, "%H:%M");
  return [
    at(
      32,
      8,
      ...y
        .ticks(4)
        .filter(Number.isInteger)
        .map((tick) => horizontal(inUnit(panel, tick), y(tick), plot.width)),
      ...times.map((tick) => text(clock(tick), x(tick), plot.height + 12, { ...axisText, anchor: "middle" })),
      ...(bars ? stacked.map((bar) => drawBar(bar, axes)) : series.map((one) => drawLine(panel, one, axes))),
    ),
    at(
      right ? size.width - legend.width : 0,
      right ? 0 : size.height - legend.height,
      drawLegend(panel, series, legend),
    ),
  ].join("");
};

const valueOf = ({ value }: { readonly value: number }): number => value;

const axisText = { size: 9, fill: ink.faint };

const horizontal = (label: string, y: number, width: number): string =>
  element("path", { d: `M0 ${Math.round(y)}H${Math.round(width)}`, stroke: ink.grid }) +
  text(label, -6, y + 3, { ...axisText, anchor: "end" });

interface Bar {
  readonly color: string;
  readonly since: number;
  readonly until: number;
  readonly from: number;
  readonly to: number;
}

/** The value at a time counts what came in the step before it. */
const stackedBars = (series: readonly DrawnSeries[], { start, step }: TimeRange): readonly Bar[] => {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ time }) => time)))];
  const layers = stack<unknown, number, DrawnSeries>()
    .keys(series)
    .value((time, { points }) => points.find((point) => point.time === time)?.value ?? 0)(times);
  return layers.flatMap((layer) =>
    layer
      .filter(([from, to]) => to > from)
      .map((segment) => {
        const [from, to] = segment;
        const until = times[layer.indexOf(segment)] ?? start;
        return { color: layer.key.color, since: Math.max(start, until - step), until, from, to };
      }),
  );
};

const drawBar = ({ color, since, until, from, to }: Bar, { x, y }: Axes): string =>
  rectangle({ x: x(since) + 0.5, y: y(to), width: x(until) - x(since) - 1, height: y(from) - y(to) }, color);

const drawLine = (panel: Panel, { color, points }: DrawnSeries, { x, y }: Axes): string => {
  const stepped = panel.fieldConfig.defaults.custom.lineInterpolation === "stepAfter";
  const path = line<DrawnSeries["points"][number]>()
    .x(({ time }) => x(time))
    .y(({ value }) => y(value))
    .curve(stepped ? curveStepAfter : curveLinear)
    .digits(1);
  return element("path", { d: path(points) ?? "", fill: "none", stroke: color, "stroke-width": 1.5 });
};
