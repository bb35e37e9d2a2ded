import * as pulumi from "@pulumi/pulumi";
import { rawConfig, secretPaths } from "./config";
import { clearText, problemReport, problemsOf } from "./problems";
import { settingsSchema, type Settings, type SettingsInput } from "./schema";

export type { Settings, SettingsInput } from "./schema";

/** Settings are wrong, or the cluster is not what they say: the message lists all that is, and how to repair it. The engine shows it without a stack trace. */
export class SettingsError extends pulumi.RunError {
  constructor(message: string) {
    super(message);
    this.name = "SettingsError";
    // Nobody sees it, and Pulumi would spend seconds and gigabytes on rendering it.
    delete this.stack;
  }
}

/**
 * Completes settings that a program gives, for instance `settingsFrom({ ui: { service: "NodePort" } })`.
 * @throws SettingsError naming every wrong one
 */
export function settingsFrom(input: SettingsInput): Settings {
  const parsed = settingsSchema.safeParse(input);
  if (!parsed.success) throw new SettingsError(problemReport(pulumi.getStack(), problemsOf(parsed.error, input)));
  return Object.freeze(parsed.data);
}

/**
 * Reads the settings of the stack: the keys `falco:*` of its config.
 * @throws SettingsError naming every wrong one, and every secret that is set in clear text
 */
export function readSettings(): Settings {
  const raw = rawConfig("falco");
  const parsed = settingsSchema.safeParse(raw.values);
  const exposed = secretPaths(raw.values).filter(([key]) => !raw.secretKeys.has(key ?? ""));
  const problems = [
    ...(parsed.error ? problemsOf(parsed.error, raw.values, raw.secretKeys) : []),
    ...exposed.map((path) => clearText(path.join("."))),
  ];
  if (!parsed.success || problems.length > 0) throw new SettingsError(problemReport(pulumi.getStack(), problems));
  return Object.freeze(parsed.data);
}
