import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { RuleFile } from "../settings/ruleFiles/ruleFiles";
import { digest } from "./checksum";

export interface RuleFilesArgs {
  /** Beginning of the ConfigMap's name; a checksum of its content follows. */
  readonly name: string;
  /** Namespace of the ConfigMap, that of Falco's pods. */
  readonly namespace: pulumi.Input<string>;
  /** At least one, in the order in which Falco loads them. */
  readonly files: readonly RuleFile[];
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Falco rules of the stack's own, as a ConfigMap with a key for each file. Other content is another ConfigMap: Falco watches
 * its rules, and a changed one would reach all nodes at once. So it goes with the roll of the pods, and a release that is
 * rolled back finds the one that it had.
 */
export class RuleFiles extends pulumi.ComponentResource {
  /** Name of the ConfigMap. */
  readonly configMap: pulumi.Output<string>;
  /** Names of the files, in the order in which Falco has to load them. */
  readonly files: readonly string[];

  constructor(name: string, args: RuleFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:RuleFiles", name, {}, opts);
    const { metadata } = new k8s.core.v1.ConfigMap(`${name}-${digest(content(args.files))}`, rulesConfigMap(args), {
      parent: this,
      aliases: [{ name }],
    });
    this.configMap = metadata.name;
    this.files = args.files.map((file) => file.name);
    this.registerOutputs({ configMap: this.configMap, files: this.files });
  }
}

/** The ConfigMap of the rule files. */
export const rulesConfigMap = ({ name, namespace, files, annotations }: RuleFilesArgs) => ({
  metadata: { name: `${name}-${digest(content(files))}`, namespace, annotations },
  immutable: true,
  data: Object.fromEntries(files.map((file) => [file.name, file.content])),
});

/** Names, contents and their order. */
const content = (files: readonly RuleFile[]): string => JSON.stringify(files.map((file) => [file.name, file.content]));
