import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { create, plain, text, types } from "./engine";

const keys = [
  { algorithm: "RSA", inputs: {}, pem: "RSA PRIVATE KEY", details: { modulusLength: 2048, publicExponent: 65537n } },
  {
    algorithm: "RSA",
    inputs: { rsaBits: 3072 },
    pem: "RSA PRIVATE KEY",
    details: { modulusLength: 3072, publicExponent: 65537n },
  },
  { algorithm: "ECDSA", inputs: {}, pem: "EC PRIVATE KEY", details: { namedCurve: "secp224r1" } },
  { algorithm: "ECDSA", inputs: { ecdsaCurve: "P256" }, pem: "EC PRIVATE KEY", details: { namedCurve: "prime256v1" } },
  { algorithm: "ECDSA", inputs: { ecdsaCurve: "P384" }, pem: "EC PRIVATE KEY", details: { namedCurve: "secp384r1" } },
  { algorithm: "ECDSA", inputs: { ecdsaCurve: "P521" }, pem: "EC PRIVATE KEY", details: { namedCurve: "secp521r1" } },
  { algorithm: "ED25519", inputs: {}, pem: "PRIVATE KEY", details: {} },
];

const header = (pem: string): string | undefined => /^-----BEGIN (.+)-----\n/.exec(pem)?.[1];

test.each(keys)("privateKey $algorithm $inputs is a real key in the real provider's formats", async (wanted) => {
  const resource = await create(types.privateKey, { algorithm: wanted.algorithm, ...wanted.inputs });
  const [older, pkcs8] = [text(resource, "privateKeyPem"), text(resource, "privateKeyPemPkcs8")];
  const key = createPrivateKey(older);
  const publicKey = createPublicKey(text(resource, "publicKeyPem"));

  expect(key.asymmetricKeyDetails).toEqual(wanted.details);
  expect([older, pkcs8, text(resource, "publicKeyPem")].map(header)).toEqual([wanted.pem, "PRIVATE KEY", "PUBLIC KEY"]);
  expect(createPrivateKey(pkcs8).equals(key)).toBe(true);
  expect(createPublicKey(key).equals(publicKey)).toBe(true);
  const der = publicKey.export({ type: "spki", format: "der" });
  expect(resource.id).toBe(createHash("sha1").update(der).digest("hex"));
});

test("privateKey fills in defaults in its outputs, not in its inputs", async () => {
  const resource = await create(types.privateKey, { algorithm: "ED25519" });

  expect(resource.inputs).toEqual({ algorithm: "ED25519" });
  expect(plain(resource)).toMatchObject({
    rsaBits: 2048,
    ecdsaCurve: "P224",
    id: resource.id,
    __meta: '{"schema_version":"1"}',
  });
  expect(Object.keys(resource.outputs).sort()).toEqual([
    "__meta",
    "algorithm",
    "ecdsaCurve",
    "id",
    "privateKeyOpenssh",
    "privateKeyPem",
    "privateKeyPemPkcs8",
    "publicKeyFingerprintMd5",
    "publicKeyFingerprintSha256",
    "publicKeyOpenssh",
    "publicKeyPem",
    "rsaBits",
  ]);
});
