import type { X509Certificate } from "node:crypto";
import { isUsedFor } from "./keyUsage";

/** Certificates on the way that are tried; real chains have one or two. */
const longest = 8;

/**
 * The way from a leaf to a CA among `trusted`, both included; undefined where there is none. Each of `between`, which
 * the leaf's owner shows with it, is used once at most, and only CAs sign. Ends of validity are left to the caller.
 */
export function chainTo(
  leaf: X509Certificate,
  between: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): readonly X509Certificate[] | undefined {
  if (trusted.some((one) => one.fingerprint256 === leaf.fingerprint256)) return [leaf];
  const anchor = trusted.find((one) => hasSigned(one, leaf));
  if (anchor) return [leaf, anchor];
  if (between.length > longest) return undefined;
  for (const next of between.filter((one) => hasSigned(one, leaf))) {
    const rest = chainTo(
      next,
      between.filter((one) => one !== next),
      trusted,
    );
    if (rest) return [leaf, ...rest];
  }
  return undefined;
}

const hasSigned = (ca: X509Certificate, certificate: X509Certificate): boolean =>
  ca.ca && isUsedFor(ca, "keyCertSign") && certificate.checkIssued(ca) && certificate.verify(ca.publicKey);
