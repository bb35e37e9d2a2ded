import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { hours, keyArgs, subjectArgs, type CertificatePolicy } from "./certificatePolicy";
import { forced } from "./exporterCertificates";
import { LeafCertificate, type LeafCertificateArgs } from "./leafCertificate";

/** A system of the user's own that reads Falco's gRPC output. */
export interface GrpcClient {
  /** Common name of its certificate. */
  readonly name: string;
  readonly secretName: string;
}

export interface MutualTlsArgs {
  readonly policy: CertificatePolicy;
  /** Namespace of all Secrets. */
  readonly namespace: pulumi.Input<string>;
  /** DNS names of the server, the first one also its common name. `localhost` is added. */
  readonly serverNames: readonly [string, ...string[]];
  readonly serverSecretName: string;
  readonly exporterSecretName: string;
  /** Where the state may have the exporter's Secret from the time when what is in it was the user's. */
  readonly exporterSecretAliases: readonly pulumi.Input<pulumi.URN>[];
  /** Everyone who reads Falco's gRPC output has a certificate of their own. */
  readonly clients: readonly GrpcClient[];
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * The CA of Falco's gRPC link and the certificates of both sides. Falco lets in whatever this CA signed, with no list
 * of names (falco 0.43.1, userspace/falco/grpc_server.cpp), so it signs for nothing else.
 */
export class MutualTls extends pulumi.ComponentResource {
  readonly server: LeafCertificate;
  readonly exporter: LeafCertificate;
  /** The earliest end of validity of all certificates, ISO 8601. */
  readonly expires: pulumi.Output<string>;

  constructor(name: string, args: MutualTlsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:MutualTls", name, {}, opts);
    const { policy } = args;
    const caKey = new tls.PrivateKey(`${name}-ca-key`, keyArgs(policy.algorithm), { parent: this });
    const ca = new tls.SelfSignedCert(
      `${name}-ca`,
      {
        privateKeyPem: caKey.privateKeyPem,
        subject: subjectArgs(policy.subject),
        isCaCertificate: true,
        allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
        validityPeriodHours: hours(policy.caValidityDays),
        // While a leaf's whole life still fits into the CA's: no leaf outlives its CA.
        earlyRenewalHours: hours(policy.leafValidityDays),
        setSubjectKeyId: true,
      },
      { parent: this },
    );
    const issuer = { privateKeyPem: caKey.privateKeyPem, certPem: ca.certPem };
    const secret = (secretName: string) => ({
      name: secretName,
      namespace: args.namespace,
      annotations: args.annotations,
    });
    const client = (commonName: string, held: LeafCertificateArgs["secret"]) =>
      new LeafCertificate(
        `${name}-client-${commonName}`,
        { policy, issuer, role: "client", commonName, dnsNames: [], secret: held },
        { parent: this },
      );
    this.server = new LeafCertificate(
      `${name}-server`,
      {
        policy,
        issuer,
        role: "server",
        commonName: args.serverNames[0],
        dnsNames: [...args.serverNames, "localhost"],
        secret: secret(args.serverSecretName),
      },
      { parent: this },
    );
    this.exporter = client("exporter", {
      ...secret(args.exporterSecretName),
      annotations: forced(args.annotations),
      aliases: args.exporterSecretAliases,
    });
    const clients = args.clients.map(({ name: reader, secretName }) => client(reader, secret(secretName)));
    const leaves = [this.server, this.exporter, ...clients];
    this.expires = pulumi.all([ca.validityEndTime, ...leaves.map(({ expires }) => expires)]).apply(earliest);
    this.registerOutputs({ expires: this.expires });
  }
}

/** The earliest of some times, which may be of different zones; in UTC. */
export const earliest = (times: readonly string[]): string =>
  new Date(Math.min(...times.map((time) => Date.parse(time)))).toISOString();
