import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { authority, leaf, p256, type Certified } from "./authority";
import { create, diff, plain, text, types, update, type Resource, type Type } from "./engine";

let ca: Certified;
let existing: Record<Type, Resource>;
beforeAll(async () => {
  ca = await authority({ dnsNames: ["a"], maxPathLength: 1, earlyRenewalHours: 2 });
  const privateKeyPem = text(await p256(), "privateKeyPem");
  existing = {
    [types.privateKey]: ca.key,
    [types.selfSignedCert]: ca.cert,
    [types.locallySignedCert]: (await leaf(ca, {}, { earlyRenewalHours: 2 })).cert,
    [types.certRequest]: await create(types.certRequest, {
      privateKeyPem,
      dnsNames: ["a"],
      subject: { commonName: "a" },
    }),
    [types.password]: await create(types.password, { length: 24, special: false, keepers: { rotation: "1" } }),
  };
});

const unchanged = { changes: false, replaces: [], deleteBeforeReplace: false };
const updated = { changes: true, replaces: [], deleteBeforeReplace: false };
const replaced = (...replaces: string[]) => ({ changes: true, replaces, deleteBeforeReplace: false });

test.each(Object.values(types))("diff of %s with the same inputs changes nothing", async (type) => {
  expect(await diff(existing[type], {})).toEqual(unchanged);
});

test.each(Object.values(types))("diff of %s doesn't mind whether inputs arrive as secrets", async (type) => {
  const secrets = Object.entries(plain(existing[type]))
    .filter(([name]) => name in existing[type].inputs)
    .map(([name, value]) => [name, { [specialSigKey]: specialSecretSig, value }] as const);
  expect(await diff(existing[type], Object.fromEntries(secrets))).toEqual(unchanged);
});

test.each<[Type, Record<string, unknown>]>([
  [types.privateKey, { rsaBits: 2048 }],
  [types.selfSignedCert, { setSubjectKeyId: false, setAuthorityKeyId: false }],
  [types.locallySignedCert, { isCaCertificate: false, setSubjectKeyId: false }],
  [types.password, { number: true, numeric: true, lower: true, minUpper: 0 }],
])("diff of %s with a default written out changes nothing", async (type, change) => {
  expect(await diff(existing[type], change)).toEqual(unchanged);
});

const replacing: [Type, Record<string, unknown>][] = [
  [types.privateKey, { algorithm: "RSA", rsaBits: 3072, ecdsaCurve: "P384" }],
  [
    types.selfSignedCert,
    {
      privateKeyPem: "new",
      subject: { commonName: "new" },
      dnsNames: ["b"],
      ipAddresses: ["127.0.0.1"],
      uris: ["spiffe://b"],
      validityPeriodHours: 101,
      allowedUses: ["cert_signing"],
      isCaCertificate: false,
      maxPathLength: 2,
      setSubjectKeyId: true,
      setAuthorityKeyId: true,
    },
  ],
  [
    types.locallySignedCert,
    {
      certRequestPem: "new",
      caPrivateKeyPem: "new",
      caCertPem: "new",
      validityPeriodHours: 51,
      allowedUses: ["client_auth"],
      isCaCertificate: true,
      maxPathLength: 0,
      setSubjectKeyId: true,
    },
  ],
  [
    types.certRequest,
    { privateKeyPem: "new", subject: undefined, dnsNames: undefined, ipAddresses: ["127.0.0.1"], uris: ["spiffe://b"] },
  ],
  [
    types.password,
    {
      length: 25,
      special: true,
      lower: false,
      upper: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
      minSpecial: 1,
      overrideSpecial: "_",
      keepers: { rotation: "2" },
    },
  ],
];
const single = replacing.flatMap(([type, changes]) =>
  Object.entries(changes).map(([name, value]) => [type, name, value] as const),
);

test.each(single)("diff of %s replaces for another %s", async (type, name, value) => {
  expect(await diff(existing[type], { [name]: value })).toEqual(replaced(name));
});

test.each(single)("diff of %s replaces for a %s that isn't known yet", async (type, name) => {
  expect(await diff(existing[type], { [name]: unknownValue })).toEqual(replaced(name));
});

test.each(replacing)("diff of %s names all that replaces it, sorted", async (type, changes) => {
  expect(await diff(existing[type], changes)).toEqual(replaced(...Object.keys(changes).sort()));
});

test("diff of randomPassword changes number and numeric together", async () => {
  expect(await diff(existing[types.password], { numeric: false })).toEqual(replaced("number", "numeric"));
});

test.each([types.selfSignedCert, types.locallySignedCert])(
  "diff of %s updates for earlyRenewalHours alone",
  async (type) => {
    expect(await diff(existing[type], { earlyRenewalHours: 3 })).toEqual(updated);
    expect(await diff(existing[type], { earlyRenewalHours: undefined })).toEqual(updated);
    expect(await diff(existing[type], { earlyRenewalHours: unknownValue })).toEqual(updated);
  },
);

test("diff of selfSignedCert keeps a maxPathLength that is no longer given", async () => {
  expect(await diff(ca.cert, { maxPathLength: undefined })).toEqual(unchanged);
});

test("update of a certificate changes earlyRenewalHours and nothing else", async () => {
  expect(await update(ca.cert, { earlyRenewalHours: 3 })).toEqual({ ...ca.cert.outputs, earlyRenewalHours: 3 });
});
