import {
  Listr,
  ListrLogger,
  PRESET_TIMER,
  ProcessOutput,
  type ListrDefaultRendererLogLevels,
  type ListrLogLevels,
} from "listr2";

/** How a step tells what it does. */
export interface Progress {
  /** What is being done; shown below the title until the next report. */
  readonly report: (text: string) => void;
  /** What was decided; shown in the title's place meanwhile. */
  readonly announce: (text: string) => void;
  /** What came of it; shown in the title's place at the end. */
  readonly conclude: (text: string) => void;
}

/** The part of a Listr task that shows something. */
interface View {
  title: string | undefined;
  output: string | undefined;
}

/** A step that is under way. */
export interface Step<T> {
  readonly title: string;
  readonly result: Promise<T>;
  readonly showIn: (view: View) => Promise<void>;
}

/** Without a terminal, reports of one step are at least this far apart, in ms: a log isn't a screen. */
const plainInterval = 15_000;

/** Begins a step. A failure shows up in `showSteps`. */
export function beginStep<T>(title: string, run: (progress: Progress) => Promise<T>): Step<T> {
  let view: View | undefined;
  let conclusion = title;
  let lastReport = 0;
  const report = (text: string) => {
    const wait = process.stderr.isTTY ? 0 : plainInterval;
    if (view === undefined || Date.now() - lastReport < wait) return;
    lastReport = Date.now();
    view.output = text;
  };
  const announce = (text: string) => {
    if (view === undefined) return;
    if (process.stderr.isTTY) view.title = text;
    else view.output = text;
  };
  const result = run({
    report,
    announce,
    conclude: (text) => {
      conclusion = text;
    },
  });
  result.catch(() => undefined);
  const showIn = async (shown: View) => {
    view = shown;
    await result;
    view.title = conclusion;
  };
  return { title, result, showIn };
}

/**
 * Shows steps until all have ended, on stderr: live in a terminal, as lines elsewhere.
 * @param abort - called when one fails, to end the others.
 * @throws what the first step that failed threw.
 */
export async function showSteps(steps: readonly Step<unknown>[], abort: (reason: unknown) => void): Promise<void> {
  const toStderr = { useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stderr) };
  const list = new Listr<unknown, "default", "simple">(
    steps.map(({ title, showIn }) => ({ title, task: (_, view) => showIn(view) })),
    {
      concurrent: true,
      registerSignalListeners: false, // processes/interruption.ts does it
      fallbackRenderer: "simple",
      fallbackRendererCondition: !process.stderr.isTTY,
      rendererOptions: {
        showErrorMessage: false, // main.ts shows it
        timer: PRESET_TIMER,
        logger: new ListrLogger<ListrDefaultRendererLogLevels>(toStderr),
      },
      fallbackRendererOptions: { timer: PRESET_TIMER, logger: new ListrLogger<ListrLogLevels>(toStderr) },
    },
  );
  try {
    await list.run();
  } catch (error) {
    abort(new Error("stopped, because another step failed"));
    throw error;
  } finally {
    await Promise.allSettled(steps.map(({ result }) => result));
  }
}
