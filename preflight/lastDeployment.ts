import * as pulumi from "@pulumi/pulumi";

/** What the stack's last `up` left as outputs; undefined before the first. */
export interface LastDeployment {
  readonly clusterUid?: string;
  /** Falco's. */
  readonly namespace?: string;
  /** ISO 8601. */
  readonly certificatesExpire?: string;
  /** Namespaces that it used without having made them. */
  readonly existingNamespaces: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Reads the stack's own outputs of the last `up`. */
export async function lastDeployment(stack: string): Promise<LastDeployment> {
  const last = new pulumi.StackReference(stack);
  const output = async (name: string): Promise<unknown> => (await last.getOutputDetails(name)).value;
  const [clusterUid, namespace, certificatesExpire, namespaces] = await Promise.all([
    output("clusterUid"),
    output("namespace"),
    output("certificatesExpire"),
    output("existingNamespaces"),
  ]);
  return {
    ...(typeof clusterUid === "string" && { clusterUid }),
    ...(typeof namespace === "string" && { namespace }),
    ...(typeof certificatesExpire === "string" && { certificatesExpire }),
    existingNamespaces: Array.isArray(namespaces) ? namespaces.map(String) : [],
  };
}

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
