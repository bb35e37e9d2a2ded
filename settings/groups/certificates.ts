import { z } from "zod";
import type { Finding, Repair } from "../finding";
import { dnsSubdomain, oneOf, text, wholeNumber } from "../leaf";

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
  caValidityDays: days(4, 7300)
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
  existingSecrets: z
    .strictObject({
      server: dnsSubdomain().describe(
        "Secret of your own with Falco's `server.key`, `server.crt` and `ca.crt` (cert-manager writes `tls.key` and `tls.crt`: a Secret of its making has to be copied under these names), for `falco-grpc-local.<namespace>.svc`, instead of certificates that the stack makes and renews. Restart Falco when it changes; see docs/certificates.md",
      ),
      exporter: dnsSubdomain()
        .optional()
        .describe(
          "Secret of your own with the exporter's `client.key`, `client.crt` and `ca.crt`. Each `up` copies it to `falco-exporter-certs`, the name that the exporter's chart wants (`<namespace>-falco-exporter-certs` in any other namespace than `falco`); unset, that one has to be yours",
        ),
    })
    .optional(),
});

/** Lives of certificates that don't fit into each other. */
export function certificateFaults({
  certificates: { caValidityDays, leafValidityDays, renewBeforeDays },
}: {
  certificates: z.output<typeof certificates>;
}): Finding[] {
  const days = (key: string, value: number): Repair => ({
    path: ["certificates", key],
    value: String(Math.floor(value)),
  });
  const late: Finding = {
    path: ["certificates", "renewBeforeDays"],
    expected: `less than leafValidityDays, which is ${leafValidityDays}`,
    restsOn: [["certificates", "leafValidityDays"]],
    repairs: [days("renewBeforeDays", Math.max(1, leafValidityDays / 4))],
  };
  const long: Finding = {
    path: ["certificates", "leafValidityDays"],
    expected: `at most half of caValidityDays, which is ${caValidityDays}: no leaf outlives its CA, which would be renewed all the time`,
    restsOn: [["certificates", "caValidityDays"]],
    repairs: [
      ...(renewBeforeDays < Math.floor(caValidityDays / 2) ? [days("leafValidityDays", caValidityDays / 2)] : []),
      days("caValidityDays", Math.max(3650, leafValidityDays * 2)),
    ],
  };
  return [
    ...(renewBeforeDays >= leafValidityDays ? [late] : []),
    ...(leafValidityDays * 2 > caValidityDays ? [long] : []),
  ];
}
