import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { keyedChecksum } from "./checksum";

export interface RulesLoginArgs {
  readonly secretName: string;
  readonly namespace: pulumi.Input<string>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Host, with its port, of the registry that falcoctl fetches rules from. */
  readonly registry: string;
  readonly username: string;
  readonly password: pulumi.Input<string>;
}

/** The variable in which falcoctl finds logins: `registry,user,password` (falcoctl 0.4.0, internal/config/config.go). */
export const loginVariable = "FALCOCTL_REGISTRY_AUTH_BASIC";

/** The login of falcoctl for the registry of rules. */
export class RulesLogin extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  /** Makes the pods roll when the login changes: falcoctl reads it once. */
  readonly checksum: pulumi.Output<string>;

  constructor(name: string, args: RulesLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:RulesLogin", name, {}, opts);
    const { secretName, namespace, annotations } = args;
    const child = { parent: this };
    const stringData = {
      [loginVariable]: pulumi.secret(pulumi.interpolate`${args.registry},${args.username},${args.password}`),
    };
    const secret = new k8s.core.v1.Secret(
      `${name}-secret`,
      { metadata: { name: secretName, namespace, annotations }, stringData },
      child,
    );
    const key = new random.RandomPassword(`${name}-checksum-key`, { length: 32, special: false }, child);
    this.name = secret.metadata.name;
    this.checksum = keyedChecksum(key.result, stringData);
    this.registerOutputs({ name: this.name, checksum: this.checksum });
  }
}
