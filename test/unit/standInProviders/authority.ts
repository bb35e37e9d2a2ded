import type { Values } from "../../../sandbox/providers/propertyValues.ts";
import { create, text, types, type Resource } from "./engine";

/** A CA, or a leaf certificate of one, with its key. */
export interface Certified {
  readonly key: Resource;
  readonly cert: Resource;
  readonly keyPem: string;
  readonly certPem: string;
}

/** A new ECDSA P256 key. */
export const p256 = (): Promise<Resource> => create(types.privateKey, { algorithm: "ECDSA", ecdsaCurve: "P256" });

/** A CA of its own; `terms` adds to its inputs or replaces them. */
export const authority = async (terms: Values = {}): Promise<Certified> => {
  const key = await p256();
  const keyPem = text(key, "privateKeyPem");
  const cert = await create(types.selfSignedCert, {
    privateKeyPem: keyPem,
    subject: { commonName: "Falco CA" },
    validityPeriodHours: 100,
    allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
    isCaCertificate: true,
    ...terms,
  });
  return { key, cert, keyPem, certPem: text(cert, "certPem") };
};

/** A certificate of `ca` for a new key; `request` and `terms` add to the inputs or replace them. */
export const leaf = async (ca: Certified, request: Values = {}, terms: Values = {}): Promise<Certified> => {
  const key = await p256();
  const keyPem = text(key, "privateKeyPem");
  const csr = await create(types.certRequest, { privateKeyPem: keyPem, subject: { commonName: "falco" }, ...request });
  const cert = await create(types.locallySignedCert, {
    certRequestPem: text(csr, "certRequestPem"),
    caPrivateKeyPem: ca.keyPem,
    caCertPem: ca.certPem,
    validityPeriodHours: 50,
    allowedUses: ["digital_signature", "server_auth"],
    ...terms,
  });
  return { key, cert, keyPem, certPem: text(cert, "certPem") };
};
