import { alertGroups } from "../../../alerts/alertGroups";
import { exporter, native, withThresholds } from "../../unit/alerts/alertArgs";
import { one, type AlertBehaviour } from "./alerts/alertBehaviour";
import { driftBehaviours } from "./alerts/drift";
import { eventBehaviours } from "./alerts/events";
import { missedEventBehaviours } from "./alerts/eventsMissed";
import { kernelBehaviours } from "./alerts/kernel";
import { lesserEventBehaviours } from "./alerts/lesserEvents";
import { lossBehaviours } from "./alerts/lost";
import { namingBehaviours } from "./alerts/naming";
import { nodeBehaviours } from "./alerts/nodes";
import { otherBehaviours } from "./alerts/others";
import { resourceBehaviours } from "./alerts/resources";
import { sidekickBehaviours } from "./alerts/sidekick";
import { targetBehaviours } from "./alerts/targets";
import { testRules, type RuleTest } from "./promtool";

jest.setTimeout(60_000);

const behaviours: readonly AlertBehaviour[] = [
  ...targetBehaviours,
  ...nodeBehaviours,
  ...kernelBehaviours,
  ...resourceBehaviours,
  ...namingBehaviours,
  ...sidekickBehaviours,
  ...lossBehaviours,
  ...eventBehaviours,
  ...missedEventBehaviours,
  ...lesserEventBehaviours,
  ...driftBehaviours,
  ...otherBehaviours,
];

/** `ALERTS` is Prometheus' own series of what fires; `promtool` compares what alerts say only together with all labels. */
function ruleTest({ alert, does, series, minute, firing, says }: AlertBehaviour): RuleTest {
  const fired = `ALERTS{alertname="${alert}", alertstate="firing"}`;
  return {
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: fired,
        eval_time: `${minute}m`,
        exp_samples: firing.map((labels) => ({
          labels: one("ALERTS", { alertname: alert, alertstate: "firing", ...labels }),
          value: 1,
        })),
      },
      ...(does === "resolves"
        ? [{ expr: `count(${fired}) > bool 0`, eval_time: `${minute - 1}m`, exp_samples: [{ labels: "{}", value: 1 }] }]
        : []),
    ],
    alert_rule_test: says
      ? firing.map((labels) => ({
          eval_time: `${minute}m`,
          alertname: alert,
          exp_alerts: [
            {
              exp_labels: labels,
              exp_annotations: { ...says, runbook_url: `docs/runbook.md#${alert.toLowerCase()}` },
            },
          ],
        }))
      : [],
  };
}

const titled = ({ alert, does, when, args: { metricsSource } }: AlertBehaviour): string =>
  `${alert} (${metricsSource}) ${does} ${when}`;

describe("alertGroups", () => {
  test.each(behaviours.map((behaviour) => [titled(behaviour), behaviour] as const))("%s", async (_, behaviour) => {
    const { code, output } = await testRules({ groups: alertGroups(behaviour.args) }, [ruleTest(behaviour)]);
    expect(code === 0 ? "" : output).toBe("");
  });

  test("has above when each alert fires, what it says, when it stays silent and when it resolves", () => {
    const wanted = [native, exporter].flatMap((args) =>
      alertGroups(withThresholds(args, { priority: "debug" }))
        .flatMap(({ rules }) => rules)
        // Falcosidekick's are the same with both; certificates are renewed by another rule.
        .filter(({ alert }) => !(alert.startsWith("Falcosidekick") && args === exporter))
        .flatMap(({ alert }) => ["fires", "stays silent", "resolves", "says"].map((does) => [alert, does] as const))
        .filter(([alert, does]) => !(alert === "FalcoCertificatesExpire" && does === "resolves"))
        .map(([alert, does]) => `${alert} (${args.metricsSource}) ${does}`),
    );
    const tested = behaviours.flatMap(({ alert, does, says, args: { metricsSource } }) =>
      [does, ...(says ? ["says"] : [])].map((what) => `${alert} (${metricsSource}) ${what}`),
    );
    expect(wanted.filter((one) => !tested.includes(one))).toEqual([]);
  });

  test("moves with each threshold above", () => {
    const moved = behaviours.flatMap(({ args: { thresholds } }) =>
      Object.entries(thresholds)
        .filter(([key, value]) => Reflect.get(native.thresholds, key) !== value)
        .map(([key]) => key),
    );
    expect(new Set(moved)).toEqual(new Set(Object.keys(native.thresholds)));
  });
});
