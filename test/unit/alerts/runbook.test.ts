import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alertGroups } from "../../../alerts/alertGroups";
import { monitoring } from "../../../settings/groups/monitoring";
import { knownMetrics } from "../../metrics/known";
import { parsePromql } from "../../metrics/promqlTree";
import { unknownIn } from "../../metrics/unknown";
import { native } from "./alertArgs";
import { thresholdCases } from "./thresholdCases";
import { variants } from "./variants";

const runbook = readFileSync(join(__dirname, "../../../docs/runbook.md"), "utf8");

const sections = new Map(
  runbook
    .split(/^(?=##+ )/m)
    .filter((section) => section.startsWith("### "))
    .map((section) => [/^### (.+)/.exec(section)?.[1] ?? "", section]),
);

const alerts = new Set(
  variants.flatMap(({ args }) => alertGroups(args).flatMap(({ rules }) => rules.map(({ alert }) => alert))),
);

const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(([, block = ""]) => block.trim());

describe("docs/runbook.md", () => {
  test("has a section for each alert, and none for another", () => {
    expect([...sections.keys()].sort()).toEqual([...alerts].sort());
  });

  test("says which alerts are critical", () => {
    const [, list = ""] = /^Critical are ([^;]+);/m.exec(runbook) ?? [];
    const critical = variants
      .flatMap(({ args }) => alertGroups(args).flatMap(({ rules }) => rules))
      .filter(({ labels }) => labels["severity"] === "critical");
    expect(list.match(/Falco\w+/g)?.sort()).toEqual([...new Set(critical.map(({ alert }) => alert))].sort());
  });

  test("has the anchors that alerts link to", () => {
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(" ", "-")
        .replaceAll(/[^\w-]/g, ""),
    );
    const links = [
      ...[...runbook.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor),
      ...variants
        .flatMap(({ args }) => alertGroups(args).flatMap(({ rules }) => rules))
        .map(({ annotations }) => annotations["runbook_url"]?.split("#")[1]),
    ];
    expect(links.filter((link) => !anchors.includes(link ?? ""))).toEqual([]);
  });

  test.each([...sections])("%s: says what it means, costs and wants, in this order", (_, section) => {
    const answers = [...section.matchAll(/^- \*\*(\w+)\.\*\*(?: |$)/gm)].map(([, answer]) => answer);
    expect(answers).toEqual(["Means", "Meanwhile", "Look", "Causes", "Repair", "Threshold"]);
    expect(blocks(section, "promql")).not.toEqual([]);
  });

  test.each([...sections])("%s: names the thresholds that decide it, and no others", (alert, section) => {
    const named = [...section.matchAll(/falco:monitoring\.thresholds\.(\w+)/g)].map(([, key = ""]) => key);
    const decisive = thresholdCases
      .filter((decided) => decided.alert === alert)
      .flatMap(({ thresholds }) => Object.keys(thresholds));
    expect([...new Set(named)].sort()).toEqual([...new Set(decisive)].sort());
  });

  test("has queries for metrics and labels that there are", () => {
    const known = knownMetrics({ falco: "0.44.1", exporter: "0.8.7", sidekick: "2.32.0", customFields: ["cluster"] });
    const queries = blocks(runbook, "promql");
    expect(queries.length).toBeGreaterThan(alerts.size);
    for (const query of queries)
      if (query.startsWith("ALERTS")) parsePromql(query);
      else expect(unknownIn(query, known)).toEqual([]);
  });

  test("tells the minutes, percents and hours that settings have by default", () => {
    expect(monitoring.parse({}).thresholds).toEqual(native.thresholds);
  });
});
