import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc.js";

/** Property values of one resource, as the engine sends them: secrets wrapped, unknowns as a marker string. */
export type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSecret = (value: unknown): value is Values => isRecord(value) && value[specialSigKey] === specialSecretSig;

const revealed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(revealed);
  if (isSecret(value)) return revealed(value["value"]);
  return isRecord(value) ? reveal(value) : value;
};

/** Plain values: secrets unwrapped at every depth, properties that are null left out (null means unset). */
export const reveal = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, revealed(value)]),
  );

const secret = (value: unknown): Values => ({ [specialSigKey]: specialSecretSig, value });

/** `values` with those of the properties `names` that are set wrapped as secrets. */
export const markSecrets = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, names.includes(name) && !isSecret(value) ? secret(value) : value]),
  );

/** Whether `value` is, or holds, something that is only known once another resource exists. */
export const isUnknown = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isUnknown);
  return isRecord(value) ? Object.values(value).some(isUnknown) : value === unknownValue;
};
