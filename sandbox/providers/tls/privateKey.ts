import { createHash, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";
import { resourceKind } from "../resourceKind.ts";
import { curves } from "./curves.ts";
import { opensshKey } from "./openssh.ts";

const generate = promisify(generateKeyPair);

const inputs = z.strictObject({
  algorithm: z.enum(["RSA", "ECDSA", "ED25519"]),
  // Go's crypto/rsa, which the real provider uses, refuses less.
  rsaBits: z.int().min(1024),
  ecdsaCurve: z.enum(["P224", "P256", "P384", "P521"]),
});

const newKey = async ({ algorithm, rsaBits, ecdsaCurve }: z.output<typeof inputs>): Promise<KeyObject> => {
  switch (algorithm) {
    case "RSA":
      return (await generate("rsa", { modulusLength: rsaBits })).privateKey;
    case "ECDSA":
      return (await generate("ec", { namedCurve: curves[ecdsaCurve].openssl })).privateKey;
    case "ED25519":
      return (await generate("ed25519", {})).privateKey;
  }
};

/** RSA and EC keys in their older formats: what the real provider writes into `privateKeyPem`. */
const pemTypes = { RSA: "pkcs1", ECDSA: "sec1", ED25519: "pkcs8" } as const;

/** A private key, kept in the state. */
export const privateKey = resourceKind({
  type: "tls:index/privateKey:PrivateKey",
  schemaVersion: 1,
  inputs,
  secrets: ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"],
  updatable: [],
  sticky: [],
  withDefaults: (given) => ({ rsaBits: 2048, ecdsaCurve: "P224", ...given }),

  create: async (wanted) => {
    const key = await newKey(wanted);
    const publicKey = createPublicKey(key);
    const id = createHash("sha1")
      .update(publicKey.export({ type: "spki", format: "der" }))
      .digest("hex");
    return {
      id,
      outputs: {
        privateKeyPem: key.export({ type: pemTypes[wanted.algorithm], format: "pem" }),
        privateKeyPemPkcs8: key.export({ type: "pkcs8", format: "pem" }),
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }),
        ...opensshKey(key),
      },
    };
  },
});
