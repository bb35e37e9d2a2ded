import type * as pulumi from "@pulumi/pulumi";
import { imageTags } from "../settings/chartVersions";
import type { CredentialChecksums } from "./sidekickCredentials";

/** Where redis keeps the UI's alerts. */
export interface RedisStorage {
  /** Off: a restart of redis loses the alerts shown in the UI. */
  readonly enabled: boolean;
  /** StorageClass; the cluster's default where it isn't given. */
  readonly class?: string | undefined;
  /** For instance 1Gi. */
  readonly size: string;
}

export interface FalcosidekickValuesArgs {
  readonly fullName: string;
  readonly replicas: number;
  /** Fields of outputs that are no secrets, by output. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Environment variables of Falcosidekick that are no secrets. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly ui: { readonly retention: string; readonly storage: RedisStorage };
  readonly credentialsSecret: pulumi.Input<string>;
  readonly checksums: CredentialChecksums;
}

/** What PSA's profile `restricted` asks of a container, but for the user. */
const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } as const;
/** Falcosidekick and its UI run as 1234 in the chart; redis' image wants root. */
const unprivilegedUser = {
  runAsUser: 1234,
  fsGroup: 1234,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/** Values of the falcosidekick chart that the stack sets (chart 0.14.0). */
export type FalcosidekickValues = Readonly<{
  fullnameOverride: string;
  replicaCount: number;
  podAnnotations: Record<string, pulumi.Input<string>>;
  podSecurityContext: typeof unprivilegedUser;
  securityContext: typeof restricted;
  config: { existingSecret: pulumi.Input<string> } & Record<string, unknown>;
  webui: {
    enabled: true;
    replicaCount: number;
    user: "";
    existingSecret: pulumi.Input<string>;
    ttl: string;
    image: { tag: string };
    initContainer: { image: { tag: string }; securityContext: typeof restricted };
    podAnnotations: Record<string, pulumi.Input<string>>;
    podSecurityContext: typeof unprivilegedUser;
    securityContext: typeof restricted;
    redis: {
      existingSecret: pulumi.Input<string>;
      password: string;
      image: { tag: string };
      podAnnotations: Record<string, pulumi.Input<string>>;
      podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } };
      securityContext: { allowPrivilegeEscalation: false };
      resources: { requests: Record<string, string>; limits: Record<string, string> };
      storageEnabled: boolean;
      storageSize: string;
      storageClass?: string;
    };
  };
}>;

export const falcosidekickValues = (args: FalcosidekickValuesArgs): FalcosidekickValues => ({
  fullnameOverride: args.fullName,
  replicaCount: args.replicas,
  // The chart's own checksum covers its own Secret only (chart 0.14.0, templates/deployment.yaml).
  podAnnotations: { "checksum/credentials": args.checksums.sidekick },
  podSecurityContext: unprivilegedUser,
  securityContext: restricted,
  config: { ...args.outputs, existingSecret: args.credentialsSecret, extraEnv: args.variables },
  webui: {
    enabled: true,
    replicaCount: args.replicas,
    // The default, admin:admin, would lie in the chart's own Secret although ours wins.
    user: "",
    existingSecret: args.credentialsSecret,
    ttl: args.ui.retention,
    image: { tag: imageTags.ui },
    initContainer: { image: { tag: imageTags.redis }, securityContext: restricted },
    podAnnotations: { "checksum/credentials": args.checksums.ui },
    podSecurityContext: unprivilegedUser,
    securityContext: restricted,
    redis: {
      existingSecret: args.credentialsSecret,
      // No password but the switch without which redis ignores existingSecret and lets everybody in
      // (chart 0.14.0, templates/deployment-ui.yaml).
      password: "in-existing-secret",
      image: { tag: imageTags.redis },
      podAnnotations: { "checksum/credentials": args.checksums.redis },
      podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
      securityContext: { allowPrivilegeEscalation: false },
      // Above redis' own ceiling, with room for its fork when it saves.
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "768Mi" } },
      storageEnabled: args.ui.storage.enabled,
      storageSize: args.ui.storage.size,
      ...(args.ui.storage.class && { storageClass: args.ui.storage.class }),
    },
  },
});
