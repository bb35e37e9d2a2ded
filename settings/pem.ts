import { createPrivateKey, X509Certificate } from "node:crypto";

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, in their order; undefined for one that can't be read. */
export const certificatesIn = (text: string): readonly (X509Certificate | undefined)[] =>
  (text.match(pemCertificate) ?? []).map((pem) => {
    try {
      return new X509Certificate(pem);
    } catch {
      return undefined;
    }
  });

/** Whether a text is a private key in PEM that no passphrase protects. */
export function isPrivateKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch {
    return false;
  }
}
