import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartSource } from "../settings/chartSource";
import type { SidekickOutputs } from "../settings/sidekickOutputs";
import { falcosidekickValues, type RedisStorage } from "./falcosidekickValues";
import { helmRelease } from "./helmRelease";
import { SidekickCredentials } from "./sidekickCredentials";
import { outputCredentials, outputValues, outputVariables } from "./sidekickOutputValues";

export interface FalcosidekickArgs {
  readonly chart: ChartSource;
  readonly fullName: string;
  readonly namespace: pulumi.Input<string>;
  /** Pods of Falcosidekick, and of its UI. */
  readonly replicas: number;
  readonly outputs: SidekickOutputs;
  readonly ui: {
    /** Login name; the password is generated. */
    readonly user: string;
    /** How long alerts are kept: a number and one of s, m, d, w. */
    readonly retention: string;
    readonly storage: RedisStorage;
  };
  readonly credentialsSecretName: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** Ports of Falcosidekick and of its UI (falcosidekick chart 0.14.0, values.yaml). */
export const sidekickPort = 2801;
export const uiPort = 2802;

/** Fans alerts out to chat, search and pagers, and shows them in its web UI. */
export class Falcosidekick extends pulumi.ComponentResource {
  readonly releaseName: pulumi.Output<string>;
  /** The UI's generated password, a secret. */
  readonly uiPassword: pulumi.Output<string>;

  constructor(name: string, args: FalcosidekickArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:Falcosidekick", name, {}, opts);
    const { chart, namespace, timeoutSeconds } = args;
    const credentials = new SidekickCredentials(
      `${name}-credentials`,
      {
        secretName: args.credentialsSecretName,
        namespace,
        uiUser: args.ui.user,
        outputs: outputCredentials(args.outputs),
        annotations: args.annotations,
      },
      { parent: this },
    );
    const values = falcosidekickValues({
      ...args,
      outputs: outputValues(args.outputs),
      variables: outputVariables(args.outputs),
      credentialsSecret: credentials.secretName,
      checksums: credentials.checksums,
    });
    const release = new k8s.helm.v3.Release(
      name,
      helmRelease({ chart, releaseName: "falcosidekick", namespace, timeoutSeconds }, values),
      { parent: this },
    );
    this.releaseName = release.status.name;
    this.uiPassword = credentials.uiPassword;
    this.registerOutputs({ releaseName: this.releaseName, uiPassword: this.uiPassword });
  }
}
