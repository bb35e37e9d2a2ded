import { CoreV1Api, KubeConfig, StorageV1Api, type V1Node } from "@kubernetes/client-node";
import type { Layout } from "../layout.ts";
import { until } from "../processes/until.ts";
import type { Platform } from "../tools/platform.ts";
import { componentLog, lastLines } from "./cluster.ts";
import { simulatedNodes } from "./nodes.ts";
import { storageClass, volumes } from "./volumes.ts";

/** The sandbox's cluster, by the sandbox's own kubeconfig. */
export function kubeConfig(layout: Layout): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(layout.kubeconfig);
  return config;
}

const timeoutMs = 60_000;

/**
 * Gives a cluster its storage and its nodes, and waits until they are Ready.
 * @param nodeCount - how many nodes; undefined leaves those of a running cluster, and gives a new one two.
 * @throws SandboxError with the last lines of kwok's log when the nodes don't become Ready.
 */
export async function furnish(
  layout: Layout,
  { nodeCount, arch, signal }: { nodeCount: number | undefined; arch: Platform["arch"]; signal: AbortSignal },
): Promise<void> {
  const config = kubeConfig(layout);
  const core = config.makeApiClient(CoreV1Api);
  await addStorage(config, core);
  const existing = (await core.listNode()).items.map(nameOf);
  const wanted = simulatedNodes(nodeCount ?? (existing.length === 0 ? 2 : existing.length), arch);
  const names = wanted.map(nameOf);
  await Promise.all(existing.filter((name) => !names.includes(name)).map((name) => removeNode(core, name)));
  await Promise.all(wanted.filter((node) => !existing.includes(nameOf(node))).map((body) => core.createNode({ body })));
  await until({
    ask: async () => {
      const waiting = (await core.listNode()).items.filter((node) => !isReady(node)).map(nameOf);
      return waiting.length === 0 ? true : `waiting for ${waiting.join(", ")}`;
    },
    timeoutMs,
    signal,
    logLines: () => lastLines(componentLog(layout, "kwok-controller")),
  });
}

/** A node and its pods, at once: the garbage collector would leave them there for most of a minute. */
async function removeNode(core: CoreV1Api, name: string): Promise<void> {
  await core.deleteNode({ name });
  const { items } = await core.listPodForAllNamespaces({ fieldSelector: `spec.nodeName=${name}` });
  await Promise.all(
    items.map(({ metadata }) =>
      core.deleteNamespacedPod({
        name: metadata?.name ?? "",
        namespace: metadata?.namespace ?? "",
        gracePeriodSeconds: 0,
      }),
    ),
  );
}

async function addStorage(config: KubeConfig, core: CoreV1Api): Promise<void> {
  const storage = config.makeApiClient(StorageV1Api);
  if ((await storage.listStorageClass()).items.length > 0) return;
  await Promise.all([
    storage.createStorageClass({ body: storageClass }),
    ...volumes.map((body) => core.createPersistentVolume({ body })),
  ]);
}

const nameOf = ({ metadata }: V1Node) => metadata?.name ?? "";

const isReady = ({ status }: V1Node) =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
