import { randomBytes } from "node:crypto";
import type { Created } from "../resourceKind.ts";
import { certificateLifecycle, hoursAfter, type CertificateTerms } from "./certificateTerms.ts";
import { altNameExtensions, basicConstraints, usageExtensions } from "./extensions.ts";
import { pemFile } from "./pemFile.ts";
import type { SigningKeys } from "./signingKeys.ts";
import {
  AuthorityKeyIdentifierExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type JsonGeneralNames,
  type Name,
  type PublicKey,
} from "./x509.ts";

/** Whom a certificate is for. */
export interface Holder {
  readonly name: Name;
  readonly altNames: JsonGeneralNames;
  readonly publicKey: PublicKey;
}

/** Who signs it. */
export interface Issuer {
  readonly name: Name;
  readonly signing: SigningKeys;
  /** Its key identifier, hexadecimal, where the certificate is to refer to it. */
  readonly keyId: string | undefined;
}

/** Issues a certificate valid from now on, with a random serial number of 128 bits. */
export const issueCertificate = async (holder: Holder, issuer: Issuer, terms: CertificateTerms): Promise<Created> => {
  const isNameless = holder.name.toJSON().length === 0;
  if (terms.isCaCertificate && isNameless) throw new Error("subject is empty, but a CA needs a name");
  const notBefore = new Date();
  const notAfter = hoursAfter(notBefore, terms.validityPeriodHours);
  const serialNumber = randomBytes(16).toString("hex");
  const keyId = await SubjectKeyIdentifierExtension.create(holder.publicKey);
  const certificate = await X509CertificateGenerator.create({
    serialNumber,
    notBefore,
    notAfter,
    subject: holder.name,
    publicKey: holder.publicKey,
    issuer: issuer.name,
    signingKey: issuer.signing.keys.privateKey,
    signingAlgorithm: issuer.signing.signingAlgorithm,
    // In the order in which Go writes them.
    extensions: [
      ...usageExtensions(terms.allowedUses),
      basicConstraints(terms),
      ...(terms.isCaCertificate || terms.setSubjectKeyId ? [keyId] : []),
      ...(issuer.keyId === undefined ? [] : [new AuthorityKeyIdentifierExtension(issuer.keyId)]),
      ...altNameExtensions(holder.altNames, isNameless),
    ],
  });
  return {
    id: BigInt(`0x${serialNumber}`).toString(),
    outputs: {
      certPem: pemFile(certificate),
      validityStartTime: notBefore.toISOString(),
      validityEndTime: notAfter.toISOString(),
      ...certificateLifecycle.derived(terms),
    },
  };
};
