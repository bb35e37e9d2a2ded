import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  RbacAuthorizationV1Api,
  type V1Pod,
} from "@kubernetes/client-node";
import type { Identity } from "./handshake";

/** One pod as the tests compare it. */
export interface PodFacts {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  readonly ready: boolean;
  /** What it belongs to: release, and component where the chart has one. */
  readonly workload: string;
}

const factsOf = ({ metadata, spec, status }: V1Pod): PodFacts => {
  const labels = metadata?.labels ?? {};
  const component = labels["app.kubernetes.io/component"];
  return {
    namespace: metadata?.namespace ?? "",
    name: metadata?.name ?? "",
    uid: metadata?.uid ?? "",
    node: spec?.nodeName ?? "",
    ready: status?.conditions?.some(({ type, status: state }) => type === "Ready" && state === "True") ?? false,
    workload: `${labels["app.kubernetes.io/instance"] ?? "?"}${component ? `/${component}` : ""}`,
  };
};

/** Reads back from the API server what the stack has put there. */
export class Cluster {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly rbac: RbacAuthorizationV1Api;
  readonly custom: CustomObjectsApi;

  constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    this.core = config.makeApiClient(CoreV1Api);
    this.apps = config.makeApiClient(AppsV1Api);
    this.rbac = config.makeApiClient(RbacAuthorizationV1Api);
    this.custom = config.makeApiClient(CustomObjectsApi);
  }

  /** The text of each key of a Secret. */
  async secret(namespace: string, name: string): Promise<Readonly<Record<string, string>>> {
    const { data = {} } = await this.core.readNamespacedSecret({ namespace, name });
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
    );
  }

  /** Key, certificate and CA of a Secret that the stack made for one side. */
  async identity(name: string, role: "server" | "client"): Promise<Identity> {
    const files = await this.secret("falco", name);
    return { key: files[`${role}.key`] ?? "", cert: files[`${role}.crt`] ?? "", ca: files["ca.crt"] ?? "" };
  }

  /** Pods of the stack that aren't on their way out. */
  async pods(): Promise<PodFacts[]> {
    const { items } = await this.core.listPodForAllNamespaces();
    return items.filter(({ metadata }) => !metadata?.deletionTimestamp).map(factsOf);
  }

  async nodeNames(): Promise<string[]> {
    return (await this.core.listNode()).items.map(({ metadata }) => metadata?.name ?? "").sort();
  }

  /** `kind namespace/name` of everything that a stack could leave behind and that names it. */
  async leftovers(): Promise<string[]> {
    const lists = await Promise.all([
      this.core.listNamespace(),
      this.core.listPersistentVolumeClaimForAllNamespaces(),
      this.core.listSecretForAllNamespaces(),
      this.core.listConfigMapForAllNamespaces(),
      this.core.listServiceForAllNamespaces(),
      this.core.listPodForAllNamespaces(),
      this.rbac.listClusterRole(),
      this.rbac.listClusterRoleBinding(),
    ]);
    return lists
      .flatMap(({ kind = "", items }) =>
        items.map(({ metadata }) => `${kind} ${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`),
      )
      .filter((object) => object.includes("falco"));
  }
}

/** Waits until a reading is as wanted; the last reading is in the message when it doesn't come to that. */
export async function until<T>(read: () => Promise<T>, wanted: (reading: T) => boolean, seconds = 120): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const reading = await read();
    if (wanted(reading)) return reading;
    if (Date.now() > end) throw new Error(`still not so after ${seconds} s: ${JSON.stringify(reading)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
