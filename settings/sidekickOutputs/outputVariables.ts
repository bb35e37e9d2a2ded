import * as pulumi from "@pulumi/pulumi";
import { fieldsOf, variableOf, type Field } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

/** An environment variable of falcosidekick. */
export type OutputVariable =
  | { readonly name: string; readonly secret: false; readonly value: string }
  | { readonly name: string; readonly secret: true; readonly value: pulumi.Output<string> };

/**
 * Outputs that limit their requests; all others ignore such a limit or have none (falcosidekick 2.34.1, config.go and
 * outputs/*.go). The default is one at a time, without a time limit: a receiver that hangs would silence its output for
 * ever. Versions before 2.30.0 don't know the variable, and don't mind it.
 */
const limited: ReadonlySet<string> = new Set([
  "alertmanager",
  "cliq",
  "datadog",
  "datadoglogs",
  "discord",
  "elasticsearch",
  "fission",
  "googlechat",
  "grafana",
  "grafanaoncall",
  "influxdb",
  "kafkarest",
  "kubeless",
  "loki",
  "mattermost",
  "openfaas",
  "openobserve",
  "opsgenie",
  "quickwit",
  "rocketchat",
  "slack",
  "sumologic",
  "teams",
  "webex",
  "webhook",
]);

/** What falcosidekick reads: lists with commas between, maps as `name:value,name:value` or as JSON. */
const asText = (value: unknown, json: boolean): string => {
  if (Array.isArray(value)) return value.join(",");
  if (typeof value !== "object" || value === null) return String(value);
  return json
    ? JSON.stringify(value)
    : Object.entries(value)
        .map((pair) => pair.join(":"))
        .join(",");
};

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

// A secret is an Output, or a map of some.
const variable = ({ path, value, secret, json }: Field): OutputVariable => {
  const name = variableOf(path);
  return secret && typeof value === "object" && value !== null
    ? { name, secret, value: pulumi.secret(pulumi.output(value).apply((known) => asText(known, json))) }
    : { name, secret: false, value: asText(value, json) };
};

/** All environment variables of the outputs that are on. */
export const outputVariables = (outputs: SidekickOutputs): readonly OutputVariable[] =>
  fieldsOf(outputs).flatMap((field) => {
    if (field.isOutput)
      return limited.has(field.path.join("."))
        ? [{ name: variableOf([...field.path, "maxconcurrentrequests"]), secret: false, value: "10" }]
        : [];
    return field.value === undefined || isEmpty(field.value) ? [] : [variable(field)];
  });
