import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Identity } from "./handshake";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
const uses = { server: x509.ExtendedKeyUsage.serverAuth, client: x509.ExtendedKeyUsage.clientAuth } as const;

/** Signs a certificate for one side. */
type Sign = (subject: string, side: keyof typeof uses, sans?: readonly string[]) => Promise<Identity>;

/** A CA that isn't the stack's, though it has its name. */
export async function foreignAuthority(): Promise<Sign> {
  x509.cryptoProvider.set(webcrypto);
  const caKeys = await newKeys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=falco-grpc-ca",
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return async (subject, side, sans = []) => {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject,
      issuer: ca.subject,
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.ExtendedKeyUsageExtension([uses[side]]),
        ...(sans.length > 0
          ? [new x509.SubjectAlternativeNameExtension(sans.map((value) => ({ type: "dns", value })))]
          : []),
      ],
    });
    const exported = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return {
      key: x509.PemConverter.encode(exported, "PRIVATE KEY"),
      cert: certificate.toString("pem"),
      ca: ca.toString("pem"),
    };
  };
}

/** A client certificate like the stack's own, of a CA that nobody knows. */
export const foreignClient = async (): Promise<Identity> => (await foreignAuthority())("CN=exporter", "client");
