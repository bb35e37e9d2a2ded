import { alertGroups } from "../../../alerts/alertGroups";
import type { AlertArgs } from "../../../alerts/alertArgs";
import { nodesWithin, parsePromql, selectorOf } from "../../metrics/promqlTree";
import { findingsIn, unknownIn } from "../../metrics/unknown";
import { exporter, native, withoutSidekick, withThresholds } from "./alertArgs";
import { thresholdCases } from "./thresholdCases";
import { variants } from "./variants";

const rulesOf = (args: AlertArgs) => alertGroups(args).flatMap(({ rules }) => rules);
const namesOf = (args: AlertArgs) => rulesOf(args).map(({ alert }) => alert);
const rule = (args: AlertArgs, name: string) => rulesOf(args).find(({ alert }) => alert === name);

const ofSidekick = [
  "FalcosidekickDown",
  "FalcosidekickRejecting",
  "FalcosidekickOutputFailing",
  "FalcoAlertsLost",
  "FalcosidekickMemoryHigh",
];
const ofNative = [
  "FalcoDown",
  "FalcoMetricsAbsent",
  "FalcoNodeUnwatched",
  "FalcoNoEvents",
  "FalcoKernelDrops",
  "FalcoKernelDropsHigh",
  "FalcoRestarting",
  "FalcoOutputQueueDrops",
  "FalcoMemoryHigh",
  "FalcoContainersUnknown",
  "FalcoNamespacesMissing",
];

describe("alertGroups", () => {
  test("has these alerts on Falco's own metrics", () => {
    expect(namesOf(native)).toEqual([
      ...ofNative,
      ...ofSidekick,
      "FalcoCriticalAlert",
      "FalcoRulesDiffer",
      "FalcoVersionsDiffer",
      "FalcoDeadman",
    ]);
  });

  test("has these alerts on falco-exporter's metrics", () => {
    expect(namesOf(exporter)).toEqual([
      "FalcoExporterDown",
      "FalcoMetricsAbsent",
      "FalcoNodeUnwatched",
      "FalcoKernelDrops",
      "FalcoRestarting",
      "FalcoMemoryHigh",
      "FalcoNamespacesMissing",
      ...ofSidekick,
      "FalcoCriticalAlert",
      "FalcoVersionsDiffer",
      "FalcoCertificatesExpire",
      "FalcoDeadman",
    ]);
  });

  test("has none about what isn't there: Falcosidekick, certificates, a memory limit", () => {
    const bare = { ...exporter, sidekick: undefined, certificatesExpire: undefined, falcoMemoryLimitBytes: undefined };
    const gone = [...ofSidekick, "FalcoCertificatesExpire", "FalcoMemoryHigh"];
    expect(namesOf(bare)).toEqual(namesOf(exporter).filter((name) => !gone.includes(name)));
    const seenBySidekick = [...ofSidekick, "FalcoNamespacesMissing"];
    expect(namesOf(withoutSidekick)).toEqual(namesOf(native).filter((name) => !seenBySidekick.includes(name)));
  });

  test("has none about a memory limit of Falcosidekick that isn't there", () => {
    const bare = { ...native, sidekickMemoryLimitBytes: undefined };
    expect(namesOf(bare)).toEqual(namesOf(native).filter((name) => name !== "FalcosidekickMemoryHigh"));
  });

  test("names groups by theme and Falco, so that those of two stacks differ", () => {
    expect(alertGroups(native).map(({ name }) => name)).toEqual([
      "falco-targets",
      "falco-nodes",
      "falco-kernel",
      "falco-resources",
      "falco-naming",
      "falco-sidekick",
      "falco-events",
      "falco-drift",
      "falco-deadman",
    ]);
    const staging = { ...native, names: { ...native.names, falco: "staging-falco" } };
    expect(alertGroups(staging)[0]?.name).toBe("staging-falco-targets");
  });

  describe.each(variants)("$name", ({ args, known }) => {
    const rules = rulesOf(args);

    test("has no two alerts of one name", () => {
      expect(new Set(namesOf(args)).size).toBe(rules.length);
    });

    test.each(rules)("$alert asks for metrics and labels that there are", ({ expr }) => {
      expect(unknownIn(expr, known)).toEqual([]);
    });

    test.each(rules)("$alert says only what its series can tell", ({ expr, annotations }) => {
      const { names } = findingsIn(expr, known).labels;
      const named = [
        ...Object.values(annotations)
          .join(" ")
          .matchAll(/\$labels\.(\w+)/g),
      ].map(([, label = ""]) => label);
      expect(named.filter((label) => !names.has(label))).toEqual([]);
    });

    test.each(rules)("$alert keeps clusters apart", ({ expr }) => {
      const { names } = findingsIn(expr, known).labels;
      expect(names.has("cluster")).toBe(true);
    });

    test.each(rules)("$alert has a severity, a summary, a description and a link", ({ alert, labels, annotations }) => {
      expect(["critical", "warning", "none"]).toContain(labels["severity"]);
      expect(annotations["summary"]).toMatch(/^\S[^\n]*[^.\s]$/);
      expect(annotations["description"]).toMatch(/^\S[^\n]*\.$/);
      expect(annotations["runbook_url"]).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    });
  });

  test("asks for series of its own stack only", () => {
    const staging: AlertArgs = {
      ...exporter,
      namespace: "staging",
      names: { falco: "staging-falco", exporter: "staging-falco-exporter", sidekick: "staging-falcosidekick" },
      sidekick: { namespace: "staging-sidekick", version: "2.32.0", eventLabels: [], destinations: [] },
    };
    for (const args of [staging, { ...staging, metricsSource: "native" } as const])
      for (const { expr, labels } of rulesOf(args)) {
        const foreign = nodesWithin(parsePromql(expr), "VectorSelector")
          .map((node) => selectorOf(expr, node))
          // Which targets didn't answer before is asked of all, to be matched with those of the stack.
          .filter(({ metric, matchers }) => !(metric === "up" && matchers.length === 0))
          .filter(({ matchers }) => !matchers.some(({ label, accepts }) => label === "namespace" && !accepts("falco")));
        expect(foreign).toEqual([]);
        expect(["staging", "staging-sidekick", undefined]).toContain(labels["namespace"]);
      }
  });

  test.each(thresholdCases)("$alert goes by $thresholds", ({ alert, args, thresholds, in: place, as }) => {
    const decided = rule(withThresholds(args, thresholds), alert)?.[place];
    expect(place === "for" ? decided : decided?.includes(as)).toBe(place === "for" ? as : true);
    expect(rule(args, alert)?.[place]).not.toBe(decided);
  });

  test("has a case above for each threshold", () => {
    const decisive = thresholdCases.flatMap(({ thresholds }) => Object.keys(thresholds));
    expect(new Set(decisive)).toEqual(new Set(Object.keys(native.thresholds)));
  });

  test("links to where settings say the runbook is", () => {
    const [linked] = rulesOf({ ...native, runbookUrl: "https://wiki.example.com/falco" });
    expect(linked?.annotations["runbook_url"]).toBe("https://wiki.example.com/falco#falcodown");
  });
});
