import type { Created } from "../resourceKind.ts";
import { issueCertificate } from "./issueCertificate.ts";
import type { SelfSignedCertInputs } from "./selfSignedCert.ts";
import { signingKeys } from "./signingKeys.ts";
import { distinguishedName } from "./subject.ts";
import { altNames } from "./subjectAltNames.ts";
import { Name, SubjectKeyIdentifierExtension } from "./x509.ts";

/** Issues a certificate whose holder is its issuer. */
export const createSelfSignedCert = async (wanted: SelfSignedCertInputs): Promise<Created> => {
  const signing = await signingKeys(wanted.privateKeyPem, "privateKeyPem");
  const name = new Name(distinguishedName(wanted.subject));
  const { keyId } = await SubjectKeyIdentifierExtension.create(signing.publicKey);
  const { id, outputs } = await issueCertificate(
    { name, altNames: altNames(wanted), publicKey: signing.publicKey },
    { name, signing, keyId: wanted.setAuthorityKeyId ? keyId : undefined },
    wanted,
  );
  return { id, outputs: { ...outputs, keyAlgorithm: signing.algorithm } };
};
