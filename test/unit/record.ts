import * as pulumi from "@pulumi/pulumi";

/** One registered resource as the tests see it: what the engine gets, secrets opened, and what it is told besides. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** Inputs with secrets opened; `secretInputs` says which were. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Top-level inputs that are secrets or have one inside. */
  readonly secretInputs: readonly string[];
  /** Types of its parents, the stack left out, outermost first. */
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** What its parents depend on, and so it does. */
  readonly inheritedDependsOn: readonly string[];
  readonly options: pulumi.CustomResourceOptions;
}

const secretSignature = "4dabf18193072939515e22adb298388d";
type OutputsByType = Readonly<
  Record<string, (name: string, inputs: Record<string, unknown>) => Record<string, unknown>>
>;

const outputsOf: OutputsByType = {
  "pulumi:pulumi:StackReference": () => ({ outputs: {}, secretOutputNames: [] }),
  "tls:index/privateKey:PrivateKey": (name) => ({ privateKeyPem: `private key of ${name}` }),
  "tls:index/selfSignedCert:SelfSignedCert": (name) => ({
    certPem: `certificate ${name}`,
    validityEndTime: "2036-11-22T00:00:00Z",
  }),
  "tls:index/certRequest:CertRequest": (name) => ({ certRequestPem: `request ${name}` }),
  "tls:index/locallySignedCert:LocallySignedCert": (name) => ({
    certPem: `certificate ${name}`,
    validityEndTime: "2027-11-25T00:00:00Z",
  }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `password ${name}` }),
  "kubernetes:core/v1:Namespace": (_, { metadata }) => ({
    metadata: isObject(metadata) ? { ...metadata, uid: `uid of ${String(metadata["name"])}` } : {},
  }),
  "kubernetes:helm.sh/v3:Release": (_, inputs) => ({
    status: { name: inputs["name"], namespace: inputs["namespace"] },
  }),
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isSecret = (value: unknown): value is { value: unknown } =>
  isObject(value) && secretSignature in value && "value" in value;
const holdsSecret = (value: unknown): boolean =>
  isSecret(value) || (isObject(value) && Object.values(value).some(holdsSecret));

/** Takes secrets out of their wrapping. */
const opened = (value: unknown): unknown => {
  if (isSecret(value)) return opened(value.value);
  if (Array.isArray(value)) return value.map(opened);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]))
    : value;
};
const openedInputs = (inputs: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, opened(value)]));
/** Pulumi's mocks know no types of inputs. */
const typed = (inputs: unknown): Record<string, unknown> => (isObject(inputs) ? inputs : {});

/** Awaits an Output. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> =>
  new Promise((resolve) => {
    pulumi.output(output).apply(resolve);
  });

/**
 * Runs a program under Pulumi's mocks and returns what it registered, and what it returned. `build` gets the options
 * that it has to hand to the component under test; `outputs` replaces what resources of a type answer.
 */
export async function record<T>(
  build: (options: pulumi.ComponentResourceOptions) => T,
  outputs: OutputsByType = {},
): Promise<{ resources: readonly Recorded[]; result: Awaited<T> }> {
  const inputs = new Map<string, Record<string, unknown>>();
  const options = new Map<string, pulumi.ResourceOptions>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs: untyped, custom }) => {
        if (!custom) return { id: "", state: {} };
        const key = `${type} ${name}`;
        const raw = typed(untyped);
        // The engine refuses two resources with one URN; mocks would take the second for the first.
        if (inputs.has(key)) throw new Error(`registered twice: ${key}`);
        inputs.set(key, raw);
        const plain = openedInputs(raw);
        return { id: `${name}-id`, state: { ...plain, ...{ ...outputsOf, ...outputs }[type]?.(name, plain) } };
      },
      call: ({ inputs: raw }) => typed(raw),
    },
    "falco",
    "dev",
    false,
    "acme",
  );
  const transformation: pulumi.ResourceTransformation = (resource) => {
    options.set(`${resource.type} ${resource.name}`, resource.opts);
    return undefined;
  };
  const result = await build({ transformations: [transformation] });
  // Waits for every child, those registered late included.
  await pulumi.runtime.disconnect();
  const resources = await Promise.all(
    [...inputs].map(async ([key, raw]) => {
      const [type = "", name = ""] = key.split(" ");
      const given = options.get(key) ?? {};
      return {
        type,
        name,
        inputs: openedInputs(raw),
        secretInputs: Object.entries(raw)
          .filter(([, value]) => holdsSecret(value))
          .map(([input]) => input),
        parents: await parentsOf(given, options),
        dependsOn: await dependenciesOf(given),
        inheritedDependsOn: await inheritedDependencies(given, options),
        options: given,
      };
    }),
  );
  return { resources, result };
}

/** A mocked URN names the type of one parent only. */
const keyOf = async ({ urn }: pulumi.Resource): Promise<string> => {
  const [type = "", name = ""] = (await valueOf(urn)).split("::").slice(2);
  return `${type.split("$").pop() ?? ""} ${name}`;
};

const parentsOf = async (
  { parent }: pulumi.ResourceOptions,
  all: ReadonlyMap<string, pulumi.ResourceOptions>,
): Promise<string[]> => {
  if (!parent) return [];
  const key = await keyOf(parent);
  return [...(await parentsOf(all.get(key) ?? {}, all)), key.split(" ")[0] ?? ""];
};

const dependenciesOf = async ({ dependsOn }: pulumi.ResourceOptions): Promise<string[]> => {
  const given = await valueOf(pulumi.output(dependsOn ?? []));
  return Promise.all([given].flat().map(keyOf));
};

const inheritedDependencies = async (
  { parent }: pulumi.ResourceOptions,
  all: ReadonlyMap<string, pulumi.ResourceOptions>,
): Promise<string[]> => {
  const of = parent ? all.get(await keyOf(parent)) : undefined;
  return of ? [...(await inheritedDependencies(of, all)), ...(await dependenciesOf(of))] : [];
};

/** The one resource of a type and name, with or without the namespace before it; fails when there is none. */
export function only(resources: readonly Recorded[], type: string, name: string): Recorded {
  const found = resources.find((resource) => resource.type === type && `/${resource.name}`.endsWith(`/${name}`));
  if (!found)
    throw new Error(
      `no ${type} ${name} among: ${resources.map((resource) => `${resource.type} ${resource.name}`).join(", ")}`,
    );
  return found;
}
