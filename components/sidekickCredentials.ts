import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { bytesOf } from "../settings/quantity";
import { keyedChecksum } from "./checksum";

type Texts = Readonly<Record<string, pulumi.Input<string>>>;

/** Client certificate for receivers that ask for one; texts in PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly privateKey: pulumi.Input<string>;
  /** CA of the receivers' certificates, besides those that the image trusts. */
  readonly ca?: string | undefined;
}

export interface SidekickCredentialsArgs {
  readonly namespace: pulumi.Input<string>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Credentials of outputs, by the names of the environment variables that Falcosidekick reads. */
  readonly outputs: { readonly secretName: string; readonly variables: Texts };
  /** Not given: no UI, or one with a Secret of the user's. */
  readonly ui?: { readonly secretName: string; readonly user: string; readonly redisMemoryLimit?: string | undefined };
  /** Not given: no client certificate, or one in a Secret of the user's. */
  readonly mutualTls?: ClientCertificate & { readonly secretName: string };
}

/** A Secret of the stack, and a checksum that makes its readers roll. */
export interface StackSecret {
  readonly name: pulumi.Output<string>;
  readonly checksum: pulumi.Output<string>;
}

/** The Secret of the UI and redis; `checksum` is the UI's, for it reads all of it. */
export interface UiSecret extends StackSecret {
  /** Covers what redis reads. */
  readonly redisChecksum: pulumi.Output<string>;
  /** The UI's generated password, a secret. */
  readonly password: pulumi.Output<string>;
}

/**
 * Everything secret that Falcosidekick, its UI and redis need, and nowhere else in the cluster. One Secret for each
 * reader: the redis password of the UI, REDIS_PASSWORD, would be taken for that of the output `redis`.
 */
export class SidekickCredentials extends pulumi.ComponentResource {
  /** Undefined where no output has a secret field. */
  readonly outputs: StackSecret | undefined;
  readonly ui: UiSecret | undefined;
  readonly mutualTls: StackSecret | undefined;

  constructor(name: string, args: SidekickCredentialsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:SidekickCredentials", name, {}, opts);
    const checksumKey = this.password(`${name}-checksum-key`);
    const secret = (resource: string, secretName: string, stringData: Texts): StackSecret => {
      const metadata = { name: secretName, namespace: args.namespace, annotations: args.annotations };
      const made = new k8s.core.v1.Secret(resource, { metadata, stringData }, { parent: this });
      return { name: made.metadata.name, checksum: keyedChecksum(checksumKey, stringData) };
    };

    const { outputs, ui, mutualTls } = args;
    if (Object.keys(outputs.variables).length > 0)
      this.outputs = secret(`${name}-secret`, outputs.secretName, outputs.variables);
    if (ui) {
      const password = this.password(`${name}-ui`);
      const redis = redisVariables(this.password(`${name}-redis`), ui.redisMemoryLimit);
      const user = { FALCOSIDEKICK_UI_USER: pulumi.interpolate`${ui.user}:${password}` };
      this.ui = {
        ...secret(`${name}-ui-secret`, ui.secretName, { ...user, ...redis }),
        redisChecksum: keyedChecksum(checksumKey, redis),
        password,
      };
    }
    if (mutualTls) this.mutualTls = secret(`${name}-mutual-tls-secret`, mutualTls.secretName, clientFiles(mutualTls));
    this.registerOutputs({ outputs: this.outputs, ui: this.ui, mutualTls: this.mutualTls });
  }

  /** Letters and digits only: a colon would make the UI fall back to admin:admin, and redis splits REDIS_ARGS at blanks. */
  private password(name: string): pulumi.Output<string> {
    return pulumi.secret(new random.RandomPassword(name, { length: 32, special: false }, { parent: this }).result);
  }
}

/**
 * Redis takes its password from REDIS_ARGS, the UI from FALCOSIDEKICK_UI_REDIS_PASSWORD, and the UI's init container
 * pings with REDIS_PASSWORD (falcosidekick chart 0.14.0, templates/secrets-ui.yaml and configmap-ui.yaml).
 */
const redisVariables = (password: pulumi.Output<string>, memoryLimit: string | undefined) => ({
  FALCOSIDEKICK_UI_REDIS_PASSWORD: password,
  REDIS_PASSWORD: password,
  REDIS_ARGS: pulumi.interpolate`--requirepass ${password}${memoryCeiling(memoryLimit)} --maxmemory-policy volatile-ttl`,
});

/**
 * Half of the pod's memory, the rest being room for redis' fork when it saves: at the ceiling redis drops the alerts
 * that are nearest to their end instead of dying of its limit. 0mb would be none at all.
 */
const memoryCeiling = (limit: string | undefined): string =>
  limit === undefined ? "" : ` --maxmemory ${Math.max(1, Math.floor(bytesOf(limit) / 2 / 1024 ** 2))}mb`;

/**
 * The files that Falcosidekick looks for. Without a readable ca.crt it would leave the certificate out too
 * (falcosidekick 2.34.1, outputs/client.go); an empty one adds nothing to the image's CAs.
 */
const clientFiles = ({ certificate, privateKey, ca = "" }: ClientCertificate): Texts => ({
  "client.crt": certificate,
  "client.key": privateKey,
  "ca.crt": ca,
});
