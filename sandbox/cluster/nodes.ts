import { V1Node } from "@kubernetes/client-node";
import type { Platform } from "../tools/platform.ts";
import { versions } from "../tools/versions.ts";

const controlPlaneRole = "node-role.kubernetes.io/control-plane";

/** The simulated nodes of a cluster: the first a tainted control plane, the others workers. */
export function simulatedNodes(count: number, arch: Platform["arch"]): V1Node[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? simulatedNode("sandbox-control-plane", index, arch, {
          labels: { [controlPlaneRole]: "", "node.kubernetes.io/exclude-from-external-load-balancers": "" },
          taints: [{ key: controlPlaneRole, effect: "NoSchedule" }],
        })
      : simulatedNode(`sandbox-worker-${index}`, index, arch, { labels: {}, taints: [] }),
  );
}

/** A node as a kubelet of a small machine would report it; kwok keeps it Ready and plays its kubelet. */
function simulatedNode(
  name: string,
  index: number,
  arch: Platform["arch"],
  role: { labels: Record<string, string>; taints: { key: string; effect: string }[] },
): V1Node {
  const id = `5a4db0c0-0000-4000-8000-${String(index + 1).padStart(12, "0")}`; // kwok takes digits alone as a number
  const resources = { cpu: "4", memory: "16Gi", pods: "110", "ephemeral-storage": "100Gi" };
  return Object.assign(new V1Node(), {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "kubernetes.io/arch": arch,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        ...role.labels,
      },
    },
    spec: { taints: role.taints },
    status: {
      addresses: [
        { type: "InternalIP", address: `10.244.${Math.floor(index / 250)}.${(index % 250) + 1}` },
        { type: "Hostname", address: name },
      ],
      allocatable: resources,
      capacity: resources,
      nodeInfo: {
        architecture: arch,
        bootID: id,
        containerRuntimeVersion: "containerd://2.0.5",
        kernelVersion: "6.8.0-60-generic",
        kubeProxyVersion: `v${versions.kubernetes}`,
        kubeletVersion: `v${versions.kubernetes}`,
        machineID: id,
        operatingSystem: "linux",
        osImage: "Ubuntu 24.04.2 LTS (simulated)",
        systemUUID: id,
      },
    },
  });
}
