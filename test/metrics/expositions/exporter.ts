import { priorities } from "../../../ruleFiles/priorities";
import { knownMetrics } from "../known";
import { daemonStart, goProcessValues } from "./goProcess";
import { familiesOf, type Moment, type Values } from "./moment";
import { firings, occurrences } from "./story";
import { goText } from "./text";

const values: Values<Moment> = {
  falco_events: (moment) =>
    firings(moment.day)
      .filter(({ node }) => node === moment.node)
      .map((firing) => ({
        labels: {
          rule: firing.rule.name,
          priority: String(priorities.indexOf(firing.rule.priority)),
          hostname: firing.node,
          source: firing.source ?? "syscall",
          k8s_ns_name: firing.namespace,
          k8s_pod_name: firing.pod,
          tags: `,${[...firing.rule.tags].sort().join(",")},`,
        },
        value: occurrences(firing, daemonStart(moment), moment.t),
      }))
      .filter(({ value }) => value > 0),
  ...goProcessValues(daemonStart),
};

/** What falco-exporter answers. */
export const exporterExposition = (version: string, moment: Moment): string =>
  goText(
    familiesOf(
      knownMetrics({ exporter: version }).filter(({ program }) => program === "falco-exporter"),
      values,
      moment,
    ),
  );
