/** What `pulumi up` has done so far, as its plain output tells. */
export interface UpProgress {
  /** Names of the resources that are being changed, in the order of their start. */
  readonly underWay: readonly string[];
  /** How many were changed. */
  readonly done: number;
}

export const nothingYet: UpProgress = { underWay: [], done: 0 };

/** Such as ` +  kubernetes:core/v1:Namespace falco creating (0s)`, and `created (0.02s)` at its end. */
const step = /^\s*[-+~=><]+\s+(\S+:\S+) (\S+) (\w+?)(ing|ed)\b/;

/** The progress after one more line of output; lines that are no step of a resource change nothing. */
export function nextProgress(before: UpProgress, line: string): UpProgress {
  const [, type, name, , ending] = step.exec(line) ?? [];
  if (name === undefined || type === "pulumi:pulumi:Stack") return before;
  const others = before.underWay.filter((other) => other !== name);
  if (ending === "ed") return { underWay: others, done: before.done + 1 };
  return before.underWay.includes(name) ? before : { ...before, underWay: [...others, name] };
}

/** One line for people. */
export function describeProgress({ underWay, done }: UpProgress): string {
  const shown = underWay.slice(0, 3).join(", ") + (underWay.length > 3 ? `, ${underWay.length - 3} more` : "");
  return `${done} resource${done === 1 ? "" : "s"} done${underWay.length === 0 ? "" : `; under way: ${shown}`}`;
}

const shownLines = 40;

/** What Pulumi says about what went wrong: the last "Diagnostics" of its output, or the output's end when it has none. */
export function diagnostics(output: string): string[] {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const start = lines.lastIndexOf("Diagnostics:");
  if (start < 0) return lines.slice(-shownLines);
  const section = lines.slice(start + 1);
  const end = section.findIndex((line) => /^\S/.test(line)); // "Outputs:", "Resources:"
  return section.slice(0, end < 0 ? undefined : end).slice(0, shownLines);
}
