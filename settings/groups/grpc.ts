import { z } from "zod";
import type { Finding } from "../finding";
import { dnsLabel, wholeNumber } from "../leaf";

const twice = (names: unknown): string | undefined =>
  Array.isArray(names) ? names.map(String).find((name, at, all) => all.indexOf(name) !== at) : undefined;

export const grpc = z.strictObject({
  port: wholeNumber(1024, 65535)
    .refine((port) => port !== 8765, { error: "another port than 8765, which is Falco's web server's" })
    .default(5060)
    .describe("Port of Falco's gRPC server and of the node-local Service"),
  threadiness: wholeNumber(0, 1024, "threads").default(0).describe("Threads that serve it; 0 is one for each CPU"),
  clients: z
    .array(dnsLabel(40), { error: "a list of names" })
    .refine((names) => twice(names) === undefined, {
      error: ({ input }) => `names that are all different: ${twice(input) ?? "one"} is there twice`,
    })
    .refine((names) => !names.includes("exporter"), {
      error: "names other than exporter, which is the stack's own reader",
    })
    .default([])
    .describe(
      "Systems of your own that read alerts by gRPC: each gets a certificate, in the Secret `falco-grpc-client-<name>`. All readers of a Falco share one queue: what one takes, the exporter never counts",
    ),
});

/** Clients that nobody can sign for. */
export const clientFaults = (settings: {
  readonly grpc: z.output<typeof grpc>;
  readonly certificates: { readonly existingSecrets?: object | undefined };
}): Finding[] =>
  settings.certificates.existingSecrets !== undefined && settings.grpc.clients.length > 0
    ? [
        {
          path: ["grpc", "clients"],
          expected: "no client with certificates.existingSecrets: the stack has no CA to sign its certificate with",
          restsOn: [["certificates", "existingSecrets"]],
        },
      ]
    : [];
