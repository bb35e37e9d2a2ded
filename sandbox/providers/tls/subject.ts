import { z } from "zod";
import type { JsonNameParams } from "./x509.ts";

/** The input `subject`: a distinguished name by parts. */
export const subject = z.strictObject({
  country: z.string().optional(),
  province: z.string().optional(),
  locality: z.string().optional(),
  streetAddresses: z.array(z.string()).optional(),
  postalCode: z.string().optional(),
  organization: z.string().optional(),
  organizationalUnit: z.string().optional(),
  commonName: z.string().optional(),
  serialNumber: z.string().optional(),
  emailAddress: z.string().optional(),
});

type Subject = z.output<typeof subject>;

/** In the order in which Go writes a name. */
const identifiers = [
  ["country", "2.5.4.6"],
  ["province", "2.5.4.8"],
  ["locality", "2.5.4.7"],
  ["streetAddresses", "2.5.4.9"],
  ["postalCode", "2.5.4.17"],
  ["organization", "2.5.4.10"],
  ["organizationalUnit", "2.5.4.11"],
  ["commonName", "2.5.4.3"],
  ["serialNumber", "2.5.4.5"],
  ["emailAddress", "1.2.840.113549.1.9.1"],
] as const satisfies readonly (readonly [keyof Subject, string])[];

/** PrintableString's alphabet (X.680, 41.4). */
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

const encoded = (part: keyof Subject, value: string): Record<string, string> => {
  if (part === "emailAddress") return { ia5String: value };
  return printable.test(value) ? { printableString: value } : { utf8String: value };
};

/** The distinguished name of `parts`; empty without any. */
export const distinguishedName = (parts: Subject = {}): JsonNameParams =>
  identifiers.flatMap(([part, identifier]) => {
    const values = [parts[part] ?? []].flat().filter((value) => value !== "");
    return values.length > 0 ? [{ [identifier]: values.map((value) => encoded(part, value)) }] : [];
  });
