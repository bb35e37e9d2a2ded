import type * as pulumi from "@pulumi/pulumi";
import { missingSecrets, type MissingSecret } from "../settings/sidekickOutputs/missingSecrets";
import { outputVariables } from "../settings/sidekickOutputs/outputVariables";
import type { SidekickOutputs } from "../settings/sidekickOutputs/sidekickOutputs";

/** A variable in a container's spec. */
export type EnvVar =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly valueFrom: {
        readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: true };
      };
    };

/** What falcosidekick's container reads for its outputs. */
export interface OutputEnvironment {
  /** For a Secret of the stack's own, by variable. */
  readonly secret: Record<string, pulumi.Input<string>>;
  /** For the chart's `config.extraEnv`, which comes after all other variables and wins. */
  readonly extraEnv: EnvVar[];
}

/** Kubernetes makes one `$` of `$$`, and puts another variable for `$(NAME)`. */
const literal = (value: string): string => value.replaceAll("$", "$$$$");

const readFrom = (existingSecret: string, { variable, required }: MissingSecret): EnvVar => ({
  name: variable,
  valueFrom: { secretKeyRef: { name: existingSecret, key: variable, ...(!required && { optional: true }) } },
});

/**
 * The environment of the outputs that are on. Secrets that are not set are read from `existingSecret` by the names of
 * their variables where it is given; the pods don't start while one that is required isn't there.
 */
export function outputEnvironment(outputs: SidekickOutputs, existingSecret?: string): OutputEnvironment {
  const variables = outputVariables(outputs);
  const plain = variables.flatMap((one) => (one.secret ? [] : [{ name: one.name, value: literal(one.value) }]));
  const read =
    existingSecret === undefined ? [] : missingSecrets(outputs).map((missing) => readFrom(existingSecret, missing));
  return {
    secret: Object.fromEntries(variables.flatMap(({ name, value, secret }) => (secret ? [[name, value]] : []))),
    extraEnv: [...plain, ...read],
  };
}

/**
 * Values below `config` by which the chart grants what an output needs beside its variables: access to reports, and the
 * role of Amazon's that the ServiceAccount is annotated with.
 */
export const outputRights = ({ policyreport, aws }: SidekickOutputs) => ({
  ...(policyreport?.enabled === true && { policyreport: { enabled: true } }),
  ...(aws?.rolearn !== undefined && aws.useirsa !== false && { aws: { useirsa: true, rolearn: aws.rolearn } }),
});
