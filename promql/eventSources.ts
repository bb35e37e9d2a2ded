import { priorities, type Priority } from "../ruleFiles/priorities";
import type { Deployment, SidekickDeployment } from "./deployment";
import { inNamespace } from "./series";
import { sidekickMetrics } from "./sidekickMetrics";

/** What every source knows of an event. */
type AlwaysKnown = "rule" | "priority" | "source" | "node";
/** What only some know. */
type Workload = "namespace" | "pod";
export type EventLabel = AlwaysKnown | Workload;

/** A counter of Falco's events: what it is called, and what it calls things. */
export interface EventSource {
  readonly metric: string;
  /** Which of its series are this stack's events. Falco's messages about itself are none. */
  readonly matchers: readonly string[];
  /** Its labels, by what they tell. */
  readonly labels: Readonly<Record<AlwaysKnown, string> & Partial<Record<Workload, string>>>;
  /** What its labels of places say of a process outside Kubernetes; undefined: nothing, as of events that name no place. */
  readonly ofHost: string | undefined;
  /** Value of the priority's label, of the gravest first. */
  readonly priorities: readonly { readonly priority: Priority; readonly value: string }[];
  /** Matcher for events of rules with a tag, for instance `mitre_execution`; undefined where tags aren't known. */
  readonly tagged: ((tag: string) => string) | undefined;
}

/** Decimal text, "0" Emergency to "7" Debug (falco 0.43.1, schema.proto). */
export const falcoNumbers = priorities.map((priority, number) => ({ priority, value: String(number) }));

const notInternal = 'source!="internal"';

/** falco-exporter's counter (falco-exporter 0.8.7, pkg/exporter/exporter.go). */
export const exporterEvents = ({ namespace }: Pick<Deployment, "namespace">): EventSource => ({
  metric: "falco_events",
  // Falcosidekick before 2.30.0 has a counter of this name, with words for priorities.
  matchers: [inNamespace(namespace), 'priority=~"[0-7]"', notInternal],
  labels: {
    rule: "rule",
    priority: "priority",
    source: "source",
    node: "hostname",
    namespace: "k8s_ns_name",
    pod: "k8s_pod_name",
  },
  // As Falco writes what is not there into text, which gRPC has only (libs 0.23.2, eventformatter.cpp).
  ofHost: "<NA>",
  priorities: falcoNumbers,
  // All tags of a rule, as ",a,b,".
  tagged: (tag) => `tags=~".*,${tag},.*"`,
});

/**
 * Falco's own counter (falco 0.43.1, falco_metrics.cpp). It knows the rule, but nothing of the workload; the node is
 * that of the target.
 */
export const nativeEvents = ({ namespace }: Pick<Deployment, "namespace">): EventSource => ({
  metric: "falcosecurity_falco_rules_matches_total",
  matchers: [inNamespace(namespace)],
  labels: { rule: "rule_name", priority: "priority", source: "source", node: "node" },
  ofHost: undefined,
  priorities: falcoNumbers,
  tagged: (tag) => `tag_${tag.replace(/[^a-zA-Z0-9_]+/g, "_")}="true"`,
});

/** Falcosidekick's counter (falcosidekick 2.34.1, stats_prometheus.go), with the labels that settings add. */
export const sidekickEvents = ({ namespace, version }: SidekickDeployment): EventSource => {
  const { events, priority } = sidekickMetrics(version);
  const word = (name: Priority) => (priority === "priority_raw" ? name : `${name[0]?.toUpperCase()}${name.slice(1)}`);
  return {
    metric: events,
    matchers: [inNamespace(namespace), `${priority}=~"${priorities.map(word).join("|")}"`, notInternal],
    labels: {
      rule: "rule",
      priority,
      source: "source",
      node: "hostname",
      namespace: "k8s_ns_name",
      pod: "k8s_pod_name",
    },
    // What is <NA> in text is null in JSON, and an empty label then.
    ofHost: undefined,
    priorities: priorities.map((name) => ({ priority: name, value: word(name) })),
    tagged: undefined,
  };
};

/** Who counts Falco's events for the stack. */
export const countedEvents = (deployment: Deployment): EventSource =>
  deployment.metricsSource === "exporter" ? exporterEvents(deployment) : nativeEvents(deployment);

/** Matcher for events of a priority and of all graver ones. */
export const atLeast = (source: EventSource, priority: Priority): string =>
  ofPriorities(source, priorities.slice(0, priorities.indexOf(priority) + 1));

/** Matcher for events of these priorities. */
export const ofPriorities = ({ priorities: known, labels }: EventSource, of: readonly Priority[]): string => {
  const values = known.flatMap(({ priority, value }) => (of.includes(priority) ? [value] : []));
  return `${labels.priority}=~"${values.join("|")}"`;
};
