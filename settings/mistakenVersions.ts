import { lt, valid } from "semver";
import { collectedVersions } from "./helmValues/nearestCollected";
import { chartKeys } from "./chartSource";
import type { ChartName } from "./chartVersions";
import { falcoChart } from "./falcoCharts";
import type { Finding } from "./finding";

interface Program {
  readonly name: string;
  /** Versions that there are, from the first that a chart of the stack brings to where those of others begin. */
  readonly from: string;
  readonly below: string;
  readonly chart?: ChartName;
}

/** Programs by their key in `images.tags`. */
const programs = {
  falco: { name: "Falco", from: "0.34.0", below: "1.0.0", chart: "falco" },
  falcoctl: { name: "falcoctl", from: "0.4.0", below: "0.30.0" },
  falcoExporter: { name: "falco-exporter", from: "0.8.0", below: "0.9.0", chart: "falco-exporter" },
  falcosidekick: { name: "Falcosidekick", from: "2.0.0", below: "3.0.0", chart: "falcosidekick" },
  ui: { name: "Falcosidekick's UI", from: "2.0.0", below: "3.0.0" },
  redis: { name: "redis-stack", from: "6.0.0", below: "9.0.0" },
} as const satisfies Record<string, Program>;

type Tags = { readonly [Key in keyof typeof programs]?: string | undefined };

const entries = (tags: Tags): readonly (readonly [key: string, program: Program, tag: string])[] =>
  Object.entries(programs).flatMap(([key, program]) => {
    const tag: unknown = Reflect.get(tags, key);
    return typeof tag === "string" ? [[key, program, tag.split("@")[0] ?? ""] as const] : [];
  });

const isOutside = ({ from, below }: Program, tag: string): boolean =>
  valid(tag) === tag && (lt(tag, from) || !lt(tag, below));

const isChartVersion = (program: Program, tag: string): boolean =>
  program.chart !== undefined && isOutside(program, tag) && collectedVersions(program.chart).includes(tag);

/** Tags that are versions of a chart. */
export const imageTagFaults = (tags: Tags): Finding[] =>
  entries(tags)
    .filter(([, program, tag]) => isChartVersion(program, tag))
    .map(([key, { name, chart }, tag]) => ({
      path: ["images", "tags", key],
      expected: `a version of ${name}: ${tag} is the version of a ${chart} chart`,
      isUseless: true,
      repairs: [{ path: ["images", "tags", key] }],
    }));

/** Tags that move, so what runs depends on when a node pulled it; and versions that the program hasn't had. */
export const imageTagWarnings = (tags: Tags): string[] =>
  entries(tags).flatMap(([key, program, tag]) => {
    const { name, from, below } = program;
    const given = `falco:images.tags.${key} is ${tag}, which`;
    // Falcosidekick's and the UI's have words of their own.
    if (key !== "falcosidekick" && key !== "ui" && /^(latest|main|master|edge|nightly|dev)\b/.test(tag))
      return [
        `${given} moves: nodes run the ${name} that they happened to pull, and nothing is judged by its version.`,
      ];
    return isOutside(program, tag)
      ? [
          `${given} is no version of ${name} known here, from ${from} to before ${below}: nodes can't pull it unless it is a build of your own.`,
        ]
      : [];
  });

/** The program of a version of a chart, without the patch level where only that is known. */
const broughtBy = {
  falco: (version: string) => falcoChart(version).falco,
  "falco-exporter": () => "0.8",
} as const satisfies Record<Exclude<ChartName, "falcosidekick">, (version: string) => string>;

/** Versions of charts that are those of the program in them. */
export const mistakenCharts = (charts: Readonly<Record<(typeof chartKeys)[ChartName], string>>): Finding[] =>
  Object.values(programs).flatMap((program) => {
    if (!("chart" in program)) return [];
    const { name, chart, from, below } = program;
    const version = charts[chartKeys[chart]];
    if (lt(version, from) || !lt(version, below)) return [];
    const path = ["charts", chartKeys[chart]];
    const own = { path, expected: `a version of the chart: ${version} is ${name}'s own`, isUseless: true, repairs: [] };
    // The stack has a tag of Falcosidekick's of its own, whatever the chart.
    if (chart === "falcosidekick")
      return [{ ...own, expected: `${own.expected}; falco:images.tags.falcosidekick takes it`, repairs: [{ path }] }];
    const bringing = collectedVersions(chart).findLast((one) => `${version}.`.startsWith(`${broughtBy[chart](one)}.`));
    return bringing === undefined
      ? [own]
      : [
          {
            ...own,
            expected: `${own.expected}; ${chart} chart ${bringing} brings it`,
            repairs: [{ path, value: bringing }],
          },
        ];
  });
