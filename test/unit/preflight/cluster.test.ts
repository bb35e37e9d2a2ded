import { readFileSync, writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { addressOf, askCluster, type AddressedNode } from "../../../preflight/cluster";
import type { DeployedTo } from "../../../preflight/lastDeployment";
import { planOf } from "../../../preflight/plan";
import { settingsFrom } from "../../../settings/settings";
import { FakeCluster } from "./fakeCluster";

/** What the last `up` left. */
let deployedTo: DeployedTo | undefined;
const ask = (kubeContext?: string) =>
  askCluster(
    planOf(settingsFrom({ preflight: false, ...(kubeContext && { kubeContext }) }), "organization/falco/dev"),
    deployedTo,
  );

let cluster: FakeCluster;
beforeEach(async () => {
  deployedTo = undefined;
  cluster = new FakeCluster();
  await cluster.start();
});
afterEach(() => {
  cluster.stop();
});

describe("askCluster", () => {
  it("identifies the cluster, also for a user who may not list nodes", async () => {
    cluster.kubeconfig(["only"]);
    const { facts, ...found } = await ask();
    expect(found).toMatchObject({
      uid: "u-1",
      access: {
        provider: { kubeconfig: "", context: "only", cluster: "c" },
        deployedTo: { context: "only", address: cluster.url },
      },
    });
    expect(facts.unanswered).toEqual([{ right: "list nodes", why: "not allowed" }]);
  });

  it("wants the context named where there are several", async () => {
    cluster.kubeconfig(["dev", "prod"]);
    await expect(ask()).rejects.toThrow(
      "falco:kubeContext is missing; the kubeconfig has 2 contexts: dev, prod.\n      npx pulumi config set -s dev falco:kubeContext dev",
    );
    expect(await ask("prod")).toMatchObject({ uid: "u-1", access: { provider: { context: "prod" } } });
  });

  it("refuses a context that isn't there, and names the nearest", async () => {
    cluster.kubeconfig(["dev", "prod"]);
    await expect(ask("prdo")).rejects.toThrow(
      'falco:kubeContext = "prdo": expected a context of the kubeconfig: dev, prod.\n      npx pulumi config set -s dev falco:kubeContext prod',
    );
  });

  it.each([
    [undefined, "prod", "falco:kubeContext is missing; the kubeconfig has 2 contexts: dev, prod."],
    ["production", "prod", 'falco:kubeContext = "production": expected a context of the kubeconfig: dev, prod.'],
    [undefined, "gone", "falco:kubeContext is missing; the kubeconfig has 2 contexts: dev, prod."],
  ])("offers for %s the context that the stack was deployed to: %s", async (typed, context, message) => {
    cluster.kubeconfig(["dev", "prod"]);
    deployedTo = { context, address: cluster.url };
    const offered = context === "gone" ? "dev" : context;
    await expect(ask(typed)).rejects.toThrow(
      `${message}\n      npx pulumi config set -s dev falco:kubeContext ${offered}`,
    );
  });

  it("takes the only context, whether or not it is the current one", async () => {
    cluster.kubeconfig(["only"], cluster.url, "other");
    expect(await ask()).toMatchObject({ uid: "u-1", access: { provider: { context: "only" } } });
  });

  it("shows no line of a kubeconfig that is no YAML", async () => {
    cluster.kubeconfig(["only"]);
    const file = process.env["KUBECONFIG"] ?? "";
    writeFileSync(file, `${readFileSync(file, "utf8")}\n  token: PLANTED\n misplaced: PLANTED\n`);
    const error: unknown = await ask().catch((reason: unknown) => reason);
    expect(inspect(error)).toMatch(/Kubeconfig \S+ is no YAML from line \d+ on\./);
    expect(inspect(error, { depth: 9 })).not.toContain("PLANTED");
  });

  it("says who doesn't answer, and why", async () => {
    cluster.kubeconfig(["only"], "http://127.0.0.1:9");
    await expect(ask()).rejects.toThrow(
      /^Cluster only \(http:\/\/127\.0\.0\.1:9\) can't be asked for its namespace kube-system: .*ECONNREFUSED/,
    );
  });

  it("says what the cluster refuses", async () => {
    cluster.kubeconfig(["only"]);
    cluster.answer = { status: 401, body: { kind: "Status", message: "Unauthorized" } };
    await expect(ask()).rejects.toThrow(/kube-system: 401 Unauthorized$/);
  });
});

describe("addressOf", () => {
  const node = (name: string, ready: boolean, addresses: { type: string; address: string }[]): AddressedNode => ({
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

  it("keeps the address of the last up while a ready node has it, also when a new node's name sorts first", () => {
    const named = (name: string, ready: boolean, address: string) =>
      node(name, ready, [{ type: "InternalIP", address }]);
    expect(addressOf([named("b", true, "2"), named("a", true, "1")], "2")).toBe("2");
    expect(addressOf([named("b", false, "2"), named("a", true, "1")], "2")).toBe("1");
    expect(addressOf([named("a", true, "1")], "2")).toBe("1");
  });
});
