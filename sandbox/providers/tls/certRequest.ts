import { z } from "zod";
import { resourceKind } from "../resourceKind.ts";
import { subject } from "./subject.ts";
import { altNameInputs } from "./subjectAltNames.ts";

const inputs = z.strictObject({ privateKeyPem: z.string(), subject: subject.optional(), ...altNameInputs });

/** Inputs of {@link certRequest}, checked. */
export type CertRequestInputs = z.output<typeof inputs>;

/** A certificate signing request (PKCS #10). */
export const certRequest = resourceKind({
  type: "tls:index/certRequest:CertRequest",
  schemaVersion: 0,
  inputs,
  secrets: ["privateKeyPem"],
  updatable: [],
  sticky: [],
  withDefaults: (given) => given,
  create: async (wanted) => (await import("./createCertRequest.ts")).createCertRequest(wanted),
});
