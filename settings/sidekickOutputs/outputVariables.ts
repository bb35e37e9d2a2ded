import * as pulumi from "@pulumi/pulumi";
import { fieldsOf, type Field } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

/** An environment variable of falcosidekick. */
export type OutputVariable =
  | { readonly name: string; readonly secret: false; readonly value: string }
  | { readonly name: string; readonly secret: true; readonly value: pulumi.Output<string> };

/**
 * What goes to the chart instead. It annotates the ServiceAccount with the role of the pod, which would be assumed once
 * more if falcosidekick knew of it too.
 */
const chartsOwn = ({ aws }: SidekickOutputs): readonly string[] =>
  aws?.useirsa === false ? ["aws.useirsa"] : ["aws.useirsa", "aws.rolearn"];

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
const variableFrom = ({ variable: name, value, secret, json }: Field): OutputVariable =>
  secret && typeof value === "object" && value !== null
    ? { name, secret, value: pulumi.secret(pulumi.output(value).apply((known) => asText(known, json))) }
    : { name, secret: false, value: asText(value, json) };

/** All environment variables of the outputs that are on. */
export const outputVariables = (outputs: SidekickOutputs): readonly OutputVariable[] =>
  fieldsOf(outputs)
    .filter(
      ({ path, value, isOutput }) =>
        !isOutput && value !== undefined && !isEmpty(value) && !chartsOwn(outputs).includes(path.join(".")),
    )
    .map(variableFrom);
