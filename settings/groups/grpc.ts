import { z } from "zod";
import { dnsLabel, wholeNumber } from "../leaf";

export const grpc = z.strictObject({
  port: wholeNumber(1024, 65535)
    .refine((port) => port !== 8765, { error: "another port than 8765, which is Falco's web server's" })
    .default(5060)
    .describe("Port of Falco's gRPC server and of the node-local Service"),
  threadiness: wholeNumber(0, 1024, "threads").default(0).describe("Threads that serve it; 0 is one for each CPU"),
  clients: z
    .array(dnsLabel(40), { error: "a list of names" })
    .refine((names) => new Set(names).size === names.length, { error: "names that are all different" })
    .refine((names) => !names.includes("exporter"), {
      error: "names other than exporter, which is the stack's own reader",
    })
    .default([])
    .describe(
      "Systems of your own that read alerts by gRPC: each gets a certificate, in the Secret `falco-grpc-client-<name>`. All readers of a Falco share one queue: what one takes, the exporter never counts",
    ),
});
