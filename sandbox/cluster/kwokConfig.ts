import { join } from "node:path";
import { stringify } from "yaml";
import { versions } from "../tools/versions.ts";
import type { Ports } from "./ports.ts";

/** What kwokctl starts, as its configuration file: the five components, only for this machine. */
export function kwokConfig(files: ReadonlyMap<string, string>, ports: Ports): string {
  const file = (name: string) => {
    const path = files.get(name);
    if (path === undefined) throw new Error(`the tool ${name} is missing`);
    return path;
  };
  const options = {
    runtime: "binary",
    bindAddress: "127.0.0.1", // kwokctl's default is every address, etcd without a password included
    kubeVersion: `v${versions.kubernetes}`,
    etcdBinary: file("etcd"),
    kubeApiserverBinary: file("kube-apiserver"),
    kubeControllerManagerBinary: file("kube-controller-manager"),
    kubeSchedulerBinary: file("kube-scheduler"),
    kwokControllerBinary: file("kwok"),
    kubectlBinary: file("kubectl"),
    etcdPort: ports.etcd,
    etcdPeerPort: ports.etcdPeer,
    kubeApiserverPort: ports.apiServer,
    kubeControllerManagerPort: ports.controllerManager,
    kubeSchedulerPort: ports.scheduler,
    kwokControllerPort: ports.kwok,
  };
  const cluster = { apiVersion: "config.kwok.x-k8s.io/v1alpha1", kind: "KwokctlConfiguration", options };
  return [cluster, emptyReleasedVolumes].map((document) => stringify(document)).join("---\n");
}

/** A volume whose claim was deleted becomes free again, as one that a provisioner wipes: `up` and `destroy` for ever. */
const emptyReleasedVolumes = {
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "Stage",
  metadata: { name: "empty-released-volume" },
  spec: {
    resourceRef: { apiGroup: "v1", kind: "PersistentVolume" },
    selector: { matchExpressions: [{ key: ".status.phase", operator: "In", values: ["Released"] }] },
    next: { patches: [{ type: "merge", root: "spec", template: "claimRef: null\n" }] },
  },
};

/** The name that kwokctl knows the cluster by; each sandbox has a kwokctl directory of its own. */
export const clusterName = "sandbox";

/** kwokctl's directory of the cluster, below its own. */
export function clusterDirectory(kwok: string): string {
  return join(kwok, "clusters", clusterName);
}
