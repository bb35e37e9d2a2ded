import { z } from "zod";
import type { Finding } from "../finding";
import { dnsSubdomain, flag, ownNamespace, secretText, wholeNumber } from "../leaf";
import { certificatesIn, isPrivateKey } from "../pem";
import { customFields, metricLabels, templatedFields } from "../sidekickOutputs/eventFields";
import { boundedFields } from "../sidekickOutputs/metricLabels";
import { sidekickOutputs } from "../sidekickOutputs/sidekickOutputs";

const certificates = (expected: string) =>
  z
    .string({ error: expected })
    .refine((pem) => certificatesIn(pem).length > 0 && certificatesIn(pem).every((one) => one !== undefined), {
      error: expected,
    })
    .optional();

const mutualTls = z.strictObject({
  existingSecret: dnsSubdomain()
    .optional()
    .describe(
      "Secret in the sidekick's namespace with `client.crt`, `client.key` and `ca.crt` (none of them may be missing), for outputs with `mutualtls: true`",
    ),
  certificate: certificates("a certificate in PEM").describe(
    "Instead of a Secret of your own: client certificate, PEM",
  ),
  privateKey: secretText({ test: isPrivateKey }, "a private key in PEM that no passphrase protects")
    .optional()
    .describe("Its private key, PEM"),
  ca: certificates("certificates of CAs in PEM").describe(
    "The CA that the receivers' certificates come from, PEM, beside those that the image trusts",
  ),
});

export const sidekick = z.strictObject({
  enabled: flag().default(true).describe("Falcosidekick: without it alerts are in Falco's logs and metrics only"),
  namespace: ownNamespace()
    .optional()
    .describe("Namespace of Falcosidekick, its UI and redis; `<namespace>-sidekick` unless set"),
  replicas: wholeNumber(1, 100).default(2).describe("Pods of Falcosidekick, and of its UI"),
  outputs: sidekickOutputs.prefault({}),
  customFields: customFields.default({}).describe("Fields added to every alert, beside `cluster`"),
  templatedFields: templatedFields
    .default({})
    .describe("Fields added to every alert, made of its others by Go templates"),
  mutualTls: mutualTls.optional(),
  existingSecret: dnsSubdomain()
    .optional()
    .describe(
      "Secret of your own in the sidekick's namespace for secret fields of outputs that are not set here, by the names of their environment variables, for instance `SLACK_WEBHOOKURL`",
    ),
  metricLabels: metricLabels
    .default([])
    .describe(
      `Fields of an alert that become labels of Falcosidekick's metrics. Each value makes series of its own; few are those of ${boundedFields}. Fields with secrets or without end are refused, others warned about`,
    ),
});

interface WithSidekick {
  readonly namespace: string;
  readonly sidekick: z.output<typeof sidekick>;
}

/** Falcosidekick must not live where Falco's privileges are. */
export const sidekickNamespaceFaults = ({ namespace, sidekick: { namespace: own } }: WithSidekick): Finding[] =>
  own === namespace
    ? [
        {
          path: ["sidekick", "namespace"],
          expected: `another namespace than falco:namespace, which is ${namespace}: Falco needs privileges that this one must not have`,
          restsOn: [["namespace"]],
          repairs: [{ path: ["sidekick", "namespace"], value: `${namespace}-sidekick` }],
        },
      ]
    : [];

const usesMutualTls = (outputs: object): string[][] =>
  Object.entries(outputs).flatMap(([key, value]: [string, unknown]) => {
    if (key === "mutualtls") return value === true ? [[key]] : [];
    return typeof value === "object" && value !== null ? usesMutualTls(value).map((path) => [key, ...path]) : [];
  });

/** A client certificate that is only half there, or missing where an output wants one. */
export function mutualTlsFaults({ sidekick: { mutualTls: client, outputs } }: WithSidekick): Finding[] {
  const path = ["sidekick", "mutualTls"];
  if (client === undefined)
    return usesMutualTls(outputs).map((output) => ({
      path: ["sidekick", "outputs", ...output],
      expected: "sidekick.mutualTls to give the client certificate",
      restsOn: [path],
      repairs: [{ path: [...path, "existingSecret"], value: "SECRET" }],
    }));
  const { existingSecret, certificate: cert, privateKey, ca } = client;
  const own = [cert, privateKey, ca].filter((part) => part !== undefined).length;
  if (existingSecret !== undefined && own > 0)
    return [{ path: [...path, "existingSecret"], expected: "either a Secret, or certificate, privateKey and ca" }];
  if (existingSecret === undefined && (cert === undefined || privateKey === undefined))
    return [{ path, expected: "existingSecret, or certificate and privateKey" }];
  return [];
}
