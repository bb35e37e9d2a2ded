import { reveal, type Values } from "../../../sandbox/providers/propertyValues.ts";
import { standInForRandom } from "../../../sandbox/providers/random.ts";
import { standInProvider } from "../../../sandbox/providers/standInProvider.ts";
import { standInForTls } from "../../../sandbox/providers/tls.ts";

/** Types of the resources, by short names. */
export const types = {
  privateKey: "tls:index/privateKey:PrivateKey",
  selfSignedCert: "tls:index/selfSignedCert:SelfSignedCert",
  certRequest: "tls:index/certRequest:CertRequest",
  locallySignedCert: "tls:index/locallySignedCert:LocallySignedCert",
  password: "random:index/randomPassword:RandomPassword",
} as const;

export type Type = (typeof types)[keyof typeof types];

/** A resource as the engine keeps it: checked inputs, and outputs with secrets wrapped. */
export interface Resource {
  readonly type: Type;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

/** What the providers announced so far. */
export const announced: string[] = [];

const announce = (message: string): Promise<void> => {
  announced.push(message);
  return Promise.resolve();
};

/** The stand-ins, without a server around them. */
export const providers = {
  tls: standInProvider(standInForTls.real, standInForTls.kinds, announce),
  random: standInProvider(standInForRandom.real, standInForRandom.kinds, announce),
};

const providerOf = (type: string) => (type.startsWith("tls:") ? providers.tls : providers.random);

/** A URN of a resource inside a component. */
export const urn = (type: string): string => `urn:pulumi:dev::falco::falcostack:index:MutualTls$${type}::name`;

const values = (found: unknown): Values => {
  if (typeof found !== "object" || found === null) throw new Error("expected property values");
  return Object.fromEntries(Object.entries(found));
};

/** The failures of `inputs`, as `property: reason`. */
export const failures = async (type: Type, inputs: Values): Promise<string[]> => {
  const result = await providerOf(type).check(urn(type), {}, inputs);
  return (result.failures ?? []).map(({ property, reason }) => `${property}: ${reason}`);
};

/** Checks `inputs` as the engine does first. */
export const checked = async (type: Type, inputs: Values): Promise<Values> => {
  const result = await providerOf(type).check(urn(type), {}, inputs);
  if (result.failures?.length) throw new Error(JSON.stringify(result.failures));
  return values(result.inputs);
};

/** Checks and creates. */
export const create = async (type: Type, given: Values): Promise<Resource> => {
  const inputs = await checked(type, given);
  const created = await providerOf(type).create(urn(type), inputs);
  return { type, id: created.id, inputs, outputs: values(created.outs) };
};

/** The outputs in plain text. */
export const plain = (resource: Resource): Values => reveal(resource.outputs);

/** One output that is a string, in plain text. */
export const text = (resource: Resource, name: string): string => {
  const value = plain(resource)[name];
  if (typeof value !== "string") throw new Error(`${name} is no string`);
  return value;
};

/** What a change of some inputs would do to `resource`; a value `undefined` takes an input away. */
export const diff = async ({ type, id, inputs, outputs }: Resource, change: Values) => {
  const news = Object.fromEntries(Object.entries({ ...inputs, ...change }).filter(([, value]) => value !== undefined));
  const { changes, replaces, deleteBeforeReplace } = await providerOf(type).diff(id, urn(type), outputs, news);
  return { changes, replaces, deleteBeforeReplace };
};

/** The outputs after an update in place. */
export const update = async ({ type, id, inputs, outputs }: Resource, change: Values): Promise<Values> =>
  values((await providerOf(type).update(id, urn(type), outputs, { ...inputs, ...change })).outs);

/** The outputs after a refresh. */
export const refresh = async ({ type, id, outputs }: Resource): Promise<Values> =>
  values((await providerOf(type).read(id, urn(type), outputs)).props);
