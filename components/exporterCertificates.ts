import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { checksum } from "./checksum";

/** The user's files by which the exporter reads Falco's gRPC; `unknown` in a preview that can't read them. */
export type ExporterFiles = Readonly<Record<"client.key" | "client.crt" | "ca.crt", pulumi.Input<string>>> | "unknown";

export interface ExporterCertificatesArgs {
  readonly files: ExporterFiles;
  /** The name that the exporter's chart wants. */
  readonly secretName: string;
  readonly namespace: pulumi.Input<string>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Where the state may have this Secret from the time when the stack issued what is in it. */
  readonly aliases: readonly pulumi.Input<pulumi.URN>[];
}

/**
 * The user's certificate under the name that the exporter's chart wants. It stays one Secret of the stack's whoever
 * issues: it is updated in place, never gone.
 */
export class ExporterCertificates extends pulumi.ComponentResource {
  /** Changes when the certificate or its CA does; `unknown` where they can't be read. */
  readonly checksum: pulumi.Output<string> | "unknown";

  constructor(name: string, args: ExporterCertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:ExporterCertificates", name, {}, opts);
    const { files } = args;
    const metadata = { name: args.secretName, namespace: args.namespace, annotations: forced(args.annotations) };
    new k8s.core.v1.Secret(
      `${name}-secret`,
      files === "unknown" ? { metadata } : { metadata, stringData: pulumi.secret({ ...files }) },
      {
        parent: this,
        aliases: [...args.aliases],
        ...(files === "unknown" && { ignoreChanges: ["data", "stringData"] }),
      },
    );
    this.checksum = files === "unknown" ? files : checksum(files["client.crt"], files["ca.crt"]);
    this.registerOutputs({ checksum: this.checksum });
  }
}

/** With kubectl the user may have written into this Secret; Pulumi would not write over that. */
export const forced = (annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...annotations,
  "pulumi.com/patchForce": "true",
});

/** URNs that the exporter's Secret has in the state of a stack called `name`: issued by the stack, or copied. */
export function exporterSecretUrns(name: string, stack: pulumi.Resource) {
  const of = (component: string, type: string, parent: pulumi.Resource | pulumi.Output<string>) =>
    pulumi.createUrn(component, `falco-stack:components:${type}`, parent);
  const secretOf = (owner: string, urn: pulumi.Output<string>) =>
    pulumi.createUrn(`${owner}-secret`, "kubernetes:core/v1:Secret", urn);
  const leaf = `${name}-tls-client-exporter`;
  const copy = copyName(name);
  return {
    issued: secretOf(leaf, of(leaf, "LeafCertificate", of(`${name}-tls`, "MutualTls", stack))),
    copied: secretOf(copy, of(copy, "ExporterCertificates", stack)),
  };
}

/** Name of the resource in a stack called `name`. */
export const copyName = (name: string): string => `${name}-exporter-certificates`;
