import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { falcoEventsDashboard } from "../../dashboards/falcoEvents";
import type { Answer } from "../../scripts/dashboardPicture/answered";
import { readDashboard } from "../../scripts/dashboardPicture/panels";
import { drawPicture } from "../../scripts/dashboardPicture/picture";
import { escaped } from "../../scripts/dashboardPicture/svg";
import { args } from "../../scripts/dashboardPicture/told";

const answer = (name: string, values: readonly number[], labels: Answer["labels"] = {}, refId = "A"): Answer => ({
  refId,
  name,
  labels,
  points: values.map((value, index) => ({ time: 120 * index, value })),
});

const overrides = [
  {
    matcher: { id: "byName", options: "2" },
    properties: [
      { id: "displayName", value: "Critical" },
      { id: "color", value: { mode: "fixed", fixedColor: "#123456" } },
    ],
  },
  {
    matcher: { id: "byName", options: "State" },
    properties: [
      { id: "mappings", value: [{ type: "value", options: { "0": { text: "Down", color: "#aa0000", index: 0 } } }] },
      { id: "custom.cellOptions", value: { type: "color-text" } },
    ],
  },
];

interface Given {
  readonly type: string;
  readonly answers: readonly Answer[];
  readonly defaults?: object;
  readonly options?: object;
  readonly transformations?: readonly object[];
  readonly targets?: readonly string[];
}

/** A dashboard of one panel. */
const drawn = ({
  type,
  answers,
  defaults = {},
  options = {},
  transformations = [],
  targets = ["A"],
}: Given): string => {
  const { panels } = readDashboard({
    title: "Tiny",
    templating: { list: [] },
    panels: [
      {
        ...{ type, title: "One & <all>", options, transformations },
        gridPos: { x: 0, y: 0, w: 12, h: 9 },
        fieldConfig: { defaults: { unit: "locale", decimals: 0, noValue: "Nobody answers", ...defaults }, overrides },
        targets: targets.map((refId) => ({ refId, expr: "up", range: false })),
      },
    ],
  });
  return drawPicture({
    title: "Tiny",
    notes: ["Not Grafana."],
    variables: ["Cluster"],
    panels: panels.map((panel) => ({ panel, answers })),
    range: { start: 0, end: 240, step: 120 },
  });
};

const thresholds = { steps: [{ value: null, color: "#00aa00" }, ...[{ value: 5, color: "#aa0000" }]] };
const stat = (value: number, defaults: object = {}) =>
  drawn({ type: "stat", answers: [answer("up", [value])], defaults: { thresholds, ...defaults } });

/** What is written, in order. */
const texts = (svg: string): string[] => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
/** The colours in which something is filled. */
const fills = (svg: string, element: string): string[] =>
  [...svg.matchAll(new RegExp(`<${element} [^>]*fill="([^"]*)"`, "g"))].map(([, fill = ""]) => fill);

