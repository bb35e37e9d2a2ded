import "reflect-metadata";
import { generateKeyPairSync, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto);
const signing = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const purposes = { server: x509.ExtendedKeyUsage.serverAuth, client: x509.ExtendedKeyUsage.clientAuth } as const;

/** Bits of the basic key usage. */
export const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;

/** When the tests look. */
export const now = new Date("2026-11-30T00:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);

/** What is said of a certificate; usual is a CA's or a leaf's of today for a year. */
export interface Wanted {
  readonly sans?: readonly string[];
  readonly purpose?: "server" | "client";
  readonly usage?: x509.KeyUsageFlags;
  readonly from?: number;
  readonly to?: number;
  readonly isCa?: boolean;
  readonly curve?: string;
}

/** A certificate, and what signs with it. */
export interface Issued {
  readonly crt: string;
  readonly key: string;
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** A certificate called `name`, signed by `ca` or by itself. */
export async function issue(name: string, ca?: Issued, wanted: Wanted = {}): Promise<Issued> {
  const { sans = [], purpose, usage, from = -1, to = 365, isCa = ca === undefined, curve = "P-256" } = wanted;
  const keys = await webcrypto.subtle.generateKey({ ...signing, namedCurve: curve }, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${ca?.name ?? name}`,
    publicKey: keys.publicKey,
    signingKey: (ca?.keys ?? keys).privateKey,
    signingAlgorithm: signing,
    notBefore: inDays(from),
    notAfter: inDays(to),
    extensions: [
      ...(isCa ? [new x509.BasicConstraintsExtension(true, undefined, true)] : []),
      ...(sans.length > 0
        ? [new x509.SubjectAlternativeNameExtension(sans.map((value) => ({ type: "dns", value })))]
        : []),
      ...(purpose ? [new x509.ExtendedKeyUsageExtension([purposes[purpose]])] : []),
      ...(usage === undefined ? [] : [new x509.KeyUsagesExtension(usage, true)]),
    ],
  });
  const exported = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    crt: `${certificate.toString("pem")}\n`,
    key: x509.PemConverter.encode(exported, "PRIVATE KEY"),
    name,
    keys,
  };
}

/** Private keys that pods can't read. */
export const encryptedKey = (): string =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" },
  }).privateKey;
