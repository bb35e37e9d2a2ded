import type { Settings } from "./schema";

/** What is allowed, but has a price that its user should know: a sentence each, shown by every `up` and `preview`. */
export const settingsWarnings = ({ driver, grpc, ui }: Settings): string[] => [
  ...(driver === "ebpf"
    ? [
        "falco:driver is ebpf: deprecated since Falco 0.43 and gone in 0.44. modern_ebpf needs a kernel of 5.8 or later.",
      ]
    : []),
  ...(grpc.clients.length > 0
    ? [
        `falco:grpc.clients (${grpc.clients.join(", ")}) share one queue with the exporter: an alert that one of them reads is missing in the metrics.`,
      ]
    : []),
  ...(ui.service === "NodePort"
    ? [
        `falco:ui.service is NodePort: whoever reaches port ${ui.nodePort} of a node can post alerts to the UI, and reads its password if they see the traffic, which is plain HTTP.`,
      ]
    : []),
];
