import { createHash, createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

// A checksum in a pod's annotations makes its workload roll when what the pod reads has changed.

const joined = (parts: readonly string[]): string => parts.map((part) => `${part.length}:${part}`).join("");

/** The end of a name that other content changes, as far as the program knows the content. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 10);

/** Checksum of public texts, such as certificates. */
export const checksum = (...parts: pulumi.Input<string>[]): pulumi.Output<string> =>
  pulumi.all(parts).apply((texts) => createHash("sha256").update(joined(texts)).digest("hex"));

/**
 * Checksum of secrets: keyed, so that whoever may read pods can't try out guesses. It isn't a secret itself, and must
 * not be one, or everything in the same Helm values would be encrypted.
 */
export const keyedChecksum = (
  key: pulumi.Input<string>,
  secrets: Readonly<Record<string, pulumi.Input<string>>>,
): pulumi.Output<string> =>
  pulumi.unsecret(
    pulumi.all([key, secrets] as const).apply(([secretKey, texts]) =>
      createHmac("sha256", secretKey)
        .update(joined(Object.entries(texts).sort().flat()))
        .digest("hex"),
    ),
  );
