import { setCommand } from "../../settings/commands";
import type { LabelSelector, PrometheusReader, ReadKind } from "../prometheusAnswers";
import type { ClusterFacts } from "../facts";
import type { Plan, PlannedGuest } from "../plan";
import type { Check, Result } from "./check";

type Labels = Readonly<Record<string, string>>;

/** ServiceMonitors and PrometheusRules of the stack's that no Prometheus in the cluster reads. */
export const selected: Check = (plan, facts) => [
  ...withoutReader(plan, facts),
  ...unread(plan, facts, "ServiceMonitor"),
  ...unread(plan, facts, "PrometheusRule"),
];

/** The kinds are there, as another program or an uninstalled operator leaves them, and nothing that reads them. */
function withoutReader(plan: Plan, { operatorKinds, prometheusReaders }: ClusterFacts): Result[] {
  const made = plan.guests.filter(({ kind }) => kind === "ServiceMonitor" || kind === "PrometheusRule");
  const isKnown = typeof operatorKinds === "object" && made.some(({ kind }) => operatorKinds.includes(kind));
  if (!isKnown || prometheusReaders === undefined || prometheusReaders.length > 0) return [];
  const names = made.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).join(", ");
  return [
    {
      severity: "warning",
      message: `The cluster knows the Prometheus operator's kinds, but has no Prometheus object that reads them: unless another program does, nothing comes of ${names}.`,
      repair: "kubectl get prometheuses,prometheusagents,thanosrulers --all-namespaces",
    },
  ];
}

function unread(plan: Plan, facts: ClusterFacts, kind: ReadKind): Result[] {
  const readers = (facts.prometheusReaders ?? []).filter((reader) => reader.selects[kind] !== undefined);
  const guests = plan.guests.filter((guest) => guest.kind === kind);
  const { labels } = plan.settings.monitoring;
  const isRead = (guest: PlannedGuest) =>
    readers.some(
      (reader) =>
        matches(reader.selects[kind]?.objects, labels) && isNamespaceRead(facts, reader, kind, guest.namespace),
    );
  const missed = guests.filter((guest) => !isRead(guest));
  const [nearest] = readers;
  if (missed.length === 0 || nearest === undefined) return [];
  const names = missed.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
  const { objects } = nearest.selects[kind] ?? {};
  const closed = [...new Set(missed.map(({ namespace }) => namespace))].filter(
    (name) => !isNamespaceRead(facts, nearest, kind, name),
  );
  return [
    {
      severity: "warning",
      message: `No Prometheus of the cluster reads ${kind} ${names}. ${nearest.kind} ${nearest.namespace}/${nearest.name} ${[
        ...(matches(objects, labels) ? [] : [`selects ${spoken(objects ?? undefined, "none")}`]),
        ...(closed.length > 0
          ? [
              `reads ${namespacesOf(nearest, kind)}; the ${closed.length > 1 ? "objects are" : "object is"} in ${closed.join(" and ")}`,
            ]
          : []),
      ].join(" and ")}.`,
      repair: [
        ...(matches(objects, labels) ? [] : labelRepair(nearest, kind, objects)),
        ...new Set(closed.flatMap((name) => namespaceRepair(nearest, kind, name))),
      ].join("\n"),
    },
  ];
}

/** Without a selector nothing is selected; an empty one selects all (Prometheus operator, API reference). */
function matches(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  return (
    Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value) &&
    selector.matchExpressions.every(({ key, operator, values }) => {
      if (operator === "Exists") return key in labels;
      if (operator === "DoesNotExist") return !(key in labels);
      const isIn = values.includes(labels[key] ?? "") && key in labels;
      return operator === "In" ? isIn : !isIn;
    })
  );
}

/** Without a selector of namespaces it is the reader's own alone. */
function isNamespaceRead(
  { namespaces }: ClusterFacts,
  reader: PrometheusReader,
  kind: ReadKind,
  name: string,
): boolean {
  const selector = reader.selects[kind]?.namespaces;
  if (selector === undefined) return reader.namespace === name;
  const found = namespaces[name];
  return matches(selector, { ...(typeof found === "object" && found.labels), "kubernetes.io/metadata.name": name });
}

const spoken = (selector: LabelSelector | undefined, otherwise: string): string => {
  if (selector === undefined) return otherwise;
  const parts = [
    ...Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`),
    ...selector.matchExpressions.map(({ key, operator, values }) =>
      values.length > 0 ? `${key} ${operator} (${values.join(", ")})` : `${key} ${operator}`,
    ),
  ];
  return `those with ${parts.join(", ")}`;
};

const namespacesOf = ({ selects, namespace }: PrometheusReader, kind: ReadKind): string => {
  const selector = selects[kind]?.namespaces;
  return selector === undefined
    ? `only its own namespace ${namespace}`
    : `only namespaces ${spoken(selector, "").slice(6)}`;
};

/** Labels that a selector wants, one value for each. */
const wanted = ({ matchLabels, matchExpressions }: LabelSelector): readonly (readonly [string, string])[] => [
  ...Object.entries(matchLabels),
  ...matchExpressions.flatMap(({ key, operator, values }) =>
    operator === "In" || operator === "Exists" ? [[key, values[0] ?? "true"] as const] : [],
  ),
];

const fields = { ServiceMonitor: "serviceMonitor", PrometheusRule: "rule" } as const;

const patch = ({ kind, name, namespace }: PrometheusReader, field: string): string =>
  `kubectl patch ${kind.toLowerCase()} ${name} --namespace ${namespace} --type merge --patch '{"spec":{"${field}":{}}}'`;

const labelRepair = (reader: PrometheusReader, kind: ReadKind, selector: LabelSelector | undefined): string[] => {
  const labels = selector ? wanted(selector) : [];
  return labels.length > 0
    ? labels.map(([key, value]) => setCommand(["monitoring", "labels", key], value))
    : [patch(reader, `${fields[kind]}Selector`)];
};

const namespaceRepair = (reader: PrometheusReader, kind: ReadKind, name: string): string[] => {
  const selector = reader.selects[kind]?.namespaces;
  if (selector === undefined && kind === "PrometheusRule")
    return [setCommand(["monitoring", "namespace"], reader.namespace)];
  const labels = (selector ? wanted(selector) : []).filter(([key]) => key !== "kubernetes.io/metadata.name");
  return labels.length > 0
    ? labels.map(([key, value]) => `kubectl label namespace ${name} ${key}=${value}`)
    : [patch(reader, `${fields[kind]}NamespaceSelector`)];
};
