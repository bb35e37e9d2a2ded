import type { Prometheus } from "../../test/e2e/prometheus/prometheus";
import { interpolated } from "../../test/metrics/interpolate";
import type { Answer, TimeRange } from "./answered";
import type { Panel } from "./panels";

/** What a Prometheus that scrapes every second answers to a panel's queries, in their order. */
export async function ask(prometheus: Prometheus, { targets }: Panel, range: TimeRange): Promise<readonly Answer[]> {
  const { start, end, step } = range;
  const answers = await Promise.all(
    targets.map(async ({ refId, expr, range: overTime, legendFormat }) => {
      const query = interpolated(expr, { seconds: end - start, interval: step, scrapeInterval: 1 });
      const series = overTime
        ? await prometheus.queryRange(query, range)
        : (await prometheus.query(query, end)).map(({ labels, value }) => ({ labels, points: [{ time: end, value }] }));
      return series.map(({ labels, points }) => ({ refId, labels, points, name: legend(legendFormat, labels) }));
    }),
  );
  return answers.flat();
}

const legend = (format: string, labels: Answer["labels"]): string =>
  format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? "").trim();
