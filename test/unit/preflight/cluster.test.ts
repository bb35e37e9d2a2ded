import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { V1Node } from "@kubernetes/client-node";
import { stringify } from "yaml";
import { addressOf, askCluster } from "../../../preflight/cluster";

const directory = mkdtempSync(join(tmpdir(), "falco-stack-kubeconfig-"));
const ownKubeconfig = process.env["KUBECONFIG"];
let server: Server;
let answer: { status: number; body: object };
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isNodes = request.url?.startsWith("/api/v1/nodes");
    const { status, body } = isNodes
      ? { status: 403, body: { kind: "Status", message: "nodes is forbidden" } }
      : answer;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
beforeEach(() => {
  answer = { status: 200, body: { kind: "Namespace", metadata: { name: "kube-system", uid: "u-1" } } };
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
  if (ownKubeconfig === undefined) delete process.env["KUBECONFIG"];
  else process.env["KUBECONFIG"] = ownKubeconfig;
});

/** A kubeconfig with these contexts, all of them of the one cluster. */
const kubeconfig = (contexts: readonly string[], serverUrl = url) => {
  const file = join(directory, "config");
  writeFileSync(
    file,
    stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: serverUrl, "insecure-skip-tls-verify": true } }],
      users: [{ name: "u", user: {} }],
      contexts: contexts.map((name) => ({ name, context: { cluster: "c", user: "u" } })),
      "current-context": contexts[0],
    }),
  );
  process.env["KUBECONFIG"] = file;
};

describe("askCluster", () => {
  it("identifies the cluster, also for a user who may not list nodes", async () => {
    kubeconfig(["only"]);
    expect(await askCluster(undefined)).toEqual({ uid: "u-1" });
  });

  it("wants the context named where there are several", async () => {
    kubeconfig(["dev", "prod"]);
    await expect(askCluster(undefined)).rejects.toThrow(
      "falco:kubeContext is missing; the kubeconfig has 2 contexts: dev, prod.\n      pulumi config set falco:kubeContext dev",
    );
    expect(await askCluster("prod")).toEqual({ uid: "u-1" });
  });

  it("refuses a context that isn't there, and names the nearest", async () => {
    kubeconfig(["dev", "prod"]);
    await expect(askCluster("prdo")).rejects.toThrow(
      'falco:kubeContext = "prdo": expected a context of the kubeconfig: dev, prod.\n      pulumi config set falco:kubeContext prod',
    );
  });

  it("says who doesn't answer, and why", async () => {
    kubeconfig(["only"], "http://127.0.0.1:9");
    await expect(askCluster(undefined)).rejects.toThrow(
      /^Cluster only \(http:\/\/127\.0\.0\.1:9\) can't be asked for its namespace kube-system: .*ECONNREFUSED/,
    );
  });

  it("says what the cluster refuses", async () => {
    kubeconfig(["only"]);
    answer = { status: 401, body: { kind: "Status", message: "Unauthorized" } };
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
