import { createHash } from "node:crypto";
import type { Created } from "../resourceKind.ts";
import type { CertRequestInputs } from "./certRequest.ts";
import { altNameExtensions } from "./extensions.ts";
import { pemFile } from "./pemFile.ts";
import { signingKeys } from "./signingKeys.ts";
import { distinguishedName } from "./subject.ts";
import { altNames } from "./subjectAltNames.ts";
import { Name, Pkcs10CertificateRequestGenerator } from "./x509.ts";

/** Signs a request with the key that it is for. */
export const createCertRequest = async (wanted: CertRequestInputs): Promise<Created> => {
  const { algorithm, keys, signingAlgorithm } = await signingKeys(wanted.privateKeyPem, "privateKeyPem");
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: new Name(distinguishedName(wanted.subject)),
    extensions: altNameExtensions(altNames(wanted), false),
    keys,
    signingAlgorithm,
  });
  return {
    id: createHash("sha1").update(Buffer.from(request.rawData)).digest("hex"),
    outputs: { certRequestPem: pemFile(request), keyAlgorithm: algorithm },
  };
};
