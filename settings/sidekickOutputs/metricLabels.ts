import type { Finding, SettingPath } from "../finding";
import { listed } from "../leaf";

/**
 * Fields worth a label, with few values on any cluster. The workload is there without them: `k8s_ns_name` and
 * `k8s_pod_name`. A label is empty where the rule's output doesn't have its field.
 */
const bounded: Readonly<Record<string, string>> = {
  "user.name": "who did it: users of images and nodes",
  "proc.name": "what they ran: programs, without their arguments",
  "container.image.repository": "in which image: its name, without a tag that each release changes",
};

/** The bounded fields with what each tells, for people. */
export const boundedFields: string = Object.entries(bounded)
  .map(([field, why]) => `\`${field}\` (${why})`)
  .join(", ");

/**
 * Fields that make no label, by what is wrong with all of their kind (names from libs 0.25.4, sinsp_filtercheck_*.cpp,
 * and plugins container 0.7.1). Falcosidekick leaves labels of numbers empty (2.34.1, handlers.go).
 */
const harmful: readonly (readonly [fields: RegExp, why: string])[] = [
  [
    /^(proc\.([ap]?cmdline|a?args|exeline|a?env)|evt\.(args?|rawarg|info|buffer|plugininfo))(\.|$)/,
    "arguments and variables hold passwords, and hardly one is like another",
  ],
  [
    /^(fd\.(?!(types?|typechar|[cslr]?proto|l4proto|sockfamily)$)|fs\.path\.|evt\.abspath|proc\.(cwd$|std(in|out|err)\.name))/,
    "paths, addresses and ports are without number",
  ],
  [
    /^((proc|thread)\.([ap]|pv|vp|v)?(pid|gid|pgid|sid|tid)|(user|group)\.(loginuid|uid|gid))$/,
    "falcosidekick leaves labels of numbers empty",
  ],
  [
    /^evt\.(.*time|.*time\..*|num|latency.*|count.*)$|\.(duration|ts|start_ts|ctime|mtime|ctime_duration_\w+)$/,
    "each event has another one",
  ],
  [
    /^(container\.(id|full_id|ip|image\.(id|digest)|labels?|mounts?|cni\.json)|k8s\.(\w+\.(id|uid|ip|labels?|sandbox_id|full_sandbox_id)|pod\.cni\.json))(\.|$)/,
    "each pod or release has another one, and k8s_pod_name is a label already",
  ],
];

const harmOf = (field: string): string | undefined => harmful.find(([fields]) => fields.test(field))?.[1];

const pathOf = (at: number): SettingPath => ["sidekick", "metricLabels", at];

/** Labels that would carry secrets into Prometheus, fill it, or stay empty. */
export const metricLabelFaults = (labels: readonly string[]): Finding[] =>
  labels.flatMap((field, at) => {
    const why = harmOf(field);
    return why === undefined
      ? []
      : [
          {
            path: pathOf(at),
            expected: `a field with few values, such as ${listed(Object.keys(bounded))}: ${why}`,
            repairs: [{ path: pathOf(at) }],
          },
        ];
  });

/** Labels of whose values nobody knows how many there are, and templates that carry harmful fields into labels. */
export const metricLabelWarnings = (
  labels: readonly string[],
  templatedFields: Readonly<Record<string, string>>,
): string[] => [
  ...labels.flatMap((field, at) =>
    Object.hasOwn(bounded, field)
      ? []
      : [
          `falco:sidekick.metricLabels[${at}] is ${field}: for all this stack knows its values are without number, and Prometheus keeps series for each. Known to be few: ${Object.keys(bounded).join(", ")}.`,
        ],
  ),
  ...Object.entries(templatedFields).flatMap(([name, template]) => {
    const field = template.match(/[a-z0-9]+(\.[a-z0-9_]+)+/g)?.find((word) => harmOf(word) !== undefined);
    return field === undefined
      ? []
      : [
          `falco:sidekick.templatedFields.${name} holds ${field} and becomes a label of Falcosidekick's metrics too: ${harmOf(field) ?? ""}.`,
        ];
  }),
];
