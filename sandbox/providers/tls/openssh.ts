import { createHash, randomBytes, type JsonWebKey, type KeyObject } from "node:crypto";
import { curveNamed } from "./curves.ts";

/** A key in OpenSSH's formats; all empty for a key that OpenSSH can't hold (ECDSA P224), as in the real provider. */
export interface OpensshKey {
  readonly privateKeyOpenssh: string;
  readonly publicKeyOpenssh: string;
  readonly publicKeyFingerprintMd5: string;
  readonly publicKeyFingerprintSha256: string;
}

// The wire types of RFC 4251, section 5.
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const string = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
};
const mpint = (bytes: Buffer): Buffer => {
  const first = bytes.findIndex((byte) => byte !== 0);
  const magnitude = bytes.subarray(first);
  return string((magnitude[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude);
};

interface Parts {
  readonly type: string;
  /** What follows the type in a public key. */
  readonly publicFields: readonly Buffer[];
  /** What follows the type in a private key. */
  readonly privateFields: readonly Buffer[];
}

const number = (jwk: JsonWebKey, name: "n" | "e" | "d" | "p" | "q" | "qi" | "x" | "y"): Buffer => {
  const value = jwk[name];
  if (value === undefined) throw new Error(`the key has no ${name}`);
  return Buffer.from(value, "base64url");
};

const rsaParts = (jwk: JsonWebKey): Parts => {
  const [n, e] = [mpint(number(jwk, "n")), mpint(number(jwk, "e"))];
  const secrets = (["d", "qi", "p", "q"] as const).map((name) => mpint(number(jwk, name)));
  return { type: "ssh-rsa", publicFields: [e, n], privateFields: [n, e, ...secrets] };
};

const ed25519Parts = (jwk: JsonWebKey): Parts => {
  const [x, d] = [number(jwk, "x"), number(jwk, "d")];
  return { type: "ssh-ed25519", publicFields: [string(x)], privateFields: [string(x), string(Buffer.concat([d, x]))] };
};

const ecdsaParts = (jwk: JsonWebKey, curve: string): Parts => {
  const point = string(Buffer.concat([Buffer.of(4), number(jwk, "x"), number(jwk, "y")]));
  const publicFields = [string(curve), point];
  return { type: `ecdsa-sha2-${curve}`, publicFields, privateFields: [...publicFields, mpint(number(jwk, "d"))] };
};

const partsOf = (key: KeyObject): Parts | undefined => {
  if (key.asymmetricKeyType === "rsa") return rsaParts(key.export({ format: "jwk" }));
  if (key.asymmetricKeyType === "ed25519") return ed25519Parts(key.export({ format: "jwk" }));
  const curve = curveNamed(key.asymmetricKeyDetails?.namedCurve)?.modern;
  return curve && ecdsaParts(key.export({ format: "jwk" }), curve.openssh);
};

/** The file format `openssh-key-v1`, unencrypted (OpenSSH's PROTOCOL.key). */
const privateKeyFile = ({ type, privateFields }: Parts, publicKey: Buffer): string => {
  const check = randomBytes(4);
  const unpadded = Buffer.concat([check, check, string(type), ...privateFields, string("")]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (unpadded.length % 8)) % 8));
  const file = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    ...["none", "none", ""].map(string),
    uint32(1),
    string(publicKey),
    string(Buffer.concat([unpadded, padding])),
  ]);
  const lines = file.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
};

/** `key`, a private key, in OpenSSH's formats. */
export const opensshKey = (key: KeyObject): OpensshKey => {
  const parts = partsOf(key);
  if (!parts) {
    return { privateKeyOpenssh: "", publicKeyOpenssh: "", publicKeyFingerprintMd5: "", publicKeyFingerprintSha256: "" };
  }
  const publicKey = Buffer.concat([string(parts.type), ...parts.publicFields]);
  const md5 = createHash("md5").update(publicKey).digest("hex");
  const sha256 = createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "");
  return {
    privateKeyOpenssh: privateKeyFile(parts, publicKey),
    publicKeyOpenssh: `${parts.type} ${publicKey.toString("base64")}\n`,
    publicKeyFingerprintMd5: (md5.match(/../g) ?? []).join(":"),
    publicKeyFingerprintSha256: `SHA256:${sha256}`,
  };
};
