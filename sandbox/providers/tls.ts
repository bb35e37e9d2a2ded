import tls from "@pulumi/tls/package.json" with { type: "json" };
import { certRequest } from "./tls/certRequest.ts";
import { locallySignedCert } from "./tls/locallySignedCert.ts";
import { privateKey } from "./tls/privateKey.ts";
import { selfSignedCert } from "./tls/selfSignedCert.ts";

/** What takes the place of the plugin `tls`. */
export const standInForTls = {
  real: { name: "tls", version: tls.version },
  kinds: [privateKey, selfSignedCert, certRequest, locallySignedCert],
};
