import { z } from "zod";
import type { Values } from "../propertyValues.ts";
import { allowedUses } from "./allowedUses.ts";

/** The inputs that both kinds of certificate have. */
export const termInputs = {
  validityPeriodHours: z.int().min(0),
  earlyRenewalHours: z.int().min(0),
  allowedUses,
  isCaCertificate: z.boolean(),
  maxPathLength: z.int().min(-1).optional(),
  setSubjectKeyId: z.boolean(),
};

/** For how long, for what and as what a certificate is issued. */
export type CertificateTerms = z.output<z.ZodObject<typeof termInputs>>;

/** What the real provider assumes for the terms that are not given. */
export const termDefaults = { earlyRenewalHours: 0, isCaCertificate: false, setSubjectKeyId: false };

const hour = 3_600_000;

/** The instant `hours` after `start`. */
export const hoursAfter = (start: Date, hours: number): Date => new Date(start.getTime() + hours * hour);

/** How the real one updates and renews a certificate (terraform-provider-tls, internal/provider/common_cert.go). */
export const certificateLifecycle = {
  updatable: ["earlyRenewalHours"],
  sticky: ["maxPathLength"],

  /** Within `earlyRenewalHours` of the end, or past it. */
  isDue: ({ validityEndTime, earlyRenewalHours }: Values, now: Date): boolean =>
    typeof validityEndTime === "string" &&
    typeof earlyRenewalHours === "number" &&
    now >= hoursAfter(new Date(validityEndTime), -earlyRenewalHours),

  /** True from the start for a certificate that is due at once. */
  derived: ({ validityPeriodHours, earlyRenewalHours }: Values): Values => ({
    readyForRenewal: Number(earlyRenewalHours) >= Number(validityPeriodHours),
  }),
};
