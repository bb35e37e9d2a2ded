import type { AlertArgs } from "../../../../alerts/alertArgs";

export type Labels = Readonly<Record<string, string>>;

/** What an alert says. */
export interface Said {
  readonly summary: string;
  readonly description: string;
}

/** What an alert does with given series. Together with `alert` and `does`, `when` is a sentence. */
export interface AlertBehaviour {
  readonly alert: string;
  readonly does: "fires" | "stays silent" | "resolves";
  readonly when: string;
  readonly args: AlertArgs;
  readonly series: Series;
  readonly minute: number;
  /** What fires then, by its labels but for `alertname`. */
  readonly firing: readonly Labels[];
  /** What the only one that fires then says. */
  readonly says?: Said;
}

/** One value a minute from minute 0, as promtool writes them, by series. */
export type Series = Readonly<Record<string, string>>;

/** A course of things, and what an alert does meanwhile. */
export const course = (alert: string, args: AlertArgs, series: Series) => {
  const shared = { alert, args, series };
  return {
    fires: (minute: number, when: string, firing: readonly Labels[], says?: Said): AlertBehaviour => ({
      ...shared,
      does: "fires",
      when,
      minute,
      firing,
      ...(says && { says }),
    }),
    isSilent: (minute: number, when: string): AlertBehaviour => ({
      ...shared,
      does: "stays silent",
      when,
      minute,
      firing: [],
    }),
    resolves: (minute: number, when: string): AlertBehaviour => ({
      ...shared,
      does: "resolves",
      when,
      minute,
      firing: [],
    }),
  };
};

/** A series by its metric and labels. */
export const one = (metric: string, labels: Labels): string =>
  `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")}}`;
