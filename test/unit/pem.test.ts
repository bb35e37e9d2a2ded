import { generateKeyPairSync } from "node:crypto";
import { certificatesIn, isPrivateKey } from "../../settings/pem";
import { certificatePem } from "./certificatePem";

const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

describe("certificatesIn", () => {
  it("reads each of several, whatever is between them and whatever ends their lines", () => {
    const both = `# one\n${certificatePem}# two\r\n${certificatePem.replaceAll("\n", "\r\n")}`;
    expect(certificatesIn(both).map((one) => one?.subject)).toEqual(["CN=test", "CN=test"]);
  });

  it("shows which one can't be read", () => {
    expect(certificatesIn(certificatePem + broken).map((one) => one?.subject)).toEqual(["CN=test", undefined]);
    expect(certificatesIn("no certificate")).toEqual([]);
  });
});

describe("isPrivateKey", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

  it("knows keys, and that those with a passphrase can't be used", () => {
    expect(isPrivateKey(String(privateKey.export({ type: "pkcs8", format: "pem" })))).toBe(true);
    expect(isPrivateKey(String(privateKey.export({ type: "sec1", format: "pem" })))).toBe(true);
    const encrypted = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
    expect(isPrivateKey(String(encrypted))).toBe(false);
    expect(isPrivateKey("x")).toBe(false);
  });
});
