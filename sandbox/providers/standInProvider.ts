import { isDeepStrictEqual } from "node:util";
import type { CheckResult, DiffResult, Provider } from "@pulumi/pulumi/provider/index.js";
import { invalidInputs } from "./invalidInputs.ts";
import { markSecrets, reveal, type Values } from "./propertyValues.ts";
import type { ResourceKind } from "./resourceKind.ts";

/** The provider that a stand-in takes the place of. */
export interface RealProvider {
  /** Package name: `tls`. */
  readonly name: string;
  /** Version of its SDK that is installed; the engine warns about a provider that reports an older one. */
  readonly version: string;
}

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? urn;

const diff = (kind: ResourceKind, before: Values, given: Values, now: Date): DiffResult => {
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => kind.sticky.includes(name)));
  const after = { ...kept, ...kind.withDefaults(given) };
  const changed = Object.keys(kind.inputs.shape).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const replaces = changed.filter((name) => !kind.updatable.includes(name));
  if (kind.isDue?.({ ...before, ...after }, now)) replaces.push("readyForRenewal");
  return { changes: changed.length + replaces.length > 0, replaces: replaces.sort(), deleteBeforeReplace: false };
};

/**
 * Serves `kinds` with the inputs, outputs, secrets and replacements of the provider `real`.
 * `announce` tells the user, before the first resource is created, that this is a stand-in.
 * The SDK's server keeps previews from `create` and `update`, so what they compute is unknown there: where the real
 * provider previews an update of a certificate, its dependents are previewed as replaced, though they won't be.
 */
export const standInProvider = (
  real: RealProvider,
  kinds: readonly ResourceKind[],
  announce: (message: string) => Promise<void>,
): Required<Pick<Provider, "version" | "check" | "diff" | "create" | "read" | "update" | "delete">> => {
  const title = `${real.name}: stand-in provider of the sandbox, not the real plugin`;
  const kindOf = (urn: string): ResourceKind => {
    const kind = kinds.find(({ type }) => type === typeOf(urn));
    if (!kind) throw new Error(`${title}: it has no ${typeOf(urn)}, only ${kinds.map(({ type }) => type).join(", ")}`);
    return kind;
  };
  let announced = false;

  return {
    version: real.version,

    check: (urn: string, _olds: Values, news: Values): Promise<CheckResult> => {
      const kind = kindOf(urn);
      return Promise.resolve({
        inputs: markSecrets(news, kind.secrets),
        failures: invalidInputs(kind, reveal(news), title),
      });
    },

    diff: (_id: string, urn: string, olds: Values, news: Values): Promise<DiffResult> =>
      Promise.resolve(diff(kindOf(urn), reveal(olds), reveal(news), new Date())),

    create: async (urn: string, inputs: Values) => {
      const kind = kindOf(urn);
      if (!announced) {
        announced = true;
        await announce(title);
      }
      const { id, outputs } = await kind.create(kind.withDefaults(reveal(inputs)));
      const state = kind.schemaVersion ? { __meta: JSON.stringify({ schema_version: `${kind.schemaVersion}` }) } : {};
      return { id, outs: markSecrets({ ...kind.withDefaults(inputs), ...outputs, ...state, id }, kind.secrets) };
    },

    read: (id: string, urn: string, properties: Values) => {
      const kind = kindOf(urn);
      if (Object.keys(properties).length === 0) throw new Error(`${title}: it can't import ${typeOf(urn)} ${id}`);
      const due = kind.isDue?.(reveal(properties), new Date()) ?? false;
      return Promise.resolve({ id, props: due ? { ...properties, readyForRenewal: true } : properties });
    },

    update: (_id: string, urn: string, olds: Values, news: Values) => {
      const kind = kindOf(urn);
      const inputs = kind.withDefaults(news);
      const outs = { ...olds, ...inputs, ...kind.derived?.(reveal(inputs)) };
      return Promise.resolve({ outs: markSecrets(outs, kind.secrets) });
    },

    delete: () => Promise.resolve(),
  };
};
