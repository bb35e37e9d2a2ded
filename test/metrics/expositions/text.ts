import type { KnownMetric } from "../metric";

/** A series at a moment. */
export interface Series {
  /** Where the table's row stands for many names. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As the program prints it. */
  readonly value: number | string;
  /** What Falco adds to HELP. */
  readonly notice?: string;
}

/** One without labels. */
export const single = (value: number | string): readonly Series[] => [{ labels: {}, value }];

/** A metric with its series. */
export type Family = readonly [KnownMetric, readonly Series[]];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const line = (
  name: string,
  labels: Readonly<Record<string, string>>,
  value: number | string,
  escape: (text: string) => string,
) => {
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => byText(a, b))
    .map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}\n`;
};

/** As Falco prints it: HELP and TYPE come before each series again, and label values aren't escaped. */
export const falcoText = (families: readonly Family[]): string =>
  families
    .flatMap(([metric, series]) =>
      series.map(({ name = metric.name, labels, value, notice = "" }) => {
        const help = `https://falco.org/docs/metrics/ ${notice}`.trimEnd();
        const head = `# HELP ${name} ${help}\n# TYPE ${name} ${metric.type}\n`;
        return head + line(name, labels, value, (text) => text);
      }),
    )
    .join("");

const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

/** As programs in Go print it: families and series in order, nothing of a metric that has no series yet. */
export const goText = (families: readonly Family[]): string =>
  [...families]
    .sort(([a], [b]) => byText(a.name, b.name))
    .filter(([, series]) => series.length > 0)
    .map(([{ name, type }, series]) => {
      const lines = series.map(({ labels, value }) => line(name, labels, value, escaped));
      return `# HELP ${name} \n# TYPE ${name} ${type}\n${lines.sort(byText).join("")}`;
    })
    .join("");
