import { latest, type Answer } from "./answered";
import { ink } from "./colors";
import { overridesOf, type Panel } from "./panels";
import { at, rectangle, text, type Size } from "./svg";
import { shown } from "./values";

/** One horizontal bar a series, between its name and its value. */
export const drawBarGauge = (panel: Panel, answers: readonly Answer[], { width, height }: Size): string => {
  const line = Math.min(24, height / answers.length);
  const most = Math.max(...answers.map(latest), 1);
  const names = width * 0.45;
  const values = 34;
  const full = width - names - values;
  const size = Math.min(10, line * 0.75);
  return answers
    .map((answer, index) => {
      const value = shown(panel, answer.name, latest(answer));
      const bar = { x: names, y: line * 0.15, height: line * 0.7 };
      return at(
        0,
        index * line,
        text(overridesOf(panel, answer.name).name, 0, line / 2 + size * 0.35, { size, width: names - 6 }),
        rectangle({ ...bar, width: full }, ink.grid),
        rectangle({ ...bar, width: (full * latest(answer)) / most }, value.color),
        text(value.text, width, line / 2 + size * 0.35, { size, fill: value.color, anchor: "end" }),
      );
    })
    .join("");
};
