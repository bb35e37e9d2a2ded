import { colorOf } from "./colors";
import { overridesOf, type Panel } from "./panels";

const formats: Readonly<Record<string, (value: number, decimals: number) => string>> = {
  locale: (value, decimals) => value.toLocaleString("en-US", { maximumFractionDigits: decimals }),
};

/** A number in the panel's unit. */
export const inUnit = ({ fieldConfig }: Panel, value: number): string => {
  const { unit, decimals } = fieldConfig.defaults;
  const format = formats[unit];
  if (format === undefined) throw new Error(`The picture has no unit ${unit}: add it to values.ts.`);
  return format(value, decimals);
};

/** A value of the series or column of this name as the panel shows it: mapped or in its unit, and in which colour. */
export const shown = (panel: Panel, name: string, value: number | string) => {
  const { mappings, color } = overridesOf(panel, name);
  const mapped = mappings.map(({ options }) => options[String(value)]).find((one) => one !== undefined);
  const chosen = mapped?.color ?? color;
  return {
    text: mapped?.text ?? (typeof value === "number" ? inUnit(panel, value) : value),
    color: chosen === undefined ? thresholdColor(panel, Number(value)) : colorOf(chosen),
  };
};

const thresholdColor = ({ fieldConfig }: Panel, value: number): string => {
  const reached = fieldConfig.defaults.thresholds.steps.filter((step) => step.value === null || value >= step.value);
  return colorOf(reached.at(-1)?.color ?? "green");
};
