import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../settings/check";
import { configValues } from "../settings/config";
import type { SettingPath } from "../settings/finding";
import { isMapping } from "../settings/helmValues/leaves";
import { keyOf } from "../settings/commands";
import { asWritten, toQuote } from "../settings/misread";
import { problemReport, type Problem } from "../settings/problems";
import { nodeAt } from "../settings/schemaTree";
import type { Settings } from "../settings/settings";
import { isEncrypted, readYaml, stackFile } from "../settings/stackFile";

/** Settings as the stack's file shows them to somebody who can't decrypt it. */
export interface StackConfig {
  readonly settings: Settings;
  /** What the file hides of settings that are no secrets: a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads and checks `Pulumi.<stack>.yaml` in `directory`, without Pulumi and its passphrase. What is encrypted is taken to
 * be right where the schema calls it a secret; any other encrypted setting counts as unset.
 * @param stackName `<stack>` or `<organization>/<project>/<stack>`
 * @param chartRepository taken instead of `charts.repository`
 * @throws Error naming every wrong setting, as `pulumi up` does, or that there is no such file
 */
export function readStackConfig(directory: string, stackName: string, chartRepository?: string): StackConfig {
  const stack = stackName.split("/").at(-1) ?? stackName;
  const file = stackFile(directory, "falco", "falco", stack);
  const { values: readValues, hidden, hasEnvironment } = readFile(directory, stack);
  const misread = toQuote(readValues, file.misread);
  const values = asWritten(readValues, misread);
  const charts = isMapping(values["charts"]) ? values["charts"] : {};
  const given =
    chartRepository === undefined ? values : { ...values, charts: { ...charts, repository: chartRepository } };
  const { settings, problems, ...read } = check(
    {
      values: given,
      isEncrypted: (path) => file.holdsEncrypted(path),
      isEncryptedItself: (path) => file.encryptedItself(path),
      isExposed: (path) => file.standing(path) === "clear",
      misread,
    },
    directory,
  );
  const unreadable = hidden.filter(isPlainSetting).map(keyOf);
  const isUnreadable = ({ key }: Problem) => unreadable.includes(key);
  const wrong = problems.filter((problem) => !isUnreadable(problem));
  if (wrong.length > 0) throw new Error(problemReport(stack, wrong));
  return {
    settings: { ...settings, cluster: settings.cluster ?? stack, ...read },
    warnings: [
      ...problems.filter(isUnreadable).map(({ key }) => `falco:${key} is encrypted: its default is assumed.`),
      ...(hasEnvironment ? [`Pulumi.${stack}.yaml imports an environment, whose settings are not read.`] : []),
    ],
  };
}

/** Neither a secret, which nobody has to read here, nor a Helm value, which may not be one. */
const isPlainSetting = (path: SettingPath): boolean => {
  const node = nodeAt(path);
  return node !== undefined && node.secret !== true && path[0] !== "helmValues";
};

function readFile(directory: string, stack: string) {
  const name = `Pulumi.${stack}.yaml`;
  if (!existsSync(join(directory, name))) throw new Error(`There is no ${name}. ${stacksOf(directory)}`);
  const { document } = readYaml(join(directory, name));
  const config = isMapping(document) && isMapping(document["config"]) ? document["config"] : {};
  const hidden: SettingPath[] = [];
  /** The value with something else for each that is encrypted: for a secret what may become one, or what never fits. */
  const readable = (value: unknown, path: SettingPath): unknown => {
    if (isEncrypted(value)) {
      hidden.push(path);
      return nodeAt(path)?.secret ? pulumi.deferredOutput<string>()[0] : Symbol("encrypted");
    }
    if (Array.isArray(value)) return value.map((one: unknown, index) => readable(one, [...path, index]));
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, readable(child, [...path, key])]));
  };
  const keys = Object.entries(config).flatMap(([key, value]) => {
    const [namespace, setting = ""] = key.split(/:(.*)/s);
    if (namespace !== "falco") return [];
    // Pulumi hands scalars on as text.
    const isScalar = typeof value === "number" || typeof value === "boolean";
    return [[setting, isScalar ? String(value) : readable(value, [setting])] as const];
  });
  return {
    values: configValues(Object.fromEntries(keys)),
    hidden,
    hasEnvironment: isMapping(document) && document["environment"] !== undefined,
  };
}

const stacksOf = (directory: string): string => {
  const stacks = readdirSync(directory).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.slice(1) ?? []);
  return stacks.length > 0 ? `Stacks with a file: ${stacks.join(", ")}.` : "No stack has a file yet.";
};
