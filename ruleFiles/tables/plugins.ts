/** Plugins of falcosecurity's, with what their fields begin with and their event sources (falcosecurity/plugins, registry.yaml). */
const plugins: Readonly<Record<string, { readonly fields: readonly string[]; readonly source?: string }>> = {
  k8saudit: { fields: ["ka"], source: "k8s_audit" },
  "k8saudit-eks": { fields: ["ka"], source: "k8s_audit" },
  "k8saudit-gke": { fields: ["ka"], source: "k8s_audit" },
  "k8saudit-aks": { fields: ["ka"], source: "k8s_audit" },
  "k8saudit-ovh": { fields: ["ka"], source: "k8s_audit" },
  cloudtrail: { fields: ["ct"], source: "aws_cloudtrail" },
  gcpaudit: { fields: ["gcp"], source: "gcp_auditlog" },
  github: { fields: ["github"], source: "github" },
  okta: { fields: ["okta"], source: "okta" },
  json: { fields: ["json", "jevt"] },
  k8smeta: { fields: ["k8smeta"] },
  krsi: { fields: ["krsi"] },
};

/** The plugin that brings a field of this name. */
export const pluginWithField = (name: string): string | undefined =>
  Object.entries(plugins).find(([, { fields }]) => fields.includes(name.split(".")[0] ?? ""))?.[0];

/** Whether one of the plugins may bring events of a source; one that isn't known here may bring any. */
export const mayBring = (loaded: readonly string[], source: string): boolean =>
  loaded.some((name) => {
    const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
    return plugin === undefined || plugin.source === source;
  });
