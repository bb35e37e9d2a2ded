import { readFile } from "node:fs/promises";
import {
  ApiextensionsV1Api,
  ApisApi,
  CustomObjectsApi,
  loadYaml,
  type KubeConfig,
  type V1CustomResourceDefinition,
} from "@kubernetes/client-node";
import { until } from "../processes/until.ts";

const group = "monitoring.coreos.com";
const plurals = ["prometheusrules", "servicemonitors"];

const timeoutMs = 30_000;

/**
 * Installs CRDs of the Prometheus operator that the cluster doesn't have, and waits until it serves them.
 * @param files - one CRD each.
 * @throws SandboxError naming what isn't served when the time is over.
 */
export async function installPrometheusCrds(
  config: KubeConfig,
  files: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const api = config.makeApiClient(ApiextensionsV1Api);
  const { items } = await api.listCustomResourceDefinition();
  const existing = items.map(({ metadata }) => metadata?.name);
  const definitions = await Promise.all(
    files.map(async (file) => loadYaml<V1CustomResourceDefinition>(await readFile(file, "utf8"))),
  );
  await Promise.all(
    definitions
      .filter(({ metadata }) => !existing.includes(metadata?.name))
      .map((body) => api.createCustomResourceDefinition({ body })),
  );
  await until({
    ask: async () => {
      const missing = await notServed(config);
      return missing.length === 0 ? true : `${group}/v1 doesn't serve ${missing.join(", ")}`;
    },
    timeoutMs,
    signal,
  });
}

/** Whether ServiceMonitors and PrometheusRules can be created on a cluster. */
export async function hasPrometheusCrds(config: KubeConfig): Promise<boolean> {
  return (await notServed(config)).length === 0;
}

async function notServed(config: KubeConfig): Promise<readonly string[]> {
  const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
  if (!groups.some(({ name }) => name === group)) return plurals;
  const { resources } = await config.makeApiClient(CustomObjectsApi).getAPIResources({ group, version: "v1" });
  const served = resources.map(({ name }) => name);
  return plurals.filter((plural) => !served.includes(plural));
}
