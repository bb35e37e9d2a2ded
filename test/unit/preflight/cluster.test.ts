import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { addressOf, askCluster, type AddressedNode } from "../../../preflight/cluster";
import { planOf } from "../../../preflight/plan";
import { settingsFrom } from "../../../settings/settings";
import { FakeCluster } from "./fakeCluster";

const ask = (kubeContext?: string) =>
  askCluster(planOf(settingsFrom({ preflight: false, ...(kubeContext && { kubeContext }) }), "organization/falco/dev"));

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
    const { facts, ...found } = await ask();
    expect(found).toEqual({ uid: "u-1", where: `only (${cluster.url})` });
    expect(facts.unanswered).toEqual([{ right: "list nodes", why: "not allowed" }]);
  });

  it("wants the context named where there are several", async () => {
    cluster.kubeconfig(["dev", "prod"]);
    await expect(ask()).rejects.toThrow(
      "falco:kubeContext is missing; the kubeconfig has 2 contexts: dev, prod.\n      npx pulumi config set -s dev falco:kubeContext dev",
    );
    expect(await ask("prod")).toMatchObject({ uid: "u-1", context: "prod" });
  });

  it("refuses a context that isn't there, and names the nearest", async () => {
    cluster.kubeconfig(["dev", "prod"]);
    await expect(ask("prdo")).rejects.toThrow(
      'falco:kubeContext = "prdo": expected a context of the kubeconfig: dev, prod.\n      npx pulumi config set -s dev falco:kubeContext prod',
    );
  });

  it("takes the only context where none is the current one", async () => {
    cluster.kubeconfig(["only"], cluster.url, "");
    expect(await ask()).toMatchObject({ uid: "u-1", context: "only" });
  });

  it("says what is wrong with a kubeconfig that can't be read", async () => {
    process.env["KUBECONFIG"] = "/no/such/kubeconfig";
    await expect(ask()).rejects.toThrow(/^The kubeconfig can't be read: .*ENOENT/);
  });

  it("shows no line of a kubeconfig that is no YAML", async () => {
    cluster.kubeconfig(["only"]);
    const file = process.env["KUBECONFIG"] ?? "";
    writeFileSync(file, `${readFileSync(file, "utf8")}\n  token: PLANTED\n misplaced: PLANTED\n`);
    const error: unknown = await ask().catch((reason: unknown) => reason);
    expect(inspect(error)).toMatch(/The kubeconfig can't be read: .+/);
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

  it("shows what the kubeconfig's exec plugin printed, and runs it once for all questions", async () => {
    const runs = join(mkdtempSync(join(tmpdir(), "falco-stack-exec-")), "runs");
    const plugin = (script: string) => ({
      exec: {
        apiVersion: "client.authentication.k8s.io/v1",
        command: "sh",
        args: ["-c", script],
        interactiveMode: "Never",
      },
    });
    cluster.kubeconfig(["only"], undefined, undefined, plugin("printf '\\nlogin has run out\\n' >&2; exit 1"));
    await expect(ask()).rejects.toThrow(/kube-system: login has run out$/);
    const token = '{"kind":"ExecCredential","status":{"token":"t"}}';
    cluster.kubeconfig(["only"], undefined, undefined, plugin(`echo run >> ${runs}; echo '${token}'`));
    expect(await ask()).toMatchObject({ uid: "u-1" });
    expect(readFileSync(runs, "utf8")).toBe("run\n");
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
});
