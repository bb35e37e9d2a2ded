import type { X509Certificate } from "node:crypto";
import { resolve } from "node:path";
import type { Finding } from "./finding";
import { certificatesIn } from "./pem";
import { readFile } from "./ruleFiles/readFile";

/** The company's CAs, and what is wrong with the file that they are in. */
export interface CheckedCaBundle {
  /** PEM as the file has it; undefined where there is none, or it can't be used. */
  readonly text?: string;
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/**
 * Reads `caBundle`.
 *
 * @param path - as set, relative to `directory` or absolute
 * @param now - certificates that are over by then are warned about
 */
export function readCaBundle(path: string | undefined, directory: string, now: Date): CheckedCaBundle {
  if (path === undefined) return { findings: [], warnings: [] };
  const read = readFile(resolve(directory, path));
  if ("remark" in read) return refused(`${read.remark.expected}: ${read.remark.found}`);
  if (read.text.startsWith("\uFEFF"))
    return refused(
      "a file without a byte order mark: Go does not read the certificate behind it. Save it as UTF-8 without one",
    );
  if (/[^\r\n]-----BEGIN /.test(read.text))
    return refused("a file in which each -----BEGIN stands at the start of its line: Go reads no other certificate");
  const holdsKey = read.text.includes("PRIVATE KEY-----");
  if (holdsKey)
    return refused("a file with certificates only: there is a private key in it, which every pod would be shown");
  const certificates = certificatesIn(read.text);
  if (certificates.length === 0) return refused("a file with certificates in PEM: there is none in it");
  const broken = certificates.findIndex((certificate) => certificate === undefined);
  if (broken >= 0) return refused(`a file with certificates in PEM: number ${broken + 1} can't be read`);
  return {
    text: read.text,
    findings: [],
    warnings: certificates.flatMap((certificate) => (certificate ? expired(certificate, now) : [])),
  };
}

const refused = (expected: string): CheckedCaBundle => ({
  findings: [{ path: ["caBundle"], expected }],
  warnings: [],
});

const expired = ({ subject, validTo }: X509Certificate, now: Date): string[] =>
  Date.parse(validTo) < now.getTime()
    ? [
        `falco:caBundle: the certificate of ${subject.replaceAll("\n", ", ")} ended on ${validTo}; nothing that it signed is trusted.`,
      ]
    : [];
