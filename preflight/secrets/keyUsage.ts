import type { X509Certificate } from "node:crypto";

/** Bits of a certificate's basic key usage, from the left (RFC 5280, 4.2.1.3). */
const bits = { digitalSignature: 0x80, keyCertSign: 0x04 } as const;
/** OBJECT IDENTIFIER 2.5.29.15. */
const keyUsageId = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x0f]);
const [bitString, octetString, boolean] = [0x03, 0x04, 0x01];

/** Whether a certificate's basic key usage, which Node doesn't tell, allows something; without one all is allowed. */
export function isUsedFor({ raw }: X509Certificate, usage: keyof typeof bits): boolean {
  const id = raw.indexOf(keyUsageId);
  if (id < 0) return true;
  const after = id + keyUsageId.length;
  const value = raw[after] === boolean ? after + 3 : after;
  // OCTET STRING, its length, BIT STRING, its length, the number of unused bits, the bits.
  if (raw[value] !== octetString || raw[value + 2] !== bitString) return true;
  return ((raw[value + 5] ?? 0) & bits[usage]) !== 0;
}

/** Extended key usages. */
export const purposes = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const;
const anyPurpose = "2.5.29.37.0";

/** Whether a certificate's extended key usage allows it for one side; without one all is allowed. */
export const isFor = (certificate: X509Certificate, side: keyof typeof purposes): boolean => {
  // Node's types know no certificate without one.
  const allowed: unknown = certificate.keyUsage;
  return !Array.isArray(allowed) || allowed.includes(purposes[side]) || allowed.includes(anyPurpose);
};