describe("drawPicture", () => {
  it("writes title, notes, variables and the panel's title, as XML has them", () => {
    expect(texts(stat(1)).slice(0, 4)).toEqual(["Tiny", "Not Grafana.", "Cluster: All", "One &amp; &lt;all&gt;"]);
  });

  it.each([
    ["a number in its unit and the colour of its threshold", stat(12345), "12,345", "#aa0000"],
    ["a number below the threshold", stat(4.4), "4", "#00aa00"],
    [
      "the text and the colour that a value is mapped to",
      stat(0, { mappings: [{ type: "value", options: { "0": { text: "none <yet>", color: "#0000aa", index: 0 } } }] }),
      "none &lt;yet&gt;",
      "#0000aa",
    ],
  ])("shows %s", (_, svg, text, fill) => {
    expect(texts(svg)).toContain(text);
    expect(fills(svg, "text")).toContain(fill);
  });

  it("names numbers where there are several", () => {
    expect(texts(stat(1))).not.toContain("up");
    const svg = drawn({ type: "stat", answers: [answer("up", [1]), answer("known", [2])] });
    expect(texts(svg).slice(-4)).toEqual(["1", "up", "2", "known"]);
  });

  it.each(["timeseries", "bargauge"])("gives a series of %s the name and the colour of its override", (type) => {
    const svg = drawn({ type, answers: [answer("2", [1, 3])], defaults: { custom: { drawStyle: "bars" } } });
    expect(texts(svg)).toContain("Critical");
    expect(fills(svg, "rect")).toContain("#123456");
  });

  it("stacks bars, and adds up each series in a legend at the right", () => {
    const svg = drawn({
      type: "timeseries",
      answers: [answer("few", [0, 1, 1]), answer("many", [0, 3, 4])],
      defaults: { custom: { drawStyle: "bars" } },
      options: { legend: { placement: "right", calcs: ["sum"] } },
    });
    expect(texts(svg).slice(-6)).toEqual(["Name", "Total", "many", "7", "few", "2"]);
    const bars = [...svg.matchAll(/y="([\d.]+)" width="[\d.]+" height="([\d.]+)" fill="#(?:5fb35f|e8c93a)"/g)]
      .slice(0, 4)
      .map(([, y, height]) => ({ y: Number(y), height: Number(height) }));
    const [low, , high] = bars;
    expect(high && low && high.y + high.height).toBeCloseTo(low?.y ?? NaN, 0);
    expect(high && low && high.height / low.height).toBeCloseTo(3, 0);
  });

  it("draws lines", () => {
    expect(drawn({ type: "timeseries", answers: [answer("up", [1, 3])] })).toMatch(/<path d="M0,[\d.]+L[\d.,]+"/);
  });

  const organize = {
    id: "organize",
    options: {
      excludeByName: { Time: true },
      indexByName: { pod: 0, "Value #A": 1, "Value #B": 2 },
      renameByName: { pod: "Pod", "Value #A": "State", "Value #B": "Restarts" },
    },
  };
  const table = (transformations: readonly object[]) =>
    drawn({
      ...{ type: "table", transformations, targets: ["A", "B"] },
      options: { sortBy: [{ displayName: "Restarts", desc: true }] },
      answers: [
        answer("", [0], { pod: "a" }),
        answer("", [1], { pod: "b" }),
        answer("", [5], { pod: "a" }, "B"),
        answer("", [10], { pod: "b" }, "B"),
      ],
    });

  it("merges the rows of a table, titles, sorts and maps them", () => {
    const svg = table([{ id: "merge", options: {} }, organize]);
    expect(texts(svg).slice(-9)).toEqual(["Pod", "State", "Restarts", "b", "1", "10", "a", "Down", "5"]);
    expect(fills(svg, "text")).toContain("#aa0000");
  });

  it("says how many rows of a table have no room", () => {
    const answers = Array.from({ length: 20 }, (_, index) => answer("", [1], { pod: `pod-${index}` }));
    expect(texts(drawn({ type: "table", answers })).at(-1)).toMatch(/^and \d+ more$/);
  });

  it("writes a text as it is", () => {
    const svg = drawn({ type: "text", answers: [], options: { content: "a\nb <c>" } });
    expect(texts(svg).slice(-2)).toEqual(["a", "b &lt;c&gt;"]);
  });

  it.each(["stat", "timeseries", "bargauge", "table"])("says in a panel of type %s why nothing is there", (type) => {
    expect(texts(drawn({ type, answers: [] })).at(-1)).toBe("Nobody answers");
    expect(texts(drawn({ type, answers: [], defaults: { noValue: undefined } })).at(-1)).toBe("No data");
  });

  it.each([
    ["a panel", () => drawn({ type: "piechart", answers: [] }), "piechart"],
    ["a unit", () => stat(1, { unit: "bytes" }), "bytes"],
    ["a colour", () => stat(1, { thresholds: { steps: [{ value: null, color: "pink" }] } }), "pink"],
    ["a transformation", () => table([{ id: "reduce", options: {} }]), "merge"],
  ])("refuses %s that it can't draw", (_, draw, named) => {
    expect(draw).toThrow(named);
  });
});

describe("docs/dashboard.svg", () => {
  const picture = readFileSync(resolve(__dirname, "../../docs/dashboard.svg"), "utf8");

  it("shows the dashboard's rows and panels as they are (else: npm run dashboard-picture)", () => {
    const titles = readDashboard(falcoEventsDashboard(args)).panels.map(({ type, title }) =>
      escaped(type === "row" ? `▾ ${title}` : title),
    );
    // Some are the titles of columns too, further down.
    expect(new Set(texts(picture).filter((text) => titles.includes(text)))).toEqual(new Set(titles));
  });

  it("says that it isn't Grafana, and has data in every panel", () => {
    expect(picture).toContain("Not Grafana.");
    const silent = readDashboard(falcoEventsDashboard(args)).panels.map((panel) => panel.fieldConfig.defaults.noValue);
    expect(texts(picture).filter((text) => silent.includes(text))).toEqual([]);
  });

  it("has a size that a page can bear", () => {
    expect(picture.length).toBeLessThan(300_000);
  });
});
