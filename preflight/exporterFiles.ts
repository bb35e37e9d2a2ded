import * as pulumi from "@pulumi/pulumi";
import type { ExporterFiles } from "../components/exporterCertificates";
import { keyOf } from "../settings/commands";
import { SettingsError } from "../settings/settings";
import { hasWritten, type Deployed } from "./deployed";
import type { ClusterFacts } from "./facts";
import { ownerOf } from "./ownership";
import type { Plan } from "./plan";
import { SecretTexts } from "./secrets/secretTexts";

/**
 * What the exporter's own Secret has to hold where the user issues the certificates. Nothing where that Secret is the
 * user's: who named none finds the stack's own, and may have written theirs into it, which stays the stack's then.
 * @throws SettingsError when the cluster doesn't show what has to be copied
 */
export function exporterFiles(
  plan: Plan,
  facts: ClusterFacts,
  deployed: Deployed | undefined,
): ExporterFiles | undefined {
  const planned = plan.existingSecrets.find(({ holds }) => holds.kind === "grpc" && holds.side === "client");
  if (planned === undefined) return undefined;
  const { name, namespace, setting } = planned;
  const found = facts.secrets[`${namespace}/${name}`];
  const isCopy = name !== plan.names.exporterSecret;
  // Whoever wrote into it last, out of the program it would be deleted.
  const isWritten = hasWritten({ name, namespace }, deployed ?? { objects: [] }, plan.last);
  if (!(found instanceof SecretTexts)) {
    if (!isCopy) return isWritten ? "unknown" : undefined;
    if (pulumi.runtime.isDryRun()) return "unknown";
    throw new SettingsError(
      `The cluster doesn't show Secret ${name} in namespace ${namespace}, which falco:${keyOf(setting)} names and the stack copies. Nothing was changed.\n` +
        `      kubectl auth can-i get secrets --namespace ${namespace}`,
    );
  }
  const text = (key: string) => pulumi.secret(found.text(key) ?? "");
  return isCopy || ownerOf(found) === plan.owner || isWritten
    ? { "client.key": text("client.key"), "client.crt": text("client.crt"), "ca.crt": text("ca.crt") }
    : undefined;
}
