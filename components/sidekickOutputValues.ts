import * as pulumi from "@pulumi/pulumi";
import type { SidekickOutputs } from "../settings/sidekickOutputs";

// Secret fields reach Falcosidekick as environment variables, all others as Helm values below `config.<output>`.

type Fields = Readonly<Record<string, pulumi.Input<string> | undefined>>;

const fieldsOf = (outputs: SidekickOutputs): [output: string, field: string, value: pulumi.Input<string>][] =>
  Object.entries<Fields | undefined>(outputs).flatMap(([output, fields]) =>
    Object.entries(fields ?? {}).flatMap(([field, value]): [string, string, pulumi.Input<string>][] =>
      value === undefined ? [] : [[output, field, value]],
    ),
  );

/** Secret fields by the names of their environment variables, for instance SLACK_WEBHOOKURL. */
export const outputCredentials = (outputs: SidekickOutputs): Record<string, pulumi.Input<string>> =>
  Object.fromEntries(
    fieldsOf(outputs).flatMap(([output, field, value]) =>
      pulumi.Output.isInstance(value) ? [[`${output}_${field}`.toUpperCase(), value]] : [],
    ),
  );

/**
 * Ten requests at a time for each output that is on. Falcosidekick's default is one, without a time limit: a receiver
 * that hangs would silence its output for ever (falcosidekick 2.32.0, outputs/client.go).
 */
export const outputVariables = (outputs: SidekickOutputs): { name: string; value: string }[] =>
  Object.entries(outputs)
    .filter(([, fields]) => fields !== undefined)
    .map(([output]) => ({ name: `${output}_MAXCONCURRENTREQUESTS`.toUpperCase(), value: "10" }));

/** The other fields as the chart takes them. */
export const outputValues = (outputs: SidekickOutputs): Record<string, Record<string, string>> => {
  const plain = fieldsOf(outputs).flatMap(([output, field, value]) =>
    typeof value === "string" ? [{ output, field, value }] : [],
  );
  return Object.fromEntries(
    [...new Set(plain.map(({ output }) => output))].map((output) => [
      output,
      Object.fromEntries(plain.filter((one) => one.output === output).map(({ field, value }) => [field, value])),
    ]),
  );
};
