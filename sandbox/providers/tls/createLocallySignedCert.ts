import type { Created } from "../resourceKind.ts";
import { issueCertificate } from "./issueCertificate.ts";
import type { LocallySignedCertInputs } from "./locallySignedCert.ts";
import { signingKeys } from "./signingKeys.ts";
import {
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  type JsonGeneralNames,
} from "./x509.ts";

const read = <Data>(pem: string, property: string, what: string, Type: new (pem: string) => Data): Data => {
  try {
    return new Type(pem);
  } catch {
    throw new Error(`${property} is not a ${what} in PEM`);
  }
};

/** The names that a certificate takes over from its request, in the order in which Go writes them. */
const requestedAltNames = (request: Pkcs10CertificateRequest): JsonGeneralNames => {
  const extension = request.extensions.find((one) => one instanceof SubjectAlternativeNameExtension);
  const requested = extension?.names.toJSON() ?? [];
  return ["dns", "ip", "url"].flatMap((type) => requested.filter((name) => name.type === type));
};

/** Issues the certificate that a request asks for, in the name of a CA. */
export const createLocallySignedCert = async (wanted: LocallySignedCertInputs): Promise<Created> => {
  const request = read(wanted.certRequestPem, "certRequestPem", "certificate request", Pkcs10CertificateRequest);
  const ca = read(wanted.caCertPem, "caCertPem", "certificate", X509Certificate);
  const signing = await signingKeys(wanted.caPrivateKeyPem, "caPrivateKeyPem");
  if (!ca.publicKey.equal(signing.publicKey)) {
    throw new Error("caPrivateKeyPem is not the key of the certificate caCertPem");
  }
  const { id, outputs } = await issueCertificate(
    { name: request.subjectName, altNames: requestedAltNames(request), publicKey: request.publicKey },
    { name: ca.subjectName, signing, keyId: ca.getExtension(SubjectKeyIdentifierExtension)?.keyId },
    wanted,
  );
  return { id, outputs: { ...outputs, caKeyAlgorithm: signing.algorithm } };
};
