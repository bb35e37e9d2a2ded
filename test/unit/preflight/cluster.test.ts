import { readFileSync, writeFileSync } from "node:fs";
import { inspect } from "node:util";
import type { V1Node } from "@kubernetes/client-node";
import { addressOf, askCluster } from "../../../preflight/cluster";
import { FakeCluster } from "./fakeCluster";

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = new FakeCluster();
  await cluster.start();
});
afterEach(() => {
  cluster.stop();
});

describe("askCluster", () => {
  it("identifies the cluster, also for a user who may not list nodes", async () => {
    cluster.kubeconfig(["only"]);
    expect(await askCluster(undefined)).toEqual({ uid: "u-1" });
  });

  it("wants the context named where there are several", async () => {
    cluster.kubeconfig(["dev", "prod"]);
    await expect(askCluster(undefined)).rejects.toThrow(
      "falco:kubeContext is missing; the kubeconfig has 2 contexts: dev, prod.\n      npx pulumi config set falco:kubeContext dev",
    );
    expect(await askCluster("prod")).toEqual({ uid: "u-1", context: "prod" });
  });

  it("refuses a context that isn't there, and names the nearest", async () => {
    cluster.kubeconfig(["dev", "prod"]);
    await expect(askCluster("prdo")).rejects.toThrow(
      'falco:kubeContext = "prdo": expected a context of the kubeconfig: dev, prod.\n      npx pulumi config set falco:kubeContext prod',
    );
  });

  it("takes the only context where none is the current one", async () => {
    cluster.kubeconfig(["only"], cluster.url, "");
    expect(await askCluster(undefined)).toEqual({ uid: "u-1", context: "only" });
  });

  it("says what is wrong with a kubeconfig that can't be read", async () => {
    process.env["KUBECONFIG"] = "/no/such/kubeconfig";
    await expect(askCluster(undefined)).rejects.toThrow(/^The kubeconfig can't be read: .*ENOENT/);
  });

  it("shows no line of a kubeconfig that is no YAML", async () => {
    cluster.kubeconfig(["only"]);
    const file = process.env["KUBECONFIG"] ?? "";
    writeFileSync(file, `${readFileSync(file, "utf8")}\n  token: PLANTED\n misplaced: PLANTED\n`);
    const error: unknown = await askCluster(undefined).catch((reason: unknown) => reason);
    expect(inspect(error)).toMatch(/The kubeconfig can't be read: .+/);
    expect(inspect(error, { depth: 9 })).not.toContain("PLANTED");
  });

  it("says who doesn't answer, and why", async () => {
    cluster.kubeconfig(["only"], "http://127.0.0.1:9");
    await expect(askCluster(undefined)).rejects.toThrow(
      /^Cluster only \(http:\/\/127\.0\.0\.1:9\) can't be asked for its namespace kube-system: .*ECONNREFUSED/,
    );
  });

  it("says what the cluster refuses", async () => {
    cluster.kubeconfig(["only"]);
    cluster.answer = { status: 401, body: { kind: "Status", message: "Unauthorized" } };
    await expect(askCluster(undefined)).rejects.toThrow(/kube-system: .*401/);
  });
});

describe("addressOf", () => {
  const node = (name: string, ready: boolean, addresses: { type: string; address: string }[]): V1Node => ({
    metadata: { name },
    status: { conditions: [{ type: "Ready", status: ready ? "True" : "False" }], addresses },
  });

  it.each([
    [
      "the first ready node by name",
      [
        node("b", true, [{ type: "InternalIP", address: "2" }]),
        node("a", true, [{ type: "InternalIP", address: "1" }]),
      ],
      "1",
    ],
    [
      "never one that isn't ready",
      [
        node("a", false, [{ type: "InternalIP", address: "1" }]),
        node("b", true, [{ type: "InternalIP", address: "2" }]),
      ],
      "2",
    ],
    [
      "an external address before an internal",
      [
        node("a", true, [
          { type: "InternalIP", address: "1" },
          { type: "ExternalIP", address: "9" },
        ]),
      ],
      "9",
    ],
    ["a host name where there is nothing else", [node("a", true, [{ type: "Hostname", address: "host" }])], "host"],
    ["nothing where no node is ready", [node("a", false, [])], undefined],
  ])("takes %s", (_, nodes, expected) => {
    expect(addressOf(nodes)).toBe(expected);
  });
});
