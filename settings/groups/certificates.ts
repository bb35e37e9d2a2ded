import { z } from "zod";
import type { Finding } from "../finding";
import { oneOf, text, wholeNumber } from "../leaf";

const days = (min: number, max: number) => wholeNumber(min, max, "days");
const nameText = text(/^[^\r\n]{1,64}$/, "1 to 64 characters on one line");

const subject = z.strictObject({
  country: text(/^[A-Z]{2}$/, "a country code of two capital letters")
    .optional()
    .describe("C"),
  province: nameText.optional().describe("ST"),
  locality: nameText.optional().describe("L"),
  organization: nameText.default("falco").describe("O"),
  organizationalUnit: nameText.optional().describe("OU of the CA; a leaf's is `server` or `client`"),
  commonName: nameText.default("falco-grpc-ca").describe("CN of the CA; a leaf's is its Service's or reader's name"),
});

export const certificates = z.strictObject({
  algorithm: oneOf(["ECDSA-P256", "RSA-4096"]).default("ECDSA-P256").describe("Keys of the CA and of all leaves"),
  caValidityDays: days(2, 7300)
    .default(3650)
    .describe("Life of the CA's certificate; it is renewed while a leaf's whole life still fits into it"),
  leafValidityDays: days(2, 3650).default(365).describe("Life of a leaf certificate"),
  renewBeforeDays: days(1, 3650)
    .default(90)
    .describe("`pulumi up` renews a leaf this close to its end; every `up` and `preview` warns from then on"),
  rotation: wholeNumber(1, 1_000_000)
    .default(1)
    .describe("Raise it, and the next `up` reissues all leaves with new keys"),
  subject: subject.prefault({}),
});

/** Lives of certificates that don't fit into each other. */
export function certificateFaults({
  certificates: policy,
}: {
  certificates: z.output<typeof certificates>;
}): Finding[] {
  const { caValidityDays, leafValidityDays, renewBeforeDays } = policy;
  const fault = (key: string, other: string, expected: string, days: number): Finding => ({
    path: ["certificates", key],
    expected,
    restsOn: [["certificates", other]],
    repairs: [{ path: ["certificates", key], value: String(Math.max(1, Math.floor(days))) }],
  });
  return [
    ...(renewBeforeDays >= leafValidityDays
      ? [
          fault(
            "renewBeforeDays",
            "leafValidityDays",
            `less than leafValidityDays, which is ${leafValidityDays}`,
            leafValidityDays / 4,
          ),
        ]
      : []),
    ...(leafValidityDays * 2 > caValidityDays
      ? [
          fault(
            "leafValidityDays",
            "caValidityDays",
            `at most half of caValidityDays, which is ${caValidityDays}: no leaf outlives its CA, which would be renewed all the time`,
            caValidityDays / 10,
          ),
        ]
      : []),
  ];
}
