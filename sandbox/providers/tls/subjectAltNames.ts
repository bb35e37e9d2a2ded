import { isIP } from "node:net";
import { z } from "zod";
import type { JsonGeneralNames } from "./x509.ts";

/** The inputs `dnsNames`, `ipAddresses` and `uris`. */
export const altNameInputs = {
  dnsNames: z.array(z.string()).optional(),
  ipAddresses: z.array(z.string().refine((address) => isIP(address) > 0, "expected an IP address")).optional(),
  uris: z.array(z.string().min(1)).optional(),
};

type AltNames = z.output<z.ZodObject<typeof altNameInputs>>;

/** The names of the given inputs, in the order in which Go writes them. */
export const altNames = ({ dnsNames = [], ipAddresses = [], uris = [] }: AltNames): JsonGeneralNames => [
  ...dnsNames.map((value) => ({ type: "dns", value }) as const),
  ...ipAddresses.map((value) => ({ type: "ip", value }) as const),
  ...uris.map((value) => ({ type: "url", value }) as const),
];
