import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { keyedChecksum } from "./checksum";

export interface SidekickCredentialsArgs {
  readonly secretName: string;
  readonly namespace: pulumi.Input<string>;
  readonly uiUser: string;
  /** Credentials of outputs, by the names of the environment variables that Falcosidekick reads. */
  readonly outputs: Readonly<Record<string, pulumi.Input<string>>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** One checksum for each kind of pod, so that only the readers of what changed roll. */
export interface CredentialChecksums {
  readonly sidekick: pulumi.Output<string>;
  readonly ui: pulumi.Output<string>;
  readonly redis: pulumi.Output<string>;
}

/** Everything secret that Falcosidekick, its UI and redis need: in one Secret, and nowhere else in the cluster. */
export class SidekickCredentials extends pulumi.ComponentResource {
  readonly secretName: pulumi.Output<string>;
  /** A secret. */
  readonly uiPassword: pulumi.Output<string>;
  readonly checksums: CredentialChecksums;

  constructor(name: string, args: SidekickCredentialsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:SidekickCredentials", name, {}, opts);
    const ui = this.password(`${name}-ui`);
    const redis = this.password(`${name}-redis`);
    const checksumKey = this.password(`${name}-checksum-key`);
    const uiVariables = { FALCOSIDEKICK_UI_USER: pulumi.interpolate`${args.uiUser}:${ui}` };
    const redisVariables = redisCredentials(redis);
    const { metadata } = new k8s.core.v1.Secret(
      `${name}-secret`,
      {
        metadata: { name: args.secretName, namespace: args.namespace, annotations: args.annotations },
        stringData: { ...args.outputs, ...uiVariables, ...redisVariables },
      },
      { parent: this },
    );
    this.secretName = metadata.name;
    this.uiPassword = ui;
    this.checksums = {
      sidekick: keyedChecksum(checksumKey, args.outputs),
      ui: keyedChecksum(checksumKey, { ...uiVariables, ...redisVariables }),
      redis: keyedChecksum(checksumKey, redisVariables),
    };
    this.registerOutputs({ secretName: this.secretName, uiPassword: this.uiPassword, checksums: this.checksums });
  }

  /** Letters and digits only: a colon would make the UI fall back to admin:admin, and redis splits REDIS_ARGS at blanks. */
  private password(name: string): pulumi.Output<string> {
    return pulumi.secret(new random.RandomPassword(name, { length: 32, special: false }, { parent: this }).result);
  }
}

/**
 * Redis takes its password from REDIS_ARGS, the UI from FALCOSIDEKICK_UI_REDIS_PASSWORD, and the UI's init container
 * pings with REDIS_PASSWORD (falcosidekick chart 0.14.0, templates/secrets-ui.yaml and configmap-ui.yaml). At the
 * ceiling redis drops the alerts that are nearest to their end instead of dying of its memory limit.
 */
const redisCredentials = (password: pulumi.Output<string>) => ({
  FALCOSIDEKICK_UI_REDIS_PASSWORD: password,
  REDIS_PASSWORD: password,
  REDIS_ARGS: pulumi.interpolate`--requirepass ${password} --maxmemory 384mb --maxmemory-policy volatile-ttl`,
});
