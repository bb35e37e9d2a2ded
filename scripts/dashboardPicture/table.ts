import type { Answer } from "./answered";
import { ink } from "./colors";
import { overridesOf, type Panel } from "./panels";
import { element, text, widthOf, type Size } from "./svg";
import { tableRows, type TableRow } from "./tableRows";
import { shown } from "./values";

const line = 15;
const gap = 10;

/** As many rows as fit under the columns' titles. */
export const drawTable = (panel: Panel, answers: readonly Answer[], { width, height }: Size): string => {
  const rows = tableRows(panel, answers);
  const columns = columnsOf(panel, rows, width);
  const fit = Math.floor(height / line) - 1;
  const visible = rows.length > fit ? rows.slice(0, fit - 1) : rows;
  return [
    ...columns.map((column) => cell(column.title, column, 0, ink.faint)),
    element("path", { d: `M0 ${line - 1}H${Math.round(width)}`, stroke: ink.grid }),
    ...visible.flatMap((row, index) => columns.map((column) => drawCell(panel, row, column, index + 1))),
    ...(visible.length < rows.length
      ? [text(`and ${rows.length - visible.length} more`, 0, fit * line + 11, { fill: ink.faint })]
      : []),
  ].join("");
};

interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
  /** Numbers stand at the right. */
  readonly anchor: "start" | "end";
}

/** As wide as what stands in them; where there is too little room, the widest give way. */
const columnsOf = (panel: Panel, rows: readonly TableRow[], width: number): readonly Column[] => {
  const titles = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const room = width - gap * (titles.length - 1);
  const wanted = titles.map((title) =>
    widthOf(Math.max(title.length, ...rows.map((row) => shown(panel, title, row.get(title) ?? "").text.length))),
  );
  const most = bound(wanted, room);
  const bounded = wanted.map((one) => Math.min(one, most));
  const stretched = bounded.map((one) => (one * room) / sum(bounded));
  return titles.map((title, index) => ({
    title,
    x: sum(stretched.slice(0, index)) + index * gap,
    width: stretched[index] ?? 0,
    anchor: rows.some((row) => typeof row.get(title) === "number") ? "end" : "start",
  }));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The width that no column exceeds when all have to fit into the room. */
const bound = (wanted: readonly number[], room: number): number => {
  let free = room;
  for (const [index, width] of [...wanted].sort((a, b) => a - b).entries()) {
    const share = free / (wanted.length - index);
    if (width > share) return share;
    free -= width;
  }
  return Infinity;
};

const drawCell = (panel: Panel, row: TableRow, column: Column, y: number): string => {
  const { text: content, color } = shown(panel, column.title, row.get(column.title) ?? "");
  return cell(content, column, y, overridesOf(panel, column.title).coloredText ? color : ink.text);
};

const cell = (content: string, { x, width, anchor }: Column, y: number, fill: string): string =>
  text(content, anchor === "end" ? x + width : x, y * line + 11, { fill, width, anchor });
