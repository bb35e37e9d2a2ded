import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { digest } from "./checksum";

export interface NetworkAccessArgs {
  readonly namespace: pulumi.Input<string>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly images: {
    /** `host[:port][/path]`. */
    readonly registry?: string | undefined;
    readonly username?: string | undefined;
    readonly password?: pulumi.Input<string> | undefined;
    /** Secrets of the user's in the namespace. */
    readonly pullSecrets: readonly string[];
  };
  readonly pullSecretName: string;
  /** Beginning of the ConfigMap's name; a checksum of its content follows. */
  readonly caConfigMapName: string;
  /** CAs of the company, PEM; not given: none, or nothing in the namespace goes outside. */
  readonly caCertificates?: string | undefined;
}

/** What the pods of a namespace need in a restricted network: the login for images, and the company's CAs. */
export class NetworkAccess extends pulumi.ComponentResource {
  /** The stack's own pull Secret, if there is one, and the user's. */
  readonly pullSecrets: readonly pulumi.Input<string>[];
  readonly caConfigMap: pulumi.Output<string> | undefined;

  constructor(name: string, args: NetworkAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:NetworkAccess", name, {}, opts);
    const pullSecret = pullSecretArgs(args);
    const own = pullSecret && new k8s.core.v1.Secret(`${name}-pull-secret`, pullSecret, { parent: this });
    this.pullSecrets = [...(own ? [own.metadata.name] : []), ...args.images.pullSecrets];
    const bundle = caConfigMapArgs(args);
    this.caConfigMap =
      bundle &&
      new k8s.core.v1.ConfigMap(`${name}-ca-${digest(bundle.data["ca.crt"])}`, bundle, {
        parent: this,
        aliases: [{ name: `${name}-ca` }],
      }).metadata.name;
    this.registerOutputs({ pullSecrets: this.pullSecrets, caConfigMap: this.caConfigMap });
  }
}

/** The pull Secret; undefined where there is no login. */
export function pullSecretArgs({ images, pullSecretName, namespace, annotations }: NetworkAccessArgs) {
  const { registry, username, password } = images;
  if (registry === undefined || username === undefined || password === undefined) return undefined;
  const [host = registry] = registry.split("/");
  const login = pulumi.secret(password).apply((text) => ({
    username,
    password: text,
    auth: Buffer.from(`${username}:${text}`).toString("base64"),
  }));
  return {
    metadata: { name: pullSecretName, namespace, annotations },
    type: "kubernetes.io/dockerconfigjson",
    stringData: { ".dockerconfigjson": login.apply((auth) => JSON.stringify({ auths: { [host]: auth } })) },
  };
}

/**
 * The ConfigMap of the CAs; undefined without any. Other content is another ConfigMap: pods roll, and a release that is
 * rolled back finds the one that it had.
 */
export const caConfigMapArgs = ({ caCertificates, caConfigMapName, namespace, annotations }: NetworkAccessArgs) =>
  caCertificates === undefined
    ? undefined
    : {
        metadata: {
          name: `${caConfigMapName}-${digest(caCertificates)}`,
          namespace,
          annotations,
        },
        immutable: true,
        data: { "ca.crt": caCertificates },
      };
