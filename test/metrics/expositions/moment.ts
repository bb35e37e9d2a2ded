import type { Engine, KnownMetric } from "../metric";
import type { Day, Node } from "./story";
import type { Family, Series } from "./text";

/** Whom Prometheus asks, and when. */
export interface Moment {
  readonly day: Day;
  readonly node: Node;
  /** Seconds since the day began. */
  readonly t: number;
  /** Unix time at which the day began; 2026-01-01 unless given. */
  readonly epoch?: number;
}

export interface FalcoMoment extends Moment {
  readonly version: string;
  /** Keys below `metrics` of falco.yaml that are true; those that the chart switches on by itself unless given. */
  readonly enabled?: readonly string[];
  /** `modern_bpf` unless given. */
  readonly engine?: Engine;
}

/** Unix time of `t`. */
export const timeOf = ({ epoch = 1_767_225_600 }: Moment, t: number): number => epoch + t;

export type Values<M> = Readonly<Record<string, (moment: M) => readonly Series[]>>;

/** The series of each of the table's metrics. */
export const familiesOf = <M>(metrics: readonly KnownMetric[], values: Values<M>, moment: M): readonly Family[] =>
  metrics.map((metric) => {
    const value = values[metric.name];
    if (value === undefined) throw new Error(`The table has ${metric.name}, which has no values here.`);
    return [metric, value(moment)];
  });
