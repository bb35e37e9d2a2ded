import { gte, lt } from "semver";
import { z } from "zod";
import type { Finding, SettingPath } from "../finding";
import { anyText } from "../leaf";
import { form, line, template, type Form } from "./forms";

// Fields that falcosidekick adds to alerts, and labels of its metrics. Each custom and templated field is a label too
// (falcosidekick 2.34.1, stats_prometheus.go), so that all names have to be good names of labels.

const name = form(
  /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*(?:\.[a-zA-Z0-9_]+)*$/,
  "a name of letters, digits, underscores and dots, without __ before it: it becomes a label of falcosidekick's metrics",
);
const splitOnce = (text: string) => !/[,:]/.test(text);
const split = "a colon or comma, at which falcosidekick splits: it would drop the field without a word";

const customValue: Form = {
  test: (text) => line.test(text) && splitOnce(text) && !text.startsWith("%"),
  expected: `one line without ${split}; and without % at its start, which names an environment variable`,
};
const templateValue: Form = {
  test: (text) => line.test(text) && splitOnce(text) && template.test(text),
  expected: `on one line ${template.expected}; without ${split}`,
};

const record = (value: Form) =>
  z.record(
    z.string().refine(name.test),
    anyText(value.expected).pipe(z.string().refine(value.test, { error: value.expected })),
    { error: (issue) => (issue.code === "invalid_key" ? name.expected : "an object of names and values") },
  );

/** Fields added to every alert. */
export const customFields = record(customValue);
/** Fields added to every alert, each a Go template over the alert's own, for instance `{{ index . "proc.name" }}`. */
export const templatedFields = record(templateValue);
/** Fields of an alert that become labels. One in brackets, such as `proc.aname[2]`, would lose every alert. */
export const metricLabels = z.array(z.string({ error: name.expected }).refine(name.test, { error: name.expected }), {
  error: "a list of names",
});

/** CUSTOMFIELDS or TEMPLATEDFIELDS as falcosidekick reads it. In a container's `value`, `$` has to be written `$$`. */
export const fieldsText = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map((field) => field.join(":"))
    .join(",");

export interface EventFields {
  readonly customFields: Readonly<Record<string, string>>;
  readonly templatedFields: Readonly<Record<string, string>>;
  readonly metricLabels: readonly string[];
}

/** Labels that the metric has of its own; `cluster` is a custom field of the stack's. */
const builtIn = ["hostname", "rule", "priority", "priority_raw", "source", "k8s_ns_name", "k8s_pod_name", "cluster"];

/**
 * Labels that Prometheus gives its targets, by which the stack's queries find them. Where it honours those of a metric, as
 * its own chart does for annotated Services, a field of such a name would win.
 */
const ofTargets = ["namespace", "job", "instance", "pod", "service", "node", "container", "endpoint"];

const labelOf = (field: string): string => field.replaceAll(".", "_");

/** Two labels of one name end falcosidekick at its start; one of a target's hides the series. */
const takenLabels = (fields: readonly NamedField[]): Finding[] =>
  fields.flatMap(({ path, field }, at) => {
    const label = labelOf(field);
    if (builtIn.includes(label))
      return [{ path, expected: `a name other than those of falcosidekick's own labels: ${builtIn.join(", ")}` }];
    if (ofTargets.includes(label))
      return [
        {
          path,
          expected: `a name other than those of labels that Prometheus gives its targets: ${ofTargets.join(", ")}`,
        },
      ];
    const twin = fields.slice(0, at).find((other) => labelOf(other.field) === label);
    return twin
      ? [
          {
            path,
            expected: `a name that no other field has: ${twin.field} becomes the label ${label} too`,
            restsOn: [twin.path],
          },
        ]
      : [];
  });

/** Each alert would be lost (falcosidekick 2.30.0 to 2.33.0, handlers.go; templated fields from 2.31.0 on). */
const dots = (fields: readonly NamedField[], appVersion: string): Finding[] =>
  lt(appVersion, "2.34.0")
    ? fields
        .filter(({ field, dotsLoseAlertsFrom }) => field.includes(".") && gte(appVersion, dotsLoseAlertsFrom))
        .map(({ path }) => ({
          path,
          expected: `a name without dots: falcosidekick ${appVersion} would lose every alert (2.34.0 would not)`,
          restsOn: [["charts", "falcosidekick"], tag],
          repairs: [{ path: tag, value: "2.34.0" }],
        }))
    : [];

const tag: SettingPath = ["images", "tags", "falcosidekick"];

interface NamedField {
  readonly path: SettingPath;
  readonly field: string;
  readonly dotsLoseAlertsFrom: string;
}

/** What falcosidekick would not survive, or lose every alert by, or what would hide its metrics. */
export function eventFieldFaults(fields: EventFields, appVersion: string): readonly Finding[] {
  const named = (key: string, names: readonly string[], dotsLoseAlertsFrom: string): NamedField[] =>
    names.map((field) => ({ path: ["sidekick", key, field], field, dotsLoseAlertsFrom }));
  const added = [
    ...named("customFields", Object.keys(fields.customFields), "2.30.0"),
    ...named("templatedFields", Object.keys(fields.templatedFields), "2.31.0"),
  ];
  const labels = fields.metricLabels.map((field, at) => ({
    path: ["sidekick", "metricLabels", at],
    field,
    dotsLoseAlertsFrom: "2.34.0",
  }));
  return [...takenLabels([...added, ...labels]), ...dots(added, appVersion)];
}
