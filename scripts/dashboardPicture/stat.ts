import { latest, type Answer } from "./answered";
import { ink } from "./colors";
import type { Panel } from "./panels";
import { at, fitting, text, type Size } from "./svg";
import { shown } from "./values";

/** Big numbers side by side, or one above the other. */
export const drawStat = (panel: Panel, answers: readonly Answer[], { width, height }: Size): string => {
  const named = answers.length > 1 || panel.options.textMode === "value_and_name";
  const stacked = panel.options.orientation === "horizontal";
  const cell = {
    width: stacked ? width : width / answers.length,
    height: stacked ? height / answers.length : height,
  };
  return answers
    .map((answer, index) =>
      at(stacked ? 0 : index * cell.width, stacked ? index * cell.height : 0, drawNumber(panel, answer, named, cell)),
    )
    .join("");
};

const drawNumber = (panel: Panel, answer: Answer, named: boolean, { width, height }: Size): string => {
  const value = shown(panel, answer.name, latest(answer));
  const size = fitting(value.text, width * 0.9, Math.min(30, height * 0.55));
  const middle = height / 2 + size * 0.35 - (named ? 7 : 0);
  const style = { anchor: "middle", width } as const;
  return [
    text(value.text, width / 2, middle, { ...style, size, fill: value.color, weight: "bold", width: Infinity }),
    ...(named ? [text(answer.name, width / 2, middle + 14, { ...style, fill: ink.faint })] : []),
  ].join("");
};
