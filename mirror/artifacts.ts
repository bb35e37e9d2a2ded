import { mergeValues } from "../components/mergeValues";
import type { HelmValues } from "../settings/helmValues/leaves";
import type { Chart } from "./chart";
import { isOn, valueAt } from "./images";

/** What falcoctl fetches: rules, or a plugin of Falco's. */
export interface Artifact {
  /** OCI reference with registry and tag or digest, for instance `ghcr.io/falcosecurity/rules/falco-rules:5`. */
  readonly reference: string;
  readonly purpose: "rules" | "plugin";
}

/** Names that falcoctl looks up in its index, https://falcosecurity.github.io/falcoctl/index.yaml. */
const indexed: Readonly<Record<string, string>> = {
  "falco-rules": "ghcr.io/falcosecurity/rules/falco-rules",
  container: "ghcr.io/falcosecurity/plugins/plugin/container",
  k8smeta: "ghcr.io/falcosecurity/plugins/plugin/k8smeta",
};

/**
 * OCI artifacts that falcoctl fetches with these values of the falco chart; none with bundled rules.
 * @throws Error naming one whose registry only falcoctl's index tells
 */
export function artifactsOf(chart: Chart, given: HelmValues): Artifact[] {
  const values = mergeValues(chart.values, given);
  const rules = [
    ...(isOn(values, "falcoctl.artifact.install.enabled") ? refsAt(values, "install") : []),
    ...(isOn(values, "falcoctl.artifact.follow.enabled") ? refsAt(values, "follow") : []),
  ].map((ref) => ({ reference: fullReference(ref), purpose: "rules" }) as const);
  const plugins = isOn(values, "falcoctl.artifact.install.enabled")
    ? pluginsOf(values).map((ref) => ({ reference: fullReference(ref), purpose: "plugin" }) as const)
    : [];
  return [...rules, ...plugins].filter(
    ({ reference }, index, all) => all.findIndex((other) => other.reference === reference) === index,
  );
}

const refsAt = (values: HelmValues, command: "install" | "follow"): string[] => {
  const refs = valueAt(values, `falcoctl.config.artifact.${command}.refs`);
  return Array.isArray(refs) ? refs.map(String) : [];
};

/** Plugins that collectors add to what is installed (templates/_helpers.tpl, falco.containerPlugin, k8smeta.configuration). */
function pluginsOf(values: HelmValues): string[] {
  if (!isOn(values, "driver.enabled")) return [];
  const container = isOn(values, "collectors.enabled") && isOn(values, "collectors.containerEngine.enabled");
  return [
    ...(container ? [valueAt(values, "collectors.containerEngine.pluginRef")] : []),
    ...(isOn(values, "collectors.kubernetes.enabled") ? [valueAt(values, "collectors.kubernetes.pluginRef")] : []),
  ].filter((ref): ref is string => typeof ref === "string" && ref !== "");
}

/** The reference as registries know it: falcoctl takes names of its index, and `latest` for a missing tag. */
function fullReference(ref: string): string {
  const [, name = "", version = ""] = /^([^:@]+)(.*)$/.exec(ref) ?? [];
  const tagged = /[:@][^/]*$/.test(ref);
  if (ref.includes("/")) return tagged ? ref : `${ref}:latest`;
  const known = indexed[name];
  if (known === undefined)
    throw new Error(`where ${ref} is, only falcoctl's index tells: name it in full, such as ghcr.io/acme/${ref}`);
  return `${known}${version === "" ? ":latest" : version}`;
}
