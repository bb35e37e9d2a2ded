import { join } from "node:path";
import { Checkout } from "./checkout";
import { Cluster, until } from "./cluster";
import { objectsOf } from "./objects";
import { Stack } from "./stack";

// A stack that moves to another namespace and back, interrupted at each step; and one whose namespace another has taken.
jest.setTimeout(20 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let moving: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  const { code, output } = await checkout.sandbox(["up", "--no-deploy"]);
  expect({ code, output }).toMatchObject({ code: 0 });
  cluster = new Cluster(join(checkout.directory, ".sandbox/kubeconfig"));
  moving = await stackOf("moving", "falco");
  await moving.set("ui.service", "NodePort");
});
afterAll(() => checkout.remove());

async function stackOf(name: string, namespace: string): Promise<Stack> {
  const stack = new Stack(checkout, name);
  await stack.init();
  await stack.set("charts.repository", ".sandbox/charts");
  await stack.set("helmTimeout", "300");
  await stack.set("namespace", namespace);
  return stack;
}

/** Names of the stack's releases and pods are the same wherever it is: what it leaves behind tells by its namespace. */
const namespacesInUse = async (): Promise<string[]> => {
  const objects = await cluster.leftovers();
  return [...new Set(objects.map((object) => object.split(" ")[1]?.split("/")[0] ?? ""))].filter(Boolean).sort();
};

/** One `up` ends well with everything in `namespace`, the UI on its port and nothing elsewhere; the next changes nothing. */
async function arrivesIn(namespace: string, options = ""): Promise<void> {
  await moving.set("namespace", namespace);
  await moving.up(options);
  const pods = await until(
    () => cluster.pods(),
    (all) => all.every(({ ready }) => ready),
  );
  const nodes = (await cluster.nodeNames()).length;
  const count = (workload: string) => pods.filter((pod) => pod.workload === workload).length;
  expect(["falco", "falco-exporter", "falcosidekick/core", "falcosidekick/ui"].map(count)).toEqual([
    nodes,
    nodes,
    2,
    2,
  ]);
  expect(await namespacesInUse()).toEqual([namespace, `${namespace}-sidekick`]);
  const { items } = await cluster.core.listServiceForAllNamespaces();
  const open = items.filter(({ spec }) => spec?.ports?.some(({ nodePort }) => nodePort === 32000));
  expect(open.map(({ metadata }) => metadata?.namespace)).toEqual([`${namespace}-sidekick`]);
  await checkout.shell(
    "npx pulumi up --yes --skip-preview --expect-no-changes --non-interactive --color never --stack moving",
  );
}

/** An `up` whose engine is killed as soon as it has said something. */
async function killedAt(sign: RegExp, namespace: string): Promise<void> {
  await moving.set("namespace", namespace);
  const { code, output } = await moving.killedUp(sign);
  expect({ code, output }).toMatchObject({ code: 137 });
  await checkout.shell("npx pulumi cancel --yes --stack moving");
}

describe("a stack that moves", () => {
  it("goes there and back in one up each, and says before what goes with the old namespace", async () => {
    await arrivesIn("falco");
    await moving.set("namespace", "blue");
    const { code, output } = await moving.preview();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(
      /At its end `up` deletes namespace falco-sidekick, which the stack leaves, with all that is in it, the volume claims \S*redis\S* too\./,
    );
    await arrivesIn("blue");
    await arrivesIn("falco");
  });

  it.each(["falco", "blue", "green"])("that fails at the new release goes from falco to %s", async (end) => {
    await arrivesIn("falco");
    await moving.set("namespace", "blue");
    await moving.set("nodeSelector.sidekick.pool", "none");
    await moving.set("helmTimeout", "15");
    expect((await moving.tryUp()).code).not.toBe(0);
    expect((await cluster.pods()).filter(({ workload, ready }) => workload === "falco" && ready)).not.toEqual([]);
    await checkout.shell("npx pulumi config rm --stack moving --path falco:nodeSelector");
    await moving.set("helmTimeout", "300");
    await arrivesIn(end);
  });

  const certificates = /LocallySignedCert blue\/falco-tls-server created/;
  const port = /Service falco-ui deleted/;
  const oldReleases = /Release falco\/falco-falco deleted/;
  it.each([
    ["its certificates are there", certificates, "falco"],
    ["its certificates are there", certificates, "blue"],
    ["its port was taken away", port, "falco"],
    ["its port was taken away", port, "green"],
    ["the old releases go", oldReleases, "falco"],
    ["the old releases go", oldReleases, "blue"],
  ])("that is killed when %s (%s) arrives in %s by one up", async (_, sign, end) => {
    await arrivesIn("falco");
    await killedAt(sign, "blue");
    // The state may have missed what was deleted in the last moment.
    await arrivesIn(end, "--refresh");
  });

  it("that is killed while the old namespace goes away is told to wait for that, and goes back then", async () => {
    await arrivesIn("falco");
    await checkout.shell("kubectl create configmap holder --namespace falco");
    const hold = (finalizers: readonly string[]) =>
      checkout.shell(
        `kubectl patch configmap holder --namespace falco --type merge --patch '${JSON.stringify({ metadata: { finalizers } })}'`,
      );
    await hold(["example.com/hold"]);
    await killedAt(/Namespace falco\/falco deleting/, "blue");
    await moving.set("namespace", "falco");
    const { code, output } = await moving.tryUp();
    expect(code).not.toBe(0);
    expect(output).toContain("Namespace falco is being deleted, with all that is in it.");
    await hold([]);
    for (const repair of output.split("\n").flatMap((line) => /^ +((?:kubectl|npx) .*)/.exec(line)?.[1] ?? []))
      await checkout.shell(repair);
    await arrivesIn("falco");
    await moving.destroy();
  });
});

describe("a stack whose namespace another stack has taken", () => {
  it("touches nothing of the other, and gets away by the commands that it is told", async () => {
    const robbed = await stackOf("robbed", "shared");
    await robbed.up();
    await checkout.shell("kubectl delete namespace shared shared-sidekick");
    const owner = await stackOf("owner", "shared");
    await owner.up();
    const before = await objectsOf(cluster, ["shared", "shared-sidekick"]);
    for (const namespace of ["shared", "elsewhere"]) {
      await robbed.set("namespace", namespace);
      const { code, output } = await robbed.tryUp();
      expect(code).not.toBe(0);
      expect(output).toContain(
        "Namespace shared, which this stack had, belongs to stack organization/falco/owner now.",
      );
      if (namespace === "elsewhere") {
        const [, forget = ""] = /(npx pulumi stack rm .*?) +#/.exec(output) ?? [];
        await checkout.shell(forget.replace("stack rm robbed", "stack rm robbed --yes"));
      }
    }
    await robbed.up();
    await robbed.destroy();
    expect(await objectsOf(cluster, ["shared", "shared-sidekick"])).toEqual(before);
    await owner.destroy();
  });
});
