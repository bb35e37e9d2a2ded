import type { Answer, TimeRange } from "./answered";
import { drawBarGauge } from "./barGauge";
import { ink } from "./colors";
import type { Panel } from "./panels";
import { drawStat } from "./stat";
import { at, element, rectangle, text, type Size } from "./svg";
import { drawTable } from "./table";
import { drawTimeSeries } from "./timeSeries";

/** What a dashboard shows at a time. */
export interface Picture {
  readonly title: string;
  /** Lines under the title. */
  readonly notes: readonly string[];
  /** Labels of those in which all is chosen. */
  readonly variables: readonly string[];
  /** Each with what answers its queries. */
  readonly panels: readonly { readonly panel: Panel; readonly answers: readonly Answer[] }[];
  readonly range: TimeRange;
}

const width = 1000;
const margin = 8;
const columnWidth = (width - 2 * margin) / 24;
const unitHeight = 19;
const gap = 3;
const head = 100;

/** An SVG with each panel at its place in the grid. Throws at a type of panel, a unit or a colour that it can't draw. */
export const drawPicture = ({ title, notes, variables, panels, range }: Picture): string => {
  const height =
    head + Math.max(...panels.map(({ panel: { gridPos } }) => gridPos.y + gridPos.h)) * unitHeight + margin;
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    "font-family": "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif",
  };
  const lines = [
    rectangle({ x: 0, y: 0, width, height }, ink.background, 6),
    text(title, margin + gap, 27, { size: 18, weight: "bold" }),
    ...notes.map((note, index) => text(note, margin + gap, 46 + index * 15, { size: 11 })),
    ...variables.map((name, index) =>
      at(
        margin + gap + index * 105,
        74,
        rectangle({ x: 0, y: 0, width: 100, height: 19 }, ink.panel, 2),
        variable(name),
      ),
    ),
    ...panels.map(({ panel, answers }) => drawPanel(panel, answers, range)),
  ];
  return `${element("svg", attributes, ...lines.map((line) => `\n${line}`), "\n")}\n`;
};

const variable = (name: string): string => text(`${name}: All`, 7, 13, { width: 90 });

const drawPanel = (panel: Panel, answers: readonly Answer[], range: TimeRange): string => {
  const { gridPos, title, type } = panel;
  const place = { x: margin + gridPos.x * columnWidth, y: head + gridPos.y * unitHeight };
  if (type === "row") return text(`▾ ${title}`, place.x + gap, place.y + 14, { size: 12, weight: "bold" });
  const size = { width: gridPos.w * columnWidth - 2 * gap, height: gridPos.h * unitHeight - 2 * gap };
  const inside = { width: size.width - 16, height: size.height - 30 };
  return element(
    "svg",
    { x: place.x + gap, y: place.y + gap, ...size },
    rectangle({ x: 0, y: 0, ...size }, ink.panel, 3),
    text(title, 8, 15, { size: 10.5, width: inside.width, weight: "bold" }),
    at(8, 24, drawContent(panel, answers, inside, range)),
  );
};

type Draw = (panel: Panel, answers: readonly Answer[], size: Size, range: TimeRange) => string;

const drawings: Readonly<Record<string, Draw>> = {
  stat: drawStat,
  timeseries: drawTimeSeries,
  bargauge: drawBarGauge,
  table: drawTable,
};

const drawContent: Draw = (panel, answers, size, range) => {
  if (panel.type === "text") return drawText(panel);
  const draw = drawings[panel.type];
  if (draw === undefined) throw new Error(`The picture has no panels of type ${panel.type}: add them to picture.ts.`);
  return answers.length > 0 ? draw(panel, answers, size, range) : drawNothing(panel, size);
};

const drawNothing = ({ fieldConfig }: Panel, { width, height }: Size): string =>
  text(fieldConfig.defaults.noValue, width / 2, height / 2, { size: 12, fill: ink.faint, anchor: "middle", width });

/** Markdown as it is. */
const drawText = ({ options }: Panel): string =>
  (options.content ?? "")
    .split("\n")
    .map((line, index) => text(line, 0, 10 + index * 14))
    .join("");
