import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartSource } from "../settings/chartSource";
import type { HelmValues } from "../settings/helmValues/leaves";
import {
  falcosidekickValues,
  type FalcosidekickSettings,
  type ReadSecret,
  type RedisStorage,
} from "./falcosidekickValues";
import { helmRelease, type HelmReleaseArgs } from "./helmRelease";
import { ownedValues } from "../settings/helmValues/ownedValues";
import { mergeValues } from "./mergeValues";
import { SidekickCredentials, type ClientCertificate } from "./sidekickCredentials";
import type { EnvVar } from "./sidekickOutputValues";

/** A Secret of the user's, in Falcosidekick's namespace. The stack sees no change in it: restart the pods yourself. */
interface ExistingSecret {
  readonly existingSecret: string;
}

export interface FalcosidekickArgs extends FalcosidekickSettings {
  readonly chart: ChartSource;
  readonly namespace: pulumi.Input<string>;
  /** What outputs read, from `outputEnvironment()`: credentials by variable, and all others as in a container's spec. */
  readonly environment: {
    readonly secret: Readonly<Record<string, pulumi.Input<string>>>;
    readonly extraEnv: readonly EnvVar[];
  };
  /** For outputs with `mutualtls`; an existing Secret holds client.crt, client.key and ca.crt, which may be empty. */
  readonly mutualTls?: ExistingSecret | ClientCertificate | undefined;
  readonly ui: {
    /** Off: neither UI nor redis, nor credentials for them. */
    readonly enabled: boolean;
    /** Login name; the password is generated. */
    readonly user: string;
    /** How long alerts are kept: a number and one of s, m, d, w. */
    readonly retention: string;
    readonly storage: RedisStorage;
    /**
     * A Secret of the user's instead of generated credentials, with FALCOSIDEKICK_UI_USER (`<user>:<password>`),
     * FALCOSIDEKICK_UI_REDIS_PASSWORD and REDIS_PASSWORD (both the password of redis), and REDIS_ARGS
     * (`--requirepass <password>`, and a `--maxmemory` below redis' memory limit).
     */
    readonly existingSecret?: string | undefined;
  };
  readonly credentialsSecretName: string;
  readonly uiCredentialsSecretName: string;
  readonly mutualTlsSecretName: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Seconds that Helm waits for the pods. */
  readonly timeoutSeconds: number;
  readonly releaseDescriptions?: HelmReleaseArgs["releaseDescriptions"];
  /** Values of the chart that have the last word. */
  readonly helmValues: HelmValues;
}

/** Port of the UI (falcosidekick chart 0.14.0, values.yaml). */
export const uiPort = 2802;

/** Fans alerts out to chat, search and pagers, and shows them in its web UI. */
export class Falcosidekick extends pulumi.ComponentResource {
  /** Of the Helm release that the UI's pods belong to. */
  readonly releaseName = "falcosidekick";
  /** The UI's generated password, a secret; undefined without a UI, and where its Secret is the user's. */
  readonly uiPassword: pulumi.Output<string> | undefined;

  constructor(name: string, args: FalcosidekickArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:Falcosidekick", name, {}, opts);
    const { chart, namespace, timeoutSeconds, releaseDescriptions, ui, mutualTls } = args;
    const generated = new SidekickCredentials(
      `${name}-credentials`,
      {
        namespace,
        annotations: args.annotations,
        outputs: { secretName: args.credentialsSecretName, variables: args.environment.secret },
        ...(ui.enabled &&
          ui.existingSecret === undefined && {
            ui: {
              secretName: args.uiCredentialsSecretName,
              user: ui.user,
              redisMemoryLimit: args.resources.redis.limits["memory"],
            },
          }),
        ...(mutualTls &&
          "certificate" in mutualTls && { mutualTls: { ...mutualTls, secretName: args.mutualTlsSecretName } }),
      },
      { parent: this },
    );
    const uiSecret = ui.enabled ? (generated.ui ?? existing(ui)) : undefined;
    const values = falcosidekickValues({
      ...args,
      chartVersion: chart.version,
      extraEnv: args.environment.extraEnv,
      outputsSecret: generated.outputs,
      mutualTlsSecret: generated.mutualTls ?? existing(mutualTls),
      ui: uiSecret && { retention: ui.retention, storage: ui.storage, secret: uiSecret },
    });
    new k8s.helm.v3.Release(
      name,
      helmRelease(
        { chart, releaseName: this.releaseName, namespace, timeoutSeconds, releaseDescriptions },
        mergeValues(values, args.helmValues, ownedValues.falcosidekick.lists),
      ),
      { parent: this },
    );
    this.uiPassword = generated.ui?.password;
    this.registerOutputs({ releaseName: this.releaseName, uiPassword: this.uiPassword });
  }
}

const existing = (given: object | undefined): ReadSecret | undefined =>
  given && "existingSecret" in given && typeof given.existingSecret === "string"
    ? { name: given.existingSecret }
    : undefined;
