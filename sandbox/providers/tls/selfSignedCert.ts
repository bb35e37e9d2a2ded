import { z } from "zod";
import { resourceKind } from "../resourceKind.ts";
import { certificateLifecycle, termDefaults, termInputs } from "./certificateTerms.ts";
import { subject } from "./subject.ts";
import { altNameInputs } from "./subjectAltNames.ts";

const inputs = z
  .strictObject({
    privateKeyPem: z.string(),
    subject: subject.optional(),
    ...altNameInputs,
    ...termInputs,
    setAuthorityKeyId: z.boolean(),
  })
  .refine((wanted) => !wanted.setAuthorityKeyId || wanted.setSubjectKeyId || wanted.isCaCertificate, {
    path: ["setAuthorityKeyId"],
    error: "expected setSubjectKeyId or isCaCertificate to be set too",
  });

/** Inputs of {@link selfSignedCert}, checked. */
export type SelfSignedCertInputs = z.output<typeof inputs>;

/** A certificate signed with its own key, such as a CA's. */
export const selfSignedCert = resourceKind({
  type: "tls:index/selfSignedCert:SelfSignedCert",
  schemaVersion: 0,
  inputs,
  secrets: ["privateKeyPem"],
  ...certificateLifecycle,
  withDefaults: (given) => ({ ...termDefaults, setAuthorityKeyId: false, ...given }),
  create: async (wanted) => (await import("./createSelfSignedCert.ts")).createSelfSignedCert(wanted),
});
