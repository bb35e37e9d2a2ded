/** Of the names that the dashboard uses. */
const named: Readonly<Record<string, string>> = {
  green: "#5fb35f",
  yellow: "#e8c93a",
  orange: "#ee8f2e",
  red: "#e5484d",
  "dark-red": "#b3242f",
  "dark-purple": "#8a44b8",
  blue: "#4f8fe8",
  "light-blue": "#8fbdf5",
};

/** A colour of the dashboard's JSON as SVG has it. */
export const colorOf = (color: string): string => {
  const found = color.startsWith("#") ? color : named[color];
  if (found === undefined) throw new Error(`The picture has no colour ${color}: add it to colors.ts.`);
  return found;
};

const palette = [
  ...["#5fb35f", "#e8c93a", "#5aa7c7", "#ee8f2e", "#e5484d"],
  ...["#4f8fe8", "#c45fb4", "#8d7ae0", "#3f9f8f", "#a9854f"],
];

/** Of a series to which the dashboard gives no colour. */
export const seriesColor = (index: number): string => palette[index % palette.length] ?? "";

/** Of what isn't data. */
export const ink = {
  background: "#15171c",
  panel: "#1e2127",
  text: "#d0d3da",
  faint: "#8c919c",
  grid: "#2d3138",
} as const;
