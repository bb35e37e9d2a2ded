import { hasLabel, metricsNamed, type KnownMetric } from "../../metrics/known";

/** A line of an exposition. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** What the TYPE before it says. */
  readonly type: string | undefined;
  /** Name and labels, which no other line has. */
  readonly series: string;
}

/** The samples of an exposition in which label values hold no quotes. */
export function samplesOf(text: string): readonly Sample[] {
  const types = new Map<string, string>();
  return text
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      const [, name = "", type = ""] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
      if (name !== "") types.set(name, type);
      if (line.startsWith("# ")) return [];
      const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
      if (sample === null) throw new Error(`no line of an exposition: ${line}`);
      const [, metric = "", pairs = "", value = ""] = sample;
      const labels = [...pairs.matchAll(/([a-zA-Z_]\w*)="([^"]*)"(?:,|$)/g)].map(
        ([, label = "", text = ""]) => [label, text] as const,
      );
      if (labels.length === 0 && pairs !== "") throw new Error(`no labels: ${line}`);
      return [
        {
          name: metric,
          labels: Object.fromEntries<string>(labels),
          value: Number(value),
          type: types.get(metric),
          series: line.slice(0, line.lastIndexOf(" ")),
        },
      ];
    });
}

/** What of an exposition isn't as the table has it: a sentence each. */
export function misfits(text: string, known: readonly KnownMetric[]): readonly string[] {
  const seen = new Set<string>();
  return samplesOf(text).flatMap(({ name, labels, value, type, series }) => {
    const again = seen.has(series) ? [`${series} is there twice`] : [];
    seen.add(series);
    const [metric, other] = metricsNamed(known, name);
    if (metric === undefined) return [`${name} is unknown`];
    const { values = {} } = metric;
    return [
      ...again,
      ...(other === undefined ? [] : [`${name} has two rows`]),
      ...(type === metric.type ? [] : [`${name} is a ${metric.type}`]),
      ...(Number.isFinite(value) ? [] : [`${series} has no number`]),
      ...metric.labels.filter((label) => !(label in labels)).map((label) => `${name} lacks ${label}`),
      ...Object.keys(labels).flatMap((label) => (hasLabel(metric, label) ? [] : [`${name} has no label ${label}`])),
      ...Object.entries(labels).flatMap(([label, text]) =>
        values[label]?.includes(text) === false ? [`${name} has no ${label} ${text}`] : [],
      ),
    ];
  });
}
