import * as pulumi from "@pulumi/pulumi";
import { FalcoStack, type FalcoStackArgs } from "../../components/falcoStack";
import { settingsFrom, type SettingsInput } from "../../settings/settings";
import { record } from "./record";

export { at } from "./at";

const recordings = new Map<string, ReturnType<typeof recordOnce>>();

const recordOnce = async (input: SettingsInput, rest: Partial<FalcoStackArgs>) => {
  const { resources, result } = await record(
    (options) => new FalcoStack("falco", { ...settingsFrom(input), owner: "acme/falco/dev", ...rest }, options),
  );
  return { resources, stack: result };
};

const outputs: pulumi.Output<unknown>[] = [];
/** Each Output by itself: as JSON all are one text, whatever secret is in them. */
function byOutput(this: unknown, key: string, value: unknown): unknown {
  const given: unknown = typeof this === "object" && this !== null ? Reflect.get(this, key) : undefined;
  if (!pulumi.Output.isInstance(given)) return value;
  if (!outputs.includes(given)) outputs.push(given);
  return `Output ${outputs.indexOf(given)}`;
}

/** A whole stack under mocks, from settings as a user writes them; recorded once for each set of them, as it only gets read. */
export const recordStack = (input: SettingsInput = {}, rest: Partial<FalcoStackArgs> = {}) => {
  const key = JSON.stringify([input, rest], byOutput);
  const recording = recordings.get(key) ?? recordOnce(input, rest);
  recordings.set(key, recording);
  return recording;
};

export const secretOf = (text: string): pulumi.Output<string> => pulumi.secret(text);
