import { createPrivateKey, type KeyObject, type X509Certificate } from "node:crypto";
import { certificatesIn } from "../../settings/pem";
import { isFor, isUsedFor } from "./keyUsage";
import { doubtful, wrong, type Remark, type SecretTexts } from "./secretTexts";

/** How long certificates have to be valid. */
export interface Validity {
  readonly now: Date;
  /** Days before an end from which on it is warned about. */
  readonly renewBeforeDays: number;
}

/** The certificate of one side, and what it shows with it. */
export interface Shown {
  readonly leaf: X509Certificate;
  readonly between: readonly X509Certificate[];
}

type Side = "server" | "client";
const dayMs = 24 * 60 * 60 * 1000;

/** Go and OpenSSL find PEM at the beginning of a line only; a byte order mark hides the first block. */
const isHidden = (text: string): boolean => /[^\n]-----BEGIN /.test(text);

/** The certificates of a key, the first one being the leaf where it is that of a side; a remark where they can't be read. */
export function readCertificates(texts: SecretTexts, key: string): readonly X509Certificate[] | Remark {
  const text = texts.text(key) ?? "";
  const found = certificatesIn(text);
  if (found.length === 0) return wrong(`has no certificate in PEM in ${key}`, key);
  if (isHidden(text))
    return wrong(`has something before -----BEGIN in ${key}, a byte order mark perhaps: it can't be read`, key);
  const certificates = found.flatMap((one) => one ?? []);
  return certificates.length === found.length
    ? certificates
    : wrong(`has a certificate in ${key} that can't be read`, key);
}

/** What is wrong with key and certificate of one side, each by itself. */
export function identityRemarks(texts: SecretTexts, side: Side, validity: Validity): readonly Remark[] {
  const [crt, key] = [`${side}.crt`, `${side}.key`];
  const certificates = readCertificates(texts, crt);
  const privateKey = readPrivateKey(texts, key);
  const remarks = "severity" in privateKey ? [privateKey] : keyRemarks(privateKey, key);
  if ("severity" in certificates) return [certificates, ...remarks];
  const [leaf] = certificates;
  if (leaf === undefined) return remarks;
  const matches = "severity" in privateKey || leaf.checkPrivateKey(privateKey);
  const partner = side === "server" ? "Clients refuse it" : "Servers refuse it";
  return [
    ...remarks,
    ...(matches ? [] : [wrong(`has a ${key} that doesn't belong to the first certificate in ${crt}`, crt, key)]),
    ...(isFor(leaf, side)
      ? []
      : [wrong(`has a certificate in ${crt} whose extended key usage lacks ${side}Auth. ${partner}`, crt)]),
    ...(isUsedFor(leaf, "digitalSignature")
      ? []
      : [wrong(`has a certificate in ${crt} whose key usage lacks digitalSignature. ${partner}`, crt)]),
    ...validityRemarks(leaf, `a certificate in ${crt}`, crt, validity),
  ];
}

/** What is wrong with the time in which a certificate is valid; `what` names it. */
export function validityRemarks(
  { validFrom, validTo }: X509Certificate,
  what: string,
  key: string,
  { now, renewBeforeDays }: Validity,
): readonly Remark[] {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (to < now.getTime()) return [wrong(`has ${what} that ended on ${day(to)}`, key)];
  if (from > now.getTime()) return [wrong(`has ${what} that isn't valid before ${day(from)}`, key)];
  const days = Math.floor((to - now.getTime()) / dayMs);
  return days < renewBeforeDays
    ? [doubtful(`has ${what} that ends on ${day(to)}, in ${days} days; \`pulumi up\` renews none of yours`, key)]
    : [];
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

function readPrivateKey(texts: SecretTexts, key: string): KeyObject | Remark {
  const text = texts.text(key) ?? "";
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text))
    return wrong(`has a key in ${key} that a passphrase protects, which nobody can give in a pod`, key);
  if (isHidden(text))
    return wrong(`has something before -----BEGIN in ${key}, a byte order mark perhaps: it can't be read`, key);
  try {
    return createPrivateKey(text);
  } catch {
    return wrong(`has no private key in PEM in ${key}`, key);
  }
}

/** gRPC of Falco and Go have RSA and these curves in common. */
const keyRemarks = ({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, key: string): Remark[] =>
  type === "rsa" || (type === "ec" && /^(prime256v1|secp384r1)$/.test(details?.namedCurve ?? ""))
    ? []
    : [doubtful(`has a key in ${key} that isn't RSA, ECDSA P-256 or P-384. Others may not be understood`, key)];
