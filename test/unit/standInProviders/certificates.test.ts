import { X509Certificate } from "node:crypto";
import { authority, leaf, p256, type Certified } from "./authority";
import { create, plain, text, types } from "./engine";

let ca: Certified;
beforeAll(async () => {
  ca = await authority();
});

const parse = ({ certPem }: Certified): X509Certificate => new X509Certificate(certPem);

const holds = (certified: Certified, extension: string): boolean =>
  parse(certified).raw.toString("hex").includes(extension);

/** DER of whole extensions: identifier, critical where it is, value. */
const extensions = {
  caUses: "300e0603551d0f0101ff040403020186",
  signatureAndEncipherment: "300e0603551d0f0101ff0404030205a0",
  isCa: "300f0603551d130101ff040530030101ff",
  isCaOfTwo: "30120603551d130101ff040830060101ff020102",
  isNoCa: "300c0603551d130101ff04023000",
  criticalAltName: "0603551d110101ff",
  subjectKeyId: "0603551d0e",
  authorityKeyId: "0603551d23",
};

test("selfSignedCert is a CA that verifies itself and can sign certificates and revocation lists", () => {
  const cert = parse(ca);

  expect([cert.ca, cert.verify(cert.publicKey), cert.subject]).toEqual([true, true, "CN=Falco CA"]);
  expect([holds(ca, extensions.caUses), holds(ca, extensions.isCa), holds(ca, extensions.subjectKeyId)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(holds(ca, extensions.authorityKeyId)).toBe(false);
  expect(cert.keyUsage).toBeUndefined();
});

test("selfSignedCert writes its own key identifier as the authority's where asked to", async () => {
  const cert = parse(await authority({ setAuthorityKeyId: true }));

  expect(cert.checkIssued(cert)).toBe(true);
  expect(cert.raw.toString("hex").split(extensions.authorityKeyId)).toHaveLength(2);
});

test.each([
  [{ maxPathLength: 2 }, extensions.isCaOfTwo],
  // As the real provider, for which 0 and -1 are no limit.
  [{ maxPathLength: 0 }, extensions.isCa],
  [{ maxPathLength: -1 }, extensions.isCa],
  [{ isCaCertificate: false }, extensions.isNoCa],
])("selfSignedCert with %p has its basic constraints", async (terms, extension) => {
  expect(holds(await authority(terms), extension)).toBe(true);
});

test("selfSignedCert writes a subject's parts in Go's order", async () => {
  const subject = {
    commonName: "Falco & CA",
    organization: "Falco",
    organizationalUnit: "Ops",
    country: "CH",
    province: "ZH",
    locality: "Zürich",
    streetAddresses: ["A 1", "B 2"],
    postalCode: "8000",
    serialNumber: "7",
    emailAddress: "falco@example.com",
  };
  expect(parse(await authority({ subject })).subject.split("\n")).toEqual([
    "C=CH",
    "ST=ZH",
    "L=Zürich",
    "street=A 1 + street=B 2",
    "postalCode=8000",
    "O=Falco",
    "OU=Ops",
    "CN=Falco & CA",
    "serialNumber=7",
    "emailAddress=falco@example.com",
  ]);
});

test("locallySignedCert has the names, key and subject of its request and the CA's signature", async () => {
  const names = {
    dnsNames: ["falco-grpc-local", "falco-grpc-local.falco.svc", "localhost"],
    ipAddresses: ["127.0.0.1", "::1"],
    uris: ["spiffe://falco/server"],
  };
  const server = await leaf(ca, names);
  const cert = parse(server);

  expect(cert.subjectAltName?.split(", ")).toEqual([
    "DNS:falco-grpc-local",
    "DNS:falco-grpc-local.falco.svc",
    "DNS:localhost",
    "IP Address:127.0.0.1",
    "IP Address:0:0:0:0:0:0:0:1",
    "URI:spiffe://falco/server",
  ]);
  expect([cert.subject, cert.issuer, cert.ca]).toEqual(["CN=falco", "CN=Falco CA", false]);
  expect(cert.publicKey.export({ type: "spki", format: "pem" })).toBe(text(server.key, "publicKeyPem"));
  expect([cert.checkIssued(parse(ca)), cert.verify(parse(ca).publicKey)]).toEqual([true, true]);
  expect(cert.verify(parse(await authority()).publicKey)).toBe(false);
  expect([holds(server, extensions.isNoCa), holds(server, extensions.authorityKeyId)]).toEqual([true, true]);
  expect([holds(server, extensions.subjectKeyId), holds(server, extensions.criticalAltName)]).toEqual([false, false]);
});

test.each([
  [["server_auth"], ["1.3.6.1.5.5.7.3.1"]],
  [
    ["client_auth", "code_signing"],
    ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.3"],
  ],
  [["digital_signature"], undefined],
])("locallySignedCert for %p has the extended key usages %p", async (allowedUses, expected) => {
  expect(parse(await leaf(ca, {}, { allowedUses })).keyUsage).toEqual(expected);
});

test("locallySignedCert has the key usages it was given, critical", async () => {
  const server = await leaf(ca, {}, { allowedUses: ["key_encipherment", "server_auth", "digital_signature"] });
  expect(holds(server, extensions.signatureAndEncipherment)).toBe(true);
});

test("locallySignedCert without a subject makes its names critical", async () => {
  const nameless = await leaf(ca, { subject: {}, dnsNames: ["localhost"] });
  expect(parse(nameless).subject).toBeFalsy();
  expect(holds(nameless, extensions.criticalAltName)).toBe(true);
});

test("certificates have the serial number of their id, and each another one", async () => {
  const all = [ca, await authority(), await leaf(ca), await leaf(ca)];
  const serials = all.map((one) => BigInt(`0x${parse(one).serialNumber}`).toString());

  expect(serials).toEqual(all.map(({ cert }) => cert.id));
  expect(new Set(serials).size).toBe(all.length);
});

test("certificates are valid for the hours they were asked for", async () => {
  const { cert, certPem } = await leaf(ca, {}, { validityPeriodHours: 24 * 365 * 40 });
  const { validityStartTime, validityEndTime } = plain(cert);
  const hours = (Date.parse(String(validityEndTime)) - Date.parse(String(validityStartTime))) / 3_600_000;
  const inSeconds = (time: string): number => Math.floor(Date.parse(time) / 1000);

  expect(hours).toBe(24 * 365 * 40);
  expect(inSeconds(new X509Certificate(certPem).validFrom)).toBe(inSeconds(String(validityStartTime)));
  expect(inSeconds(new X509Certificate(certPem).validTo)).toBe(inSeconds(String(validityEndTime)));
});

const signers = [
  { inputs: { algorithm: "RSA" }, keyAlgorithm: "RSA", signature: "2a864886f70d01010b" },
  { inputs: { algorithm: "ECDSA", ecdsaCurve: "P256" }, keyAlgorithm: "ECDSA", signature: "2a8648ce3d040302" },
  { inputs: { algorithm: "ECDSA", ecdsaCurve: "P384" }, keyAlgorithm: "ECDSA", signature: "2a8648ce3d040303" },
  { inputs: { algorithm: "ECDSA", ecdsaCurve: "P521" }, keyAlgorithm: "ECDSA", signature: "2a8648ce3d040304" },
  { inputs: { algorithm: "ED25519" }, keyAlgorithm: "ED25519", signature: "2b6570" },
];

test.each(signers)("certificates signed with $inputs use the hash of the key", async (signer) => {
  const privateKeyPem = text(await create(types.privateKey, signer.inputs), "privateKeyPem");
  const signed = await authority({ privateKeyPem });
  const request = await create(types.certRequest, { privateKeyPem });

  expect(parse(signed).verify(parse(signed).publicKey)).toBe(true);
  expect(holds(signed, `06${(signer.signature.length / 2).toString(16).padStart(2, "0")}${signer.signature}`)).toBe(
    true,
  );
  expect([plain(signed.cert)["keyAlgorithm"], plain(request)["keyAlgorithm"]]).toEqual([
    signer.keyAlgorithm,
    signer.keyAlgorithm,
  ]);
});

test("certificates and requests are PEM files, the line end included", async () => {
  const request = await create(types.certRequest, { privateKeyPem: ca.keyPem });
  const file = /^-----BEGIN ([A-Z ]+)-----\n(?:[\w+/=]{1,64}\n)+-----END \1-----\n$/;

  expect(file.exec(ca.certPem)?.[1]).toBe("CERTIFICATE");
  expect(file.exec(text(request, "certRequestPem"))?.[1]).toBe("CERTIFICATE REQUEST");
});

test("locallySignedCert reports the algorithm of the CA's key", async () => {
  expect(plain((await leaf(ca)).cert)["caKeyAlgorithm"]).toBe("ECDSA");
});

test.each([
  ["caPrivateKeyPem", "caPrivateKeyPem is not the key of the certificate caCertPem"],
  ["caCertPem", "caCertPem is not a certificate in PEM"],
  ["certRequestPem", "certRequestPem is not a certificate request in PEM"],
])("locallySignedCert refuses a wrong %s by name", async (property, message) => {
  await expect(leaf(ca, {}, { [property]: text(await p256(), "privateKeyPem") })).rejects.toThrow(message);
});

test.each([
  [{ privateKeyPem: "secret" }, "privateKeyPem is not an unencrypted private key in PEM"],
  [{ subject: {} }, "subject is empty, but a CA needs a name"],
  [{ isCaCertificate: false, maxPathLength: 1 }, "maxPathLength needs isCaCertificate"],
])("selfSignedCert refuses %p", async (terms, message) => {
  await expect(authority(terms)).rejects.toThrow(new Error(message));
});

test("selfSignedCert refuses a key that it can't sign with", async () => {
  const privateKeyPem = text(await create(types.privateKey, { algorithm: "ECDSA" }), "privateKeyPem");
  await expect(authority({ privateKeyPem })).rejects.toThrow(
    "privateKeyPem is a secp224r1 key; the stand-in signs with RSA, ECDSA P256, P384, P521 and ED25519",
  );
});
