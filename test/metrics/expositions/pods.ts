import type { Node } from "./story";

/** Programs with a pod on each node. */
export type Daemon = "falco" | "falco-exporter";

const endings = { "worker-1": "4kq7x", "worker-2": "9bzd2", "worker-3": "t6m5w" } as const;

/** Name of a pod, as the controller of a DaemonSet makes it. */
export const podOf = (daemon: Daemon, node: Node): string => `${daemon}-${endings[node]}`;

/** Names of Falcosidekick's pods. */
export const sidekickPods = ["falcosidekick-5d9c7b9f4-h7k2p", "falcosidekick-5d9c7b9f4-w8v6z"] as const;
