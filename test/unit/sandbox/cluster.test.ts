import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { componentLog, isRunning, lastLines, removeCluster } from "../../../sandbox/cluster/cluster";
import { kwokConfig } from "../../../sandbox/cluster/kwokConfig";
import { simulatedNodes } from "../../../sandbox/cluster/nodes";
import { storageClass, volumes } from "../../../sandbox/cluster/volumes";
import { temporaryLayout } from "./temporary";

const ports = { apiServer: 1, etcd: 2, etcdPeer: 3, controllerManager: 4, scheduler: 5, kwok: 6 };
const names = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok", "kubectl"];

describe("kwokConfig", () => {
  it("names each tool and port, and listens on this machine only", () => {
    const [cluster] = parseAllDocuments(kwokConfig(new Map(names.map((name) => [name, `/tools/${name}`])), ports));
    expect(cluster?.toJS()).toEqual({
      apiVersion: "config.kwok.x-k8s.io/v1alpha1",
      kind: "KwokctlConfiguration",
      options: {
        runtime: "binary",
        bindAddress: "127.0.0.1",
        kubeVersion: "v1.33.13",
        etcdBinary: "/tools/etcd",
        kubeApiserverBinary: "/tools/kube-apiserver",
        kubeControllerManagerBinary: "/tools/kube-controller-manager",
        kubeSchedulerBinary: "/tools/kube-scheduler",
        kwokControllerBinary: "/tools/kwok",
        kubectlBinary: "/tools/kubectl",
        etcdPort: 2,
        etcdPeerPort: 3,
        kubeApiserverPort: 1,
        kubeControllerManagerPort: 4,
        kubeSchedulerPort: 5,
        kwokControllerPort: 6,
      },
    });
  });

  it("throws when a tool is missing", () => {
    expect(() => kwokConfig(new Map(), ports)).toThrow("the tool etcd is missing");
  });
});

describe("simulatedNodes", () => {
  it("are one tainted control plane and workers, each with its own name, address and id", () => {
    const nodes = simulatedNodes(300, "arm64");
    expect(nodes.slice(0, 2).map(({ metadata, spec }) => [metadata?.name, spec?.taints])).toEqual([
      ["sandbox-control-plane", [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }]],
      ["sandbox-worker-1", []],
    ]);
    const facts = nodes.flatMap(({ metadata, status }) => [
      metadata?.name,
      status?.addresses?.[0]?.address,
      status?.nodeInfo?.systemUUID,
    ]);
    expect(new Set(facts).size).toBe(900);
    expect(new Set(nodes.map(({ status }) => status?.nodeInfo?.architecture))).toEqual(new Set(["arm64"]));
  });

  it("are left to kwok", () => {
    expect(simulatedNodes(1, "amd64")[0]?.metadata?.annotations).toEqual({ "kwok.x-k8s.io/node": "fake" });
  });
});

describe("volumes", () => {
  it("are of the default storage class", () => {
    expect(storageClass.metadata.annotations).toEqual({ "storageclass.kubernetes.io/is-default-class": "true" });
    expect(new Set(volumes.map(({ spec }) => spec.storageClassName))).toEqual(new Set([storageClass.metadata.name]));
    expect(new Set(volumes.map(({ metadata }) => metadata.name)).size).toBe(volumes.length);
  });
});

describe("isRunning", () => {
  it("is false for pid files whose numbers other processes have by now", () => {
    const layout = temporaryLayout();
    const pids = join(layout.kwok, "clusters", "sandbox", "pids");
    mkdirSync(pids, { recursive: true });
    writeFileSync(layout.kubeconfig, "");
    for (const name of [...names.slice(0, 4), "kwok-controller"])
      writeFileSync(join(pids, `${name}.pid`), String(process.pid));
    expect(isRunning(layout)).toBe(false);
  });
});

describe("removeCluster", () => {
  it("keeps the logs and the record of the `up` at work", async () => {
    const layout = temporaryLayout();
    for (const directory of [layout.logs, layout.pids, layout.kwok, layout.state])
      mkdirSync(directory, { recursive: true });
    await removeCluster(layout);
    expect(readdirSync(layout.root).sort()).toEqual(["logs", "pids"]);
  });

  it("does nothing where nothing is", async () => {
    await expect(removeCluster(temporaryLayout())).resolves.toBeUndefined();
  });
});

describe("lastLines", () => {
  it("are the end of a log, none without a log", () => {
    const log = componentLog(temporaryLayout(), "etcd");
    expect(lastLines(log)).toEqual([]);
    mkdirSync(join(log, ".."), { recursive: true });
    writeFileSync(log, "one\ntwo\nthree\n");
    expect(lastLines(log, 2)).toEqual(["two", "three"]);
  });
});
