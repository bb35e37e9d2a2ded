import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { Values } from "../../../sandbox/providers/propertyValues.ts";
import { authority, leaf, p256 } from "./authority";
import { checked, create, text, types, type Resource } from "./engine";

const isSecret = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Reflect.get(value, specialSigKey) === specialSecretSig;

const secretsOf = (values: Values): string[] =>
  Object.entries(values)
    .filter(([, value]) => isSecret(value))
    .map(([name]) => name)
    .sort();

const request = async (): Promise<Resource> =>
  create(types.certRequest, { privateKeyPem: text(await p256(), "privateKeyPem"), dnsNames: ["localhost"] });

test.each<[string, () => Promise<Resource>, string[], string[]]>([
  ["privateKey", p256, [], ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"]],
  ["selfSignedCert", async () => (await authority()).cert, ["privateKeyPem"], ["privateKeyPem"]],
  ["certRequest", request, ["privateKeyPem"], ["privateKeyPem"]],
  ["locallySignedCert", async () => (await leaf(await authority())).cert, ["caPrivateKeyPem"], ["caPrivateKeyPem"]],
  ["randomPassword", () => create(types.password, { length: 24 }), [], ["bcryptHash", "result"]],
])("%s has exactly the secrets of the real schema", async (_kind, make, inputs, outputs) => {
  const resource = await make();
  expect([secretsOf(resource.inputs), secretsOf(resource.outputs)]).toEqual([inputs, outputs]);
});

test("an input that the program made secret stays secret in the outputs", async () => {
  const ca = await authority();
  const secret = { [specialSigKey]: specialSecretSig, value: ca.certPem };
  const { cert } = await leaf(ca, {}, { caCertPem: secret });

  expect(secretsOf(cert.inputs)).toEqual(["caCertPem", "caPrivateKeyPem"]);
  expect(secretsOf(cert.outputs)).toEqual(["caCertPem", "caPrivateKeyPem"]);
});

test("an input that the program made secret is not wrapped twice", async () => {
  const secret = { [specialSigKey]: specialSecretSig, value: "pem" };
  expect(await checked(types.certRequest, { privateKeyPem: secret })).toEqual({ privateKeyPem: secret });
});

test("an unknown secret input passes the check", async () => {
  const inputs = await checked(types.certRequest, { privateKeyPem: unknownValue });
  expect(inputs).toEqual({ privateKeyPem: { [specialSigKey]: specialSecretSig, value: unknownValue } });
});
