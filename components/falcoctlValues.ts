import type * as pulumi from "@pulumi/pulumi";
import { mirroredArtifacts, type FalcoArtifacts } from "../settings/falcoArtifacts";
import { caBundle, proxyVariables, type Network } from "./egressValues";
import type { Resources } from "./helmRelease";
import { image, type ImageValues } from "./imageValues";
import { loginVariable } from "./rulesLogin";

/** Where Falco's rules come from. */
export interface Rules {
  /** Those in Falco's image, or those that falcoctl fetches when a pod starts. */
  readonly source: "bundled" | "registry";
  /** OCI reference of an artifact that holds falco_rules.yaml; the chart's choice where it isn't given. */
  readonly registryRef?: string | undefined;
  /** falcoctl goes on looking for newer ones. */
  readonly autoUpdate: boolean;
  /** How often, as Go writes it; the chart's choice where it isn't given. */
  readonly updateEvery?: string | undefined;
  /** Secret with falcoctl's login, and its checksum. */
  readonly login?: { readonly name: pulumi.Input<string>; readonly checksum: pulumi.Input<string> } | undefined;
  /** Rules files of the user's, loaded after the others in this order; another name rolls the pods. */
  readonly configMap?: { readonly name: pulumi.Input<string>; readonly files: readonly string[] } | undefined;
}

/** What decides over falcoctl, which fetches rules and the container plugin. */
export interface FalcoctlValuesArgs {
  /** Exact version of the falco chart. */
  readonly chartVersion: string;
  readonly rules: Rules;
  readonly imageTags: { readonly falcoctl?: string | undefined };
  /** Falco's. */
  readonly resources: Resources;
  readonly network?: Network | undefined;
}

/** One of falcoctl's two containers. */
interface Falcoctl {
  readonly enabled: boolean;
  readonly resources?: Resources;
  readonly env?: object[];
  readonly mounts?: { readonly volumeMounts: object[] };
}

/** Values of the falco chart below `falcoctl`. */
export type FalcoctlValues = ImageValues & {
  artifact: { install: Falcoctl; follow: Falcoctl };
  config?: {
    indexes?: [];
    artifact: { install?: { refs: string[]; resolveDeps?: false }; follow: { refs?: string[]; every?: string } };
  };
};

/** What falcoctl fetches from a mirror; undefined where it fetches nothing, or what the chart says. */
export const fetchedArtifacts = ({ chartVersion, rules, network }: FalcoctlValuesArgs): FalcoArtifacts | undefined =>
  rules.source === "registry" ? mirroredArtifacts(chartVersion, rules.registryRef, network?.registry) : undefined;

/** A pod's containers add up, and a quota of limits refuses those without: little, but enough to unpack a plugin. */
export const followResources: Resources = {
  requests: { cpu: "10m", memory: "64Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
};

/** The image brings rules and the container plugin: unless they come from a registry, nothing is fetched. */
export function falcoctlValues(
  { rules, imageTags, network, resources }: FalcoctlValuesArgs,
  artifacts: FalcoArtifacts | undefined,
): FalcoctlValues {
  const isFetched = rules.source === "registry";
  const ref = artifacts?.rules ?? rules.registryRef;
  const refs = ref === undefined ? undefined : [ref];
  const every = rules.autoUpdate && rules.updateEvery ? { every: rules.updateEvery } : undefined;
  const container = isFetched ? falcoctlContainer(rules, network) : undefined;
  return {
    ...image(network?.registry, imageTags.falcoctl),
    artifact: {
      // An init container: it ends before Falco takes as much.
      install: { enabled: isFetched, ...(container && { resources, ...container }) },
      follow: {
        enabled: isFetched && rules.autoUpdate,
        ...(container && { resources: followResources, ...container }),
      },
    },
    ...(isFetched &&
      (refs ?? every) && {
        config: {
          // Complete references need no index, which is upstream's; nor do their dependencies, which only it can place.
          ...(artifacts && { indexes: [] }),
          artifact: {
            ...(refs && { install: { refs, ...(artifacts && { resolveDeps: false }) } }),
            follow: { ...(refs && { refs }), ...every },
          },
        },
      }),
  };
}

/** What both containers of falcoctl need to get out, and to be let in. */
function falcoctlContainer({ login }: Rules, network: Network | undefined): Omit<Falcoctl, "enabled"> {
  const { variables, mounts } = caBundle(network);
  const key = { name: loginVariable, valueFrom: { secretKeyRef: { name: login?.name, key: loginVariable } } };
  const env = [...proxyVariables(network), ...variables, ...(login ? [key] : [])];
  return { ...(env.length > 0 && { env }), ...(mounts.length > 0 && { mounts: { volumeMounts: mounts } }) };
}
