/**
 * Draws docs/dashboard.svg, which takes a minute and a half:
 *
 *     npm run dashboard-picture
 *
 * A real Prometheus scrapes what the stack's programs print on a made-up day, and answers the dashboard's queries.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { falcoEventsDashboard } from "../dashboards/falcoEvents";
import type { Answer } from "./dashboardPicture/answered";
import { ask } from "./dashboardPicture/ask";
import { readDashboard } from "./dashboardPicture/panels";
import { drawPicture } from "./dashboardPicture/picture";
import { afterTheDay, args, daySeconds, speed } from "./dashboardPicture/told";

/** When the day begins on the picture, in seconds since 1970. */
const nine = Date.UTC(2026, 0, 1, 9) / 1000;

const notes = [
  "Layout and data of the dashboard, drawn from its JSON and a real Prometheus. Not Grafana.",
  `Data: ${daySeconds / 60} minutes of a bad day, made up, on three nodes, told to that Prometheus ${speed} times as fast.`,
];

async function main(): Promise<void> {
  const { title, panels, templating } = readDashboard(falcoEventsDashboard(args));
  console.log(`Prometheus scrapes for ${Math.ceil(daySeconds / speed)} seconds.`);
  const answered = await afterTheDay(async (prometheus, start) => {
    const range = { start, end: start + daySeconds / speed, step: 120 / speed };
    const told = ({ points, ...answer }: Answer): Answer => ({
      ...answer,
      points: points.map(({ time, value }) => ({ value, time: nine + (time - start) * speed })),
    });
    return Promise.all(
      panels.map(async (panel) => ({ panel, answers: (await ask(prometheus, panel, range)).map(told) })),
    );
  });
  const svg = drawPicture({
    title,
    notes,
    variables: templating.list.filter(({ includeAll }) => includeAll).map(({ label }) => label),
    panels: answered,
    range: { start: nine, end: nine + daySeconds, step: 120 },
  });
  writeFileSync(join(__dirname, "../docs/dashboard.svg"), svg);
  console.log(`docs/dashboard.svg written, ${Math.round(svg.length / 1024)} KiB`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
