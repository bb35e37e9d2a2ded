/** A series that answers a panel's query. */
export interface Answer {
  /** Of the query. */
  readonly refId: string;
  /** By the query's legend. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** One, at the end, unless it was asked over time. Times in seconds since 1970. */
  readonly points: readonly { readonly time: number; readonly value: number }[];
}

/** The range of time that is drawn, in seconds since 1970. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
  /** Between two points. */
  readonly step: number;
}

/** The latest value. */
export const latest = ({ points }: Answer): number => points.at(-1)?.value ?? NaN;
