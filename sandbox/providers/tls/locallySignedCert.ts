import { z } from "zod";
import { resourceKind } from "../resourceKind.ts";
import { certificateLifecycle, termDefaults, termInputs } from "./certificateTerms.ts";

const inputs = z.strictObject({
  certRequestPem: z.string(),
  caPrivateKeyPem: z.string(),
  caCertPem: z.string(),
  ...termInputs,
});

/** Inputs of {@link locallySignedCert}, checked. */
export type LocallySignedCertInputs = z.output<typeof inputs>;

/** A certificate for the key, subject and names of a request, signed with the key of a CA. */
export const locallySignedCert = resourceKind({
  type: "tls:index/locallySignedCert:LocallySignedCert",
  schemaVersion: 0,
  inputs,
  secrets: ["caPrivateKeyPem"],
  ...certificateLifecycle,
  withDefaults: (given) => ({ ...termDefaults, ...given }),
  create: async (wanted) => (await import("./createLocallySignedCert.ts")).createLocallySignedCert(wanted),
});
