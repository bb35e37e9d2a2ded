import { createHash } from "node:crypto";
import { earliest } from "../../components/mutualTls";
import type { SettingsInput } from "../../settings/settings";
import { at, recordStack } from "./fixtures";
import { only } from "./record";

const certType = "tls:index/locallySignedCert:LocallySignedCert";
const requestType = "tls:index/certRequest:CertRequest";
const keyType = "tls:index/privateKey:PrivateKey";
const caType = "tls:index/selfSignedCert:SelfSignedCert";
const secretType = "kubernetes:core/v1:Secret";

const inputsOf = async (type: string, name: string, input: SettingsInput = {}) =>
  only((await recordStack(input)).resources, type, name).inputs;

describe("MutualTls", () => {
  it("makes a CA that may sign and nothing else", async () => {
    expect(await inputsOf(caType, "falco/falco-tls-ca")).toEqual({
      privateKeyPem: "private key of falco/falco-tls-ca-key",
      subject: { organization: "falco", commonName: "falco-grpc-ca" },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
      validityPeriodHours: 3650 * 24,
      earlyRenewalHours: 365 * 24,
      setSubjectKeyId: true,
    });
  });

  it("names the server by every DNS name of the node-local Service, and localhost", async () => {
    expect(await inputsOf(requestType, "falco/falco-tls-server-request")).toEqual({
      privateKeyPem: "private key of falco/falco-tls-server-key",
      subject: { organization: "falco", organizationalUnit: "server", commonName: "falco-grpc-local" },
      dnsNames: [
        "falco-grpc-local",
        "falco-grpc-local.falco",
        "falco-grpc-local.falco.svc",
        "falco-grpc-local.falco.svc.cluster.local",
        "localhost",
      ],
    });
  });

  it("names a client by its reader, with no DNS name", async () => {
    expect(await inputsOf(requestType, "falco/falco-tls-client-exporter-request")).toEqual({
      privateKeyPem: "private key of falco/falco-tls-client-exporter-key",
      subject: { organization: "falco", organizationalUnit: "client", commonName: "exporter" },
    });
  });

  it.each([
    ["falco/falco-tls-server", "server_auth"],
    ["falco/falco-tls-client-exporter", "client_auth"],
    ["falco/falco-tls-client-siem", "client_auth"],
  ])("lets %s be used for %s only", async (name, use) => {
    expect(await inputsOf(certType, name, { grpc: { clients: ["siem"] } })).toMatchObject({
      allowedUses: ["digital_signature", "key_encipherment", use],
      caPrivateKeyPem: "private key of falco/falco-tls-ca-key",
      caCertPem: "certificate falco/falco-tls-ca",
    });
  });

  it("takes lifetimes, subject and algorithm from the settings", async () => {
    const input: SettingsInput = {
      certificates: {
        algorithm: "RSA-4096",
        leafValidityDays: 30,
        renewBeforeDays: 10,
        caValidityDays: 100,
        subject: { country: "AT", commonName: "ca" },
      },
    };
    expect(await inputsOf(certType, "falco/falco-tls-server", input)).toMatchObject({
      validityPeriodHours: 720,
      earlyRenewalHours: 240,
    });
    expect(await inputsOf(caType, "falco/falco-tls-ca", input)).toMatchObject({
      validityPeriodHours: 2400,
      earlyRenewalHours: 720,
      subject: { country: "AT", organization: "falco", commonName: "ca" },
    });
    for (const name of ["falco/falco-tls-ca-key", "falco/falco-tls-server-key"])
      expect(await inputsOf(keyType, name, input)).toEqual({ algorithm: "RSA", rsaBits: 4096 });
    expect(await inputsOf(keyType, "falco/falco-tls-server-key")).toEqual({ algorithm: "ECDSA", ecdsaCurve: "P256" });
  });

  it("reissues the keys of all leaves, not the CA's, when rotation changes", async () => {
    const { resources } = await recordStack({ certificates: { rotation: 7 }, grpc: { clients: ["siem"] } });
    const triggers = resources
      .filter(({ type }) => type === keyType)
      .map(({ name, options: { replacementTrigger: trigger } }) => `${name} ${String(trigger)}`);
    expect(triggers.sort()).toEqual([
      "falco/falco-tls-ca-key undefined",
      "falco/falco-tls-client-exporter-key 7",
      "falco/falco-tls-client-siem-key 7",
      "falco/falco-tls-server-key 7",
    ]);
  });

  it.each([
    ["falco/falco-tls-server-secret", "falco-grpc-server", "server", "falco/falco-tls-server"],
    ["falco/falco-tls-client-exporter-secret", "falco-exporter-certs", "client", "falco/falco-tls-client-exporter"],
    ["falco/falco-tls-client-siem-secret", "falco-grpc-client-siem", "client", "falco/falco-tls-client-siem"],
  ])("%s is the Secret %s with the files of a %s", async (resource, name, role, leaf) => {
    const inputs = await inputsOf(secretType, resource, { grpc: { clients: ["siem"] } });
    expect(at(inputs, "metadata", "name")).toBe(name);
    expect(inputs["stringData"]).toEqual({
      [`${role}.key`]: `private key of ${leaf}-key`,
      [`${role}.crt`]: `certificate ${leaf}`,
      "ca.crt": "certificate falco/falco-tls-ca",
    });
  });

  it.each([
    ["falco-falco", ["values", "podAnnotations", "checksum/certificates"], "falco/falco-tls-server"],
    [
      "falco-exporter",
      ["values", "daemonset", "annotations", "checksum/certificates"],
      "falco/falco-tls-client-exporter",
    ],
  ])("rolls the pods of %s with their own certificate and the CA", async (release, path, leaf) => {
    const texts = [`certificate ${leaf}`, "certificate falco/falco-tls-ca"];
    const expected = createHash("sha256")
      .update(texts.map((text) => `${text.length}:${text}`).join(""))
      .digest("hex");
    expect(at(await inputsOf("kubernetes:helm.sh/v3:Release", release), ...path)).toBe(expected);
  });
});

describe("earliest", () => {
  it("compares instants, not texts", () => {
    expect(earliest(["2027-01-01T00:00:00Z", "2027-01-01T00:30:00+01:00", "2028-01-01T00:00:00Z"])).toBe(
      "2026-12-31T23:30:00.000Z",
    );
  });
});
