import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Identity } from "./handshake";

/** A client certificate like the stack's own, of a CA that nobody knows. */
export async function foreignClient(): Promise<Identity> {
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const [caKeys, keys] = await Promise.all(
    [0, 1].map(() => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])),
  );
  if (!caKeys || !keys) throw new Error("no keys");
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=falco-grpc-ca",
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=exporter",
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
  });
  const exported = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    key: x509.PemConverter.encode(exported, "PRIVATE KEY"),
    cert: certificate.toString("pem"),
    ca: ca.toString("pem"),
  };
}
