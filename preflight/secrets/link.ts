import { readCertificates, validityRemarks, type Validity } from "./certificates";
import { chainTo } from "./chain";
import { wrong, type Remark, type SecretTexts } from "./secretTexts";

/** Whether the server's certificate names the host that its clients dial. Go looks at no common name (crypto/x509). */
export function nameRemarks(texts: SecretTexts, host: string): readonly Remark[] {
  const certificates = readCertificates(texts, "server.crt");
  const names = { subject: "never", wildcards: true, partialWildcards: false, multiLabelWildcards: false } as const;
  return "severity" in certificates || certificates[0]?.checkHost(host, names) !== undefined
    ? []
    : [
        wrong(
          `has a certificate in server.crt without ${host} among its SANs, which is the name that the exporter dials`,
          "server.crt",
        ),
      ];
}

/** Whose ca.crt decides about a certificate. */
const judges = { server: "the exporter", client: "Falco" } as const;

/** Whether one side's certificate leads to a CA that the other side trusts. */
export function chainRemarks(
  role: keyof typeof judges,
  shows: SecretTexts,
  trusts: { readonly name: string; readonly texts: SecretTexts },
  validity: Validity,
): readonly Remark[] {
  const key = `${role}.crt`;
  const [shown, trusted] = [readCertificates(shows, key), readCertificates(trusts.texts, "ca.crt")];
  if ("severity" in shown || "severity" in trusted) return [];
  const [leaf, ...between] = shown;
  if (leaf === undefined) return [];
  // A bundle may hold a CA twice, before and after its renewal.
  const isValid = ({ validFrom, validTo }: (typeof trusted)[number]) =>
    Date.parse(validFrom) <= validity.now.getTime() && Date.parse(validTo) >= validity.now.getTime();
  const way = chainTo(leaf, between, trusted.filter(isValid)) ?? chainTo(leaf, between, trusted);
  return way === undefined
    ? [
        wrong(
          `has a certificate in ${key} that was signed by no CA in ca.crt of Secret ${trusts.name}, by which ${judges[role]} judges it`,
          key,
        ),
      ]
    : way.slice(1).flatMap((ca) => validityRemarks(ca, `a certificate in ${key} of a CA`, key, validity));
}
