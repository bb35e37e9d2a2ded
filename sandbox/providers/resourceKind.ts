import type { z } from "zod";
import type { Values } from "./propertyValues.ts";

/** What a new resource is known by, and the properties that its inputs don't tell. */
export interface Created {
  readonly id: string;
  readonly outputs: Values;
}

interface Traits {
  /** Pulumi type, such as `tls:index/privateKey:PrivateKey`. */
  readonly type: string;
  /** Version of the state's schema that the real provider writes; 0 is not written. */
  readonly schemaVersion: number;
  /** Properties that the real schema marks secret, inputs and outputs. */
  readonly secrets: readonly string[];
  /** Inputs whose change updates the resource in place; a change of any other replaces it. */
  readonly updatable: readonly string[];
  /** Inputs that keep their last value when the program no longer sets them. */
  readonly sticky: readonly string[];
  /** Inputs with the values that the real provider assumes for those that are not given. */
  withDefaults(given: Values): Values;
  /** Whether a certificate with these properties is due for replacement at the time `now`. */
  isDue?(properties: Values, now: Date): boolean;
  /** Outputs that follow from the inputs alone, so that an update changes them too. */
  derived?(inputs: Values): Values;
}

interface Definition<Inputs extends z.ZodObject> extends Traits {
  /** All inputs, those with a default required. */
  readonly inputs: Inputs;
  create(inputs: z.output<Inputs>): Created | Promise<Created>;
}

/** One kind of resource of a stand-in provider. */
export interface ResourceKind extends Traits {
  readonly inputs: z.ZodObject;
  create(inputs: Values): Promise<Created>;
}

/** Joins a kind's schema and its `create`, which gets inputs of the schema's type. */
export const resourceKind = <Inputs extends z.ZodObject>(definition: Definition<Inputs>): ResourceKind => ({
  ...definition,
  create: async (inputs) => definition.create(definition.inputs.parse(inputs)),
});
