import { gte } from "semver";
import { priorities, type Priority } from "../../../ruleFiles/priorities";
import { knownMetrics } from "../known";
import { goProcessValues } from "./goProcess";
import { familiesOf, type Moment, type Values } from "./moment";
import { faultyFor, firings, moments, occurrences, type Firing } from "./story";
import { goText, type Series } from "./text";

/** An output that is on. */
export interface Output {
  readonly destination: string;
  readonly atLeast: Priority;
  /** Whether it fails on the bad day. */
  readonly fails: boolean;
}

export interface SidekickMoment extends Moment {
  readonly version: string;
  /** Which of the two pods answers: the first gets what worker-1 and worker-3 send, the second the rest. */
  readonly replica: 0 | 1;
  /** `prometheus.extralabels`, by the names of the fields. */
  readonly metricLabels?: readonly string[];
  readonly customFields?: Readonly<Record<string, string>>;
  readonly outputs?: readonly Output[];
}

const usual: readonly Output[] = [
  { destination: "webui", atLeast: "debug", fails: false },
  { destination: "elasticsearch", atLeast: "debug", fails: false },
  { destination: "awss3", atLeast: "informational", fails: false },
  { destination: "slack", atLeast: "notice", fails: true },
];
const start = -7200;

/** What `/test` posts: an event that is none. */
const tested: Firing = {
  rule: { name: "Test rule", priority: "debug", tags: ["example", "test"] },
  source: "internal",
  node: "worker-1",
  namespace: "",
  pod: "",
  fields: { "proc.name": "falcosidekick", "user.name": "falcosidekick" },
  first: 15,
  every: Infinity,
};
const isTest = (firing: Firing) => firing === tested;

/** When the last event of a node arrives. */
const arrivesUntil = ({ day, t }: SidekickMoment, { node }: Firing) =>
  day === "bad" && node === "worker-2" ? Math.min(t, moments.lost) : t;

const arrived = (moment: SidekickMoment) =>
  [...firings(moment.day), tested]
    .filter(({ node }) => (node === "worker-2") === (moment.replica === 1))
    .map((firing) => ({ firing, count: occurrences(firing, start, arrivesUntil(moment, firing)) }))
    .filter(({ count }) => count > 0);

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const inName = (field: string) => field.replaceAll(".", "_");
/** What Falco's gRPC calls `<NA>` is null in its JSON (libs@0.23.2, eventformatter.cpp), and then an empty label. */
const inJson = (value = "") => (value === "<NA>" ? "" : value);

const events = (moment: SidekickMoment): readonly Series[] =>
  arrived(moment).map(({ firing, count }) => {
    const { priority, name } = firing.rule;
    const { metricLabels = [], customFields = {} } = moment;
    const labels = {
      hostname: isTest(firing) ? "falcosidekick" : firing.node,
      rule: name,
      ...(gte(moment.version, "2.30.0")
        ? { priority: String(priorities.length - priorities.indexOf(priority)), priority_raw: priority }
        : { priority: capital(priority) }),
      source: firing.source ?? "syscall",
      k8s_ns_name: inJson(firing.namespace),
      k8s_pod_name: inJson(firing.pod),
      ...Object.fromEntries(Object.entries(customFields).map(([field, value]) => [inName(field), value])),
      ...Object.fromEntries(metricLabels.map((field) => [inName(field), inJson(firing.fields[field])])),
    };
    return { labels, value: count };
  });

const inputs = (moment: SidekickMoment): readonly Series[] => {
  const accepted = arrived(moment).reduce((sum, { count }) => sum + count, 0);
  const rejected = Math.floor(faultyFor(moment.day, "worker-2", "worker-2", moment.t) / 20);
  return Object.entries({ accepted, rejected })
    .filter(([, value]) => value > 0)
    .map(([status, value]) => ({ labels: { source: "requests", status }, value }));
};

const outputs = (moment: SidekickMoment): readonly Series[] =>
  (moment.outputs ?? usual).flatMap(({ destination, atLeast, fails }) => {
    const posted = (until: number) =>
      arrived({ ...moment, t: Math.min(moment.t, until) })
        .filter(
          ({ firing }) => isTest(firing) || priorities.indexOf(firing.rule.priority) <= priorities.indexOf(atLeast),
        )
        .reduce((sum, { count }) => sum + count, 0);
    const ok = posted(fails && moment.day === "bad" ? moments.faults : Infinity);
    return Object.entries({ ok, error: posted(Infinity) - ok })
      .filter(([, value]) => value > 0)
      .map(([status, value]) => ({ labels: { destination, status }, value }));
  });

const values: Values<SidekickMoment> = {
  falcosecurity_falcosidekick_falco_events_total: events,
  falcosecurity_falcosidekick_inputs_total: inputs,
  falcosecurity_falcosidekick_outputs_total: outputs,
  falco_events: events,
  falcosidekick_inputs: inputs,
  falcosidekick_outputs: outputs,
  ...goProcessValues(() => start),
};

/** What a pod of Falcosidekick answers. */
export const sidekickExposition = (moment: SidekickMoment): string => {
  const { version, metricLabels = [], customFields = {} } = moment;
  const known = knownMetrics({ sidekick: version, metricLabels, customFields: Object.keys(customFields) });
  return goText(
    familiesOf(
      known.filter(({ program }) => program === "falcosidekick"),
      values,
      moment,
    ),
  );
};
