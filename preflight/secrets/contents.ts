import type { PlannedSecret } from "../existingSecrets";
import { identityRemarks, readCertificates, type Validity } from "./certificates";
import { chainRemarks, nameRemarks } from "./link";
import { outputRemarks } from "./outputSecrets";
import { pullRemarks } from "./pullSecret";
import type { Remark, SecretTexts } from "./secretTexts";
import { uiRemarks } from "./uiLogin";

/** The other side of Falco's gRPC link, and what clients dial. */
export interface Link {
  readonly partner: { readonly name: string; readonly texts: SecretTexts } | undefined;
  readonly host: string;
}

/** What is wrong with what a Secret holds, which has all keys that it needs. */
export function contentRemarks(
  { holds }: PlannedSecret,
  texts: SecretTexts,
  link: Link,
  validity: Validity,
): readonly Remark[] {
  switch (holds.kind) {
    case "grpc":
      return [
        ...identityRemarks(texts, holds.side, validity),
        ...authorities(texts),
        ...(holds.side === "server" ? nameRemarks(texts, link.host) : []),
        ...(link.partner ? chainRemarks(holds.side, texts, link.partner, validity) : []),
      ];
    case "client":
      // Without a CA of its own the receiver's is among those that the image trusts.
      return [
        ...identityRemarks(texts, "client", validity),
        ...(texts.text("ca.crt") === "" ? [] : authorities(texts)),
      ];
    case "ui":
      return uiRemarks(texts);
    case "outputs":
      return outputRemarks(texts, holds.fields);
    case "pull":
      return pullRemarks(texts, holds.registry, holds.isOnly);
  }
}

const authorities = (texts: SecretTexts): readonly Remark[] => {
  const read = readCertificates(texts, "ca.crt");
  return "severity" in read ? [read] : [];
};
