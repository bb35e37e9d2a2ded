import { isAbsolute } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { check, type Checked } from "./check";
import { rawConfig } from "./config";
import { setCommand } from "./commands";
import { problemReport, type Problem } from "./problems";
import type { RuleFile } from "./ruleFiles/ruleFiles";
import { labelValue, labelValueForm, type ParsedSettings, type SettingsInput } from "./schema";

export type { SettingsInput } from "./schema";

/** The settings, complete and right. */
export interface Settings extends ParsedSettings {
  /** Name of the cluster; the stack's where none was set. */
  readonly cluster: string;
  /** What `rules.files` names, read. */
  readonly ruleFiles: readonly RuleFile[];
  /** What `caBundle` names, read: PEM. */
  readonly caCertificates?: string;
  /** Sentences about what is allowed, but has a price that its user should know. */
  readonly warnings: readonly string[];
}

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
 * Completes settings that a program gives, for instance `settingsFrom({ ui: { service: "NodePort" } })`. Secrets may be
 * Outputs; paths of files are relative to the program's project.
 * @throws SettingsError naming every wrong one
 */
export const settingsFrom = (input: SettingsInput): Settings =>
  complete(
    check(
      { values: input, isEncrypted: () => false, isEncryptedItself: () => false, isExposed: () => false, misread: [] },
      projectDirectory(),
    ),
  );

/**
 * Reads the settings of the stack: the keys `falco:*` of its config.
 * @throws SettingsError naming every wrong one, and every secret that is set in clear text
 */
export const readSettings = (): Settings => complete(check(rawConfig("falco", projectDirectory()), projectDirectory()));

/** Where Pulumi.yaml and the stacks' files are. Mocks name a directory that isn't there. */
const projectDirectory = (): string =>
  isAbsolute(pulumi.getRootDirectory()) ? pulumi.getRootDirectory() : process.cwd();

function complete({ settings, problems, ...read }: Checked): Settings {
  const stack = pulumi.getStack();
  const all = [...problems, ...(settings.cluster === undefined ? stackNameProblems(stack) : [])];
  if (all.length > 0) throw new SettingsError(problemReport(stack, all));
  return Object.freeze({ ...settings, cluster: settings.cluster ?? stack, ...read });
}

/** The stack's name stands for the cluster's, in a label too, and Pulumi allows more than a label does. */
function stackNameProblems(stack: string): Problem[] {
  if (labelValue.test(stack)) return [];
  const fitting = stack.slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  return [
    {
      key: "cluster",
      message: `is missing; expected ${labelValueForm}: the stack's own name can't be the label cluster.`,
      repairs: [setCommand(["cluster"], fitting === "" ? "NAME" : fitting)],
    },
  ];
}
