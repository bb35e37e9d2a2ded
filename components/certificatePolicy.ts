import type * as tls from "@pulumi/tls";

/** Fields of a certificate's subject; those left out are not in it. */
export interface Subject {
  /** Two capital letters. */
  readonly country?: string | undefined;
  readonly province?: string | undefined;
  readonly locality?: string | undefined;
  readonly organization?: string | undefined;
  readonly organizationalUnit?: string | undefined;
  readonly commonName?: string | undefined;
}

/** How the certificates of a stack are made. */
export interface CertificatePolicy {
  readonly algorithm: "ECDSA-P256" | "RSA-4096";
  readonly caValidityDays: number;
  readonly leafValidityDays: number;
  /** A `pulumi up` this close to its end renews a certificate. */
  readonly renewBeforeDays: number;
  /** Any change of it reissues the leaves with new keys. */
  readonly rotation: number;
  /** Subject of the CA; leaves differ in organizational unit and common name. */
  readonly subject: Subject;
}

/** Both are read by Falco's gRPC server and by Go's TLS; Falco has no setting for others. */
export const keyArgs = (algorithm: CertificatePolicy["algorithm"]): tls.PrivateKeyArgs =>
  algorithm === "RSA-4096" ? { algorithm: "RSA", rsaBits: 4096 } : { algorithm: "ECDSA", ecdsaCurve: "P256" };

/** The subject without the fields that are not set. */
export const subjectArgs = (subject: Subject): Record<string, string> =>
  Object.fromEntries(Object.entries(subject).filter((field): field is [string, string] => field[1] !== undefined));

/** The provider counts in hours. */
export const hours = (days: number): number => days * 24;
