import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCaBundle } from "../../settings/caBundle";
import { certificatePem } from "./certificatePem";

const directory = mkdtempSync(join(tmpdir(), "falco-stack-ca-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const now = new Date("2026-11-25T22:00:00Z");
const read = (text: string, at = now) => {
  writeFileSync(join(directory, "ca.pem"), text);
  return readCaBundle("ca.pem", directory, at);
};
const expected = (text: string) => read(text).findings.map((finding) => finding.expected);

describe("readCaBundle", () => {
  it("has nothing to say where none is set", () => {
    expect(readCaBundle(undefined, directory, now)).toEqual({ findings: [], warnings: [] });
  });

  it("keeps the file as it is, comments and all", () => {
    const text = `# ours\r\n${certificatePem}\n${certificatePem}`;
    expect(read(text)).toEqual({ text, findings: [], warnings: [] });
  });

  it("warns of a certificate that has ended", () => {
    expect(read(certificatePem, new Date("2127-01-01T00:00:00Z")).warnings).toEqual([
      "falco:caBundle: the certificate of CN=test ended on Nov  1 21:40:56 2126 GMT; nothing that it signed is trusted.",
    ]);
  });

  it.each([
    ["", "a file with certificates in PEM: there is none in it"],
    [
      "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n",
      "a file with certificates in PEM: number 1 can't be read",
    ],
    [
      `${certificatePem}-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n`,
      "a file with certificates in PEM: number 2 can't be read",
    ],
    [
      `${certificatePem}-----BEGIN EC PRIVATE KEY-----\nx\n-----END EC PRIVATE KEY-----\n`,
      "a file with certificates only: there is a private key in it, which every pod would be shown",
    ],
    [
      `\uFEFF${certificatePem}`,
      "a file without a byte order mark: Go does not read the certificate behind it. Save it as UTF-8 without one",
    ],
    [
      `  ${certificatePem}`,
      "a file in which each -----BEGIN stands at the start of its line: Go reads no other certificate",
    ],
    ["x".repeat(1024 * 1024 + 1), "at most 1048576 bytes, what a ConfigMap carries: it has 1048577"],
  ])("refuses %#", (text, message) => {
    expect(expected(text)).toEqual([message]);
    expect(read(text).text).toBeUndefined();
  });

  it("refuses a directory and a file that isn't there", () => {
    expect(readCaBundle(".", directory, now).findings).toEqual([
      { path: ["caBundle"], expected: "a file: it is a directory" },
    ]);
    expect(readCaBundle("none.pem", directory, now).findings).toEqual([
      { path: ["caBundle"], expected: "a file that can be read: there is none" },
    ]);
  });
});
