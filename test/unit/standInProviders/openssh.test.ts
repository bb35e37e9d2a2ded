import { createHash, createPrivateKey } from "node:crypto";
import { create, plain, text, types, type Resource } from "./engine";

/** Reads length-prefixed fields until the bytes end or are padding. */
const fields = (bytes: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return found;
};

const publicBlob = (resource: Resource): Buffer =>
  Buffer.from(text(resource, "publicKeyOpenssh").split(" ")[1] ?? "", "base64");

interface File {
  readonly magic: string;
  readonly head: readonly string[];
  readonly publicKey: Buffer;
  readonly secret: Buffer;
}

const opened = (resource: Resource): File => {
  const base64 = text(resource, "privateKeyOpenssh").split("\n").slice(1, -2).join("");
  const file = Buffer.from(base64, "base64");
  const [cipher, kdf, options] = fields(file.subarray(15));
  const rest = file.subarray(15 + 4 * 3 + 8 + 4);
  const [publicKey, secret] = fields(rest);
  if (!cipher || !kdf || !options || !publicKey || !secret) throw new Error("fields are missing");
  return { magic: file.subarray(0, 15).toString(), head: [cipher, kdf, options].map(String), publicKey, secret };
};

/** An mpint of RFC 4251 in hexadecimal: no leading zeros, but one zero byte before a first bit that would be a sign. */
const mpint = (base64url: string | undefined): string => {
  const digits = BigInt(`0x${Buffer.from(base64url ?? "", "base64url").toString("hex")}`).toString(16);
  const bytes = digits.padStart(digits.length + (digits.length % 2), "0");
  return /^[89a-f]/.test(bytes) ? `00${bytes}` : bytes;
};

const kinds = [
  { inputs: { algorithm: "RSA" }, type: "ssh-rsa", secrets: ["n", "e", "d", "qi", "p", "q"] },
  {
    inputs: { algorithm: "ECDSA", ecdsaCurve: "P256" },
    type: "ecdsa-sha2-nistp256",
    secrets: [undefined, undefined, "d"],
  },
  {
    inputs: { algorithm: "ECDSA", ecdsaCurve: "P521" },
    type: "ecdsa-sha2-nistp521",
    secrets: [undefined, undefined, "d"],
  },
] as const;

describe.each(kinds)("opensshKey of $type", ({ inputs, type, secrets }) => {
  test("holds the numbers of the key, two equal check words and counted padding", async () => {
    const resource = await create(types.privateKey, inputs);
    const { magic, head, publicKey, secret } = opened(resource);
    const jwk = createPrivateKey(text(resource, "privateKeyPem")).export({ format: "jwk" });
    const [name, ...numbers] = fields(secret.subarray(8));

    expect([magic, head, name?.toString()]).toEqual(["openssh-key-v1\0", ["none", "none", ""], type]);
    expect(publicKey.equals(publicBlob(resource))).toBe(true);
    expect(secret.subarray(0, 4).equals(secret.subarray(4, 8))).toBe(true);
    expect(secret.length % 8).toBe(0);
    for (const [index, secretName] of secrets.entries()) {
      if (secretName) expect(numbers[index]?.toString("hex")).toBe(mpint(jwk[secretName]));
    }
  });

  test("has the fingerprints of its public key", async () => {
    const resource = await create(types.privateKey, inputs);
    const sha256 = createHash("sha256").update(publicBlob(resource)).digest("base64");
    const md5 = createHash("md5").update(publicBlob(resource)).digest("hex");

    expect(text(resource, "publicKeyOpenssh")).toMatch(new RegExp(`^${type} \\S+\\n$`));
    expect(text(resource, "publicKeyFingerprintSha256")).toBe(`SHA256:${sha256.replace("=", "")}`);
    expect(text(resource, "publicKeyFingerprintMd5")).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    expect(text(resource, "publicKeyFingerprintMd5").replaceAll(":", "")).toBe(md5);
  });
});

test("opensshKey of ED25519 holds the seed and the public key", async () => {
  const resource = await create(types.privateKey, { algorithm: "ED25519" });
  const jwk = createPrivateKey(text(resource, "privateKeyPem")).export({ format: "jwk" });
  const [name, publicKey, both] = fields(opened(resource).secret.subarray(8));

  expect(name?.toString()).toBe("ssh-ed25519");
  expect(publicKey?.toString("base64url")).toBe(jwk.x);
  expect(both?.toString("base64url")).toBe(
    Buffer.concat([Buffer.from(jwk.d ?? "", "base64url"), publicKey ?? Buffer.of()]).toString("base64url"),
  );
});

test("opensshKey of P224 is empty, because OpenSSH has no such keys", async () => {
  expect(plain(await create(types.privateKey, { algorithm: "ECDSA" }))).toMatchObject({
    privateKeyOpenssh: "",
    publicKeyOpenssh: "",
    publicKeyFingerprintMd5: "",
    publicKeyFingerprintSha256: "",
  });
});
