import * as pulumi from "@pulumi/pulumi";
import { outputVariables } from "../../../settings/sidekickOutputs/outputVariables";
import { sidekickOutputs, type SidekickOutputs } from "../../../settings/sidekickOutputs/sidekickOutputs";
import { valueOf } from "../record";

/** Outputs as the settings hold them. */
export const parsed = (outputs: unknown): SidekickOutputs => sidekickOutputs.parse(outputs);

/** What is wrong with outputs: where, and what was expected. */
export const problems = (outputs: unknown): [path: string, expected: string][] =>
  (sidekickOutputs.safeParse(outputs).error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);

/** All variables of outputs by name, secrets in clear. */
export const variables = async (outputs: unknown): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      outputVariables(parsed(outputs)).map(
        async ({ name, value }) => [name, await valueOf(pulumi.output<string>(value))] as const,
      ),
    ),
  );

/** The object with one value at a path. */
export const nested = (path: string, value: unknown): unknown =>
  path.split(".").reduceRight((inner, key) => ({ [key]: inner }), value);

/** The object with one value put at a path of it. */
export const withValue = (object: unknown, [key, ...rest]: readonly string[], value: unknown): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(object)) return object.with(Number(key), withValue(object[Number(key)], rest, value));
  const inner: unknown = typeof object === "object" && object !== null ? Reflect.get(object, key) : undefined;
  return { ...(typeof object === "object" && object), [key]: withValue(inner, rest, value) };
};
