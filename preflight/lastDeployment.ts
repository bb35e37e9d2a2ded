import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

const text = z.string().optional().catch(undefined);
const texts = z.record(z.string(), z.string()).optional().catch(undefined);

const deployedTo = z.object({ context: z.string(), address: z.string() });
/** The cluster that a stack was deployed to, as its kubeconfig named it. */
export type DeployedTo = Readonly<z.output<typeof deployedTo>>;

const outputs = z.object({
  clusterUid: text,
  /** Earlier versions of this program kept none. */
  deployedTo: deployedTo.optional().catch(undefined),
  /** `<organization>/<project>/<stack>`, as the stack was called then. */
  owner: text,
  uiUrl: text,
  /** Falco's. */
  namespace: text,
  /** uids, by name, of the namespaces that the stack made. Earlier versions of this program kept none. */
  namespaceUids: texts,
  /** Versions of the charts that were deployed, by name. */
  chartVersions: texts,
  /** ISO 8601. */
  certificatesExpire: text,
  /** Namespaces that it used without having made them. */
  existingNamespaces: z.array(z.string()).catch([]),
});

/** What the stack's last `up` that came to its end left as outputs; all undefined before the first. */
export type LastDeployment = z.output<typeof outputs>;

export const neverDeployed: LastDeployment = { existingNamespaces: [] };

/** Reads the stack's own outputs of the last `up`. */
export async function lastDeployment(stack: string): Promise<LastDeployment> {
  const last = new pulumi.StackReference(stack);
  const read = Object.keys(outputs.shape).map(
    async (name) => [name, (await last.getOutputDetails(name)).value] as const,
  );
  return outputs.parse(Object.fromEntries(await Promise.all(read)));
}

/** Address of a node, where the UI's URL has one: that after a port-forward is none. */
export function addressIn(uiUrl: string | undefined): string | undefined {
  const [, bracketed, plain] = /^http:\/\/(?:\[(.+)\]|([\w.-]+)):\d+$/.exec(uiUrl ?? "") ?? [];
  const address = bracketed ?? plain;
  return address === "localhost" ? undefined : address;
}

const dayMs = 24 * 60 * 60 * 1000;

/** A sentence once deployed certificates are in their last days, nothing before. */
export function expiryWarning(
  certificatesExpire: string | undefined,
  renewBeforeDays: number,
  now: Date,
): string | undefined {
  if (certificatesExpire === undefined) return undefined;
  const days = Math.floor((Date.parse(certificatesExpire) - now.getTime()) / dayMs);
  if (days >= renewBeforeDays) return undefined;
  const when = days < 0 ? `expired on ${certificatesExpire}` : `expire on ${certificatesExpire}, in ${days} days`;
  return `Certificates of Falco's gRPC link ${when}. \`pulumi up\` renews what is within falco:certificates.renewBeforeDays (${renewBeforeDays}) of its end.`;
}
