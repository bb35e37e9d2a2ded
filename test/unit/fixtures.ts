import * as pulumi from "@pulumi/pulumi";
import { FalcoStack, type FalcoStackArgs } from "../../components/falcoStack";
import { settingsFrom, type SettingsInput } from "../../settings/settings";
import { record } from "./record";

const recordings = new Map<string, ReturnType<typeof recordOnce>>();

const recordOnce = async (input: SettingsInput, rest: Partial<FalcoStackArgs>) => {
  const { resources, result } = await record(
    (options) => new FalcoStack("falco", { ...settingsFrom(input), owner: "acme/falco/dev", ...rest }, options),
  );
  return { resources, stack: result };
};

/** A whole stack under mocks, from settings as a user writes them; recorded once for each set of them, as it only gets read. */
export const recordStack = (input: SettingsInput = {}, rest: Partial<FalcoStackArgs> = {}) => {
  const key = JSON.stringify([input, rest]);
  const recording = recordings.get(key) ?? recordOnce(input, rest);
  recordings.set(key, recording);
  return recording;
};

/** The value at a path of some record; undefined where it ends early. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

export const secretOf = (text: string): pulumi.Output<string> => pulumi.secret(text);
