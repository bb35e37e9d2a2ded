import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { failures, providers, types, urn, type Type } from "./engine";

const cert = { privateKeyPem: "pem", validityPeriodHours: 10, allowedUses: ["server_auth"] };
const standIn = "tls: stand-in provider of the sandbox, not the real plugin";

test.each<[string, Type, Record<string, unknown>, string[]]>([
  ["no algorithm", types.privateKey, {}, ['algorithm: Invalid option: expected one of "RSA"|"ECDSA"|"ED25519"']],
  [
    "a weak RSA key",
    types.privateKey,
    { algorithm: "RSA", rsaBits: 512 },
    ["rsaBits: Too small: expected number to be >=1024"],
  ],
  [
    "another curve",
    types.privateKey,
    { algorithm: "ECDSA", ecdsaCurve: "P192" },
    ['ecdsaCurve: Invalid option: expected one of "P224"|"P256"|"P384"|"P521"'],
  ],
  [
    "no address",
    types.certRequest,
    { privateKeyPem: "pem", ipAddresses: ["::1", "falco"] },
    ["ipAddresses.1: expected an IP address"],
  ],
  [
    "a part of no subject",
    types.certRequest,
    { privateKeyPem: "pem", subject: { cn: "x" } },
    [`subject: Unrecognized key: "cn" (${standIn})`],
  ],
  [
    "a key that isn't stored",
    types.certRequest,
    { privateKeyPem: "pem", privateKeyPemWo: "pem" },
    [`: Unrecognized key: "privateKeyPemWo" (${standIn})`],
  ],
  [
    "two mistakes",
    types.selfSignedCert,
    { ...cert, validityPeriodHours: -1, earlyRenewalHours: "1" },
    [
      "validityPeriodHours: Too small: expected number to be >=0",
      "earlyRenewalHours: Invalid input: expected number, received string",
    ],
  ],
  [
    "an authority key id without a key id",
    types.selfSignedCert,
    { ...cert, setAuthorityKeyId: true },
    ["setAuthorityKeyId: expected setSubjectKeyId or isCaCertificate to be set too"],
  ],
  ["no password", types.password, { length: 0 }, ["length: Too small: expected number to be >=1"]],
  [
    "too short for its parts",
    types.password,
    { length: 3, minLower: 2, minNumeric: 2 },
    ["length: expected at least the sum of minLower, minUpper, minNumeric and minSpecial"],
  ],
  [
    "number unlike numeric",
    types.password,
    { length: 8, number: true, numeric: false },
    ["number: expected the same as numeric"],
  ],
  [
    "no characters",
    types.password,
    { length: 8, lower: false, upper: false, numeric: false, special: false },
    ["numeric: expected true for one of lower, upper, numeric and special"],
  ],
])("check refuses %s", async (_mistake, type, inputs, expected) => {
  expect(await failures(type, inputs)).toEqual(expected);
});

test("check names an unknown usage and those that exist", async () => {
  const [failure, ...others] = await failures(types.selfSignedCert, {
    ...cert,
    allowedUses: ["server_auth", "server"],
  });
  expect(failure).toMatch(
    /^allowedUses.1: Invalid option: expected one of "any_extended"\|"cert_signing"\|.*\|"timestamping"$/,
  );
  expect(others).toEqual([]);
});

test.each<[Type, Record<string, unknown>]>([
  [types.privateKey, { algorithm: unknownValue, rsaBits: unknownValue }],
  [types.certRequest, { privateKeyPem: unknownValue, dnsNames: ["a", unknownValue], subject: unknownValue }],
  [
    types.selfSignedCert,
    { ...cert, validityPeriodHours: unknownValue, allowedUses: [unknownValue], isCaCertificate: unknownValue },
  ],
  [
    types.locallySignedCert,
    {
      ...cert,
      privateKeyPem: undefined,
      certRequestPem: unknownValue,
      caPrivateKeyPem: unknownValue,
      caCertPem: unknownValue,
    },
  ],
  [types.password, { length: unknownValue, minLower: 3 }],
])("check of %s leaves what is unknown for later", async (type, inputs) => {
  expect(await failures(type, inputs)).toEqual([]);
});

test("a resource that the stand-in lacks is refused, naming what it has", () => {
  const type = "random:index/randomPet:RandomPet";
  expect(() => providers.random.check(urn(type), {}, {})).toThrow(
    `random: stand-in provider of the sandbox, not the real plugin: it has no ${type}, only ${types.password}`,
  );
});

test("an import is refused", () => {
  expect(() => providers.random.read("secret", urn(types.password), {})).toThrow(
    `random: stand-in provider of the sandbox, not the real plugin: it can't import ${types.password} secret`,
  );
});
