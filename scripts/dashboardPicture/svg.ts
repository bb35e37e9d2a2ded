import { ink } from "./colors";

/** A space to draw in, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element with its children, which are SVG already. */
export const element = (name: string, attributes: Attributes, ...children: readonly string[]): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(short(value))}"`);
  return `<${name}${written.join("")}${children.length > 0 ? `>${children.join("")}</${name}>` : "/>"}`;
};

/** Tenths of a pixel are enough. */
const short = (value: string | number): string =>
  typeof value === "number" ? String(Math.round(value * 10) / 10) : value;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML has it. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (found) => entities[found] ?? found);

/** How wide a letter is on average, in parts of its size: whoever looks at the picture has a font of their own. */
const letter = 0.56;

/** About the width of so many letters of this size. */
export const widthOf = (letters: number, size = 10): number => letters * size * letter;

/** The size of letters at which a text fits, at most `wanted`. */
export const fitting = (content: string, width: number, wanted: number): number =>
  Math.min(wanted, width / widthOf(content.length, 1));

export interface TextStyle {
  /** Of the letters, in pixels; 10 unless given. */
  readonly size?: number;
  readonly fill?: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly weight?: "normal" | "bold";
  /** What doesn't fit ends in "…". */
  readonly width?: number;
}

/** A line of text with its base line at `y`. */
export const text = (content: string, x: number, y: number, style: TextStyle = {}): string => {
  const { size = 10, fill = ink.text, anchor = "start", weight = "normal", width = Infinity } = style;
  const letters = Math.max(1, Math.floor(width / widthOf(1, size) + 1e-6));
  const shown = content.length > letters ? `${content.slice(0, letters - 1).trimEnd()}…` : content;
  const attributes = {
    ...{ x, y, "font-size": size, fill },
    ...(anchor !== "start" && { "text-anchor": anchor }),
    ...(weight !== "normal" && { "font-weight": weight }),
  };
  return element("text", attributes, escaped(shown));
};

export const rectangle = (box: Size & { readonly x: number; readonly y: number }, fill: string, radius = 0): string =>
  element("rect", {
    ...{ x: box.x, y: box.y, width: Math.max(0, box.width), height: Math.max(0, box.height), fill },
    ...(radius > 0 && { rx: radius }),
  });

export const at = (x: number, y: number, ...children: readonly string[]): string =>
  element("g", { transform: `translate(${short(x)} ${short(y)})` }, ...children);
