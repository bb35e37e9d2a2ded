import { createPrivateKey, createPublicKey, webcrypto, type KeyObject } from "node:crypto";
import { curveNamed } from "./curves.ts";
import { PublicKey } from "./x509.ts";

/** A key pair that signs certificates or certificate requests. */
export interface SigningKeys {
  /** The real provider's name of the algorithm. */
  readonly algorithm: "RSA" | "ECDSA" | "ED25519";
  readonly keys: { readonly privateKey: webcrypto.CryptoKey; readonly publicKey: webcrypto.CryptoKey };
  /** Go's choice for the key: SHA-256 with RSA, the hash of the curve's size with ECDSA. */
  readonly signingAlgorithm: { readonly name: string; readonly hash?: string };
  readonly publicKey: PublicKey;
}

interface Scheme {
  readonly algorithm: SigningKeys["algorithm"];
  readonly import: webcrypto.AlgorithmIdentifier | webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams;
  readonly sign: SigningKeys["signingAlgorithm"];
}

const schemeOf = (key: KeyObject, property: string): Scheme => {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa") {
    const name = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    return { algorithm: "RSA", import: name, sign: name };
  }
  if (type === "ed25519") return { algorithm: "ED25519", import: { name: "Ed25519" }, sign: { name: "Ed25519" } };
  const curve = curveNamed(details?.namedCurve)?.modern;
  if (!curve) {
    const found = details?.namedCurve ?? type ?? "unknown";
    throw new Error(`${property} is a ${found} key; the stand-in signs with RSA, ECDSA P256, P384, P521 and ED25519`);
  }
  return {
    algorithm: "ECDSA",
    import: { name: "ECDSA", namedCurve: curve.webCrypto },
    sign: { name: "ECDSA", hash: curve.hash },
  };
};

const parse = (pem: string, property: string): KeyObject => {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error(`${property} is not an unencrypted private key in PEM`);
  }
};

/** Reads the private key `pem`; errors name the input `property` that it came from and never show the key. */
export const signingKeys = async (pem: string, property: string): Promise<SigningKeys> => {
  const privateKey = parse(pem, property);
  const scheme = schemeOf(privateKey, property);
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
  return {
    algorithm: scheme.algorithm,
    keys: {
      privateKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, scheme.import, false, ["sign"]),
      publicKey: await webcrypto.subtle.importKey("spki", publicKey, scheme.import, true, ["verify"]),
    },
    signingAlgorithm: scheme.sign,
    publicKey: new PublicKey(publicKey),
  };
};
