import type { CheckFailure } from "@pulumi/pulumi/provider/index.js";
import { isUnknown, type Values } from "./propertyValues.ts";
import type { ResourceKind } from "./resourceKind.ts";

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

/** What is wrong with the inputs `given`; what is unknown yet is judged later. `title` names the provider. */
export const invalidInputs = (kind: ResourceKind, given: Values, title: string): CheckFailure[] => {
  const inputs = kind.withDefaults(given);
  const issues = kind.inputs.safeParse(inputs).error?.issues ?? [];
  return issues
    .filter(({ path }) => path.length === 0 || !isUnknown(at(inputs, path)))
    .map(({ code, path, message }) => ({
      property: path.join("."),
      reason: code === "unrecognized_keys" ? `${message} (${title})` : message,
    }));
};
