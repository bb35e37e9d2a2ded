import { extendedKeyUsages, keyUsages } from "./allowedUses.ts";
import type { CertificateTerms } from "./certificateTerms.ts";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type Extension,
  type JsonGeneralNames,
} from "./x509.ts";

/** The extensions for `uses`, each only where one of its usages is named; a key usage is critical. */
export const usageExtensions = (uses: readonly string[]): Extension[] => {
  const [flag, ...others] = Object.entries(keyUsages)
    .filter(([name]) => uses.includes(name))
    .map(([, name]) => KeyUsageFlags[name]);
  const identifiers = uses.flatMap((use) => extendedKeyUsages[use] ?? []);
  return [
    ...(flag === undefined
      ? []
      : [
          new KeyUsagesExtension(
            others.reduce((all, one) => all | one, flag),
            true,
          ),
        ]),
    ...(identifiers.length > 0 ? [new ExtendedKeyUsageExtension(identifiers)] : []),
  ];
};

/** Says whether the certificate is a CA's, always present and critical. */
export const basicConstraints = ({ isCaCertificate, maxPathLength }: CertificateTerms): BasicConstraintsExtension => {
  // Go reads the real provider's 0 as "no limit" (it would need MaxPathLenZero), and -1 means the same.
  const limit = maxPathLength !== undefined && maxPathLength > 0 ? maxPathLength : undefined;
  if (limit !== undefined && !isCaCertificate) throw new Error("maxPathLength needs isCaCertificate");
  return new BasicConstraintsExtension(isCaCertificate, limit, true);
};

/** The extension for `names`, none without any; critical where no subject says who it is (RFC 5280, 4.2.1.6). */
export const altNameExtensions = (names: JsonGeneralNames, critical: boolean): SubjectAlternativeNameExtension[] =>
  names.length > 0 ? [new SubjectAlternativeNameExtension(names, critical)] : [];
