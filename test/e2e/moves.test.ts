import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "./checkout";
import { until, type Cluster } from "./cluster";
import { objectsOf } from "./objects";
import { Stack } from "./stack";

// A stack that moves between namespaces; and one whose namespace another has taken.
jest.setTimeout(10 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let moving: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster();
  moving = await stackOf("moving", "falco");
  await moving.set("ui.service", "NodePort");
});
afterAll(() => checkout.remove());

async function stackOf(name: string, namespace: string): Promise<Stack> {
  const stack = new Stack(checkout, name);
  await stack.init();
  await stack.set("charts.repository", ".sandbox/charts");
  await stack.set("namespace", namespace);
  return stack;
}

/** Names of the stack's releases and pods are the same wherever it is: what it leaves behind tells by its namespace. */
const namespacesInUse = async (): Promise<string[]> => {
  const objects = await cluster.leftovers();
  return [...new Set(objects.map((object) => object.split(" ")[1]?.split("/")[0] ?? ""))].filter(Boolean).sort();
};

/** The commands that a message tells people to type, one below the other. */
async function typeWhatIsSaid(output: string): Promise<void> {
  const lines = output.split("\n").flatMap((line) => /^ +((?:kubectl|npx|helm) .*)/.exec(line)?.[1] ?? []);
  // Warnings name other stacks, which nobody has to touch.
  const commands = lines.filter((line) => !line.includes("-s STACK"));
  expect(commands).not.toEqual([]);
  for (const command of commands)
    await checkout.shell(command.replace(/^(npx pulumi (?:refresh|up|stack rm))(?!.* --yes)/, "$1 --yes"));
}

/** One `up` ends well with everything in `namespace`, the UI on its port and nothing elsewhere; the next changes nothing. */
async function arrivesIn(namespace: string): Promise<void> {
  await moving.set("namespace", namespace);
  await moving.up();
  await isIn(namespace);
}

async function isIn(namespace: string): Promise<void> {
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
  await moving.up("--expect-no-changes");
}

// Each begins where the one before has ended.
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

  it("that fails at the new release goes back by one up, and the old Falco watches until then", async () => {
    await moving.set("namespace", "blue");
    await moving.set("nodeSelector.sidekick.pool", "none");
    await moving.set("helmTimeout", "30");
    const { code, output } = await moving.tryUp();
    expect(code).not.toBe(0);
    expect(output).toMatch(/Helm release "\S*falcosidekick" was not|context deadline exceeded/);
    const falcos = (await cluster.pods()).filter(({ workload, ready }) => workload === "falco" && ready);
    expect([...new Set(falcos.map(({ namespace }) => namespace))].sort()).toEqual(["blue", "falco"]);
    await checkout.shell("npx pulumi config rm --stack moving --path falco:nodeSelector");
    await checkout.shell("npx pulumi config rm --stack moving falco:helmTimeout");
    await arrivesIn("falco");
  });

  it.each([
    [/Release \S*falco creating/, "blue"],
    // Helm has these, and the state may not.
    [/Release \S*falco created/, "green"],
    [/Service \S+ deleting original/, "falco"],
    [/Release \S*falco deleted/, "blue"],
  ])("whose up is killed at %s comes to its end in %s by the commands that it is told", async (sign, namespace) => {
    await moving.set("namespace", namespace);
    const { output } = await moving.killedUp(sign);
    expect(output).toMatch(sign);
    const checkpoint = join(checkout.directory, ".sandbox/state/.pulumi/stacks/falco/moving.json");
    // docs/operations.md: a kill may catch the backend while it writes.
    if (!existsSync(checkpoint) || readFileSync(checkpoint, "utf8") === "")
      copyFileSync(`${checkpoint}.bak`, checkpoint);
    await checkout.shell("npx pulumi cancel --yes --stack moving");
    let again = await moving.tryUp();
    // What one command has freed may show the next thing that stands in the way.
    for (let round = 0; again.code !== 0 && round < 3; round++) {
      await typeWhatIsSaid(again.output);
      again = await moving.tryUp();
    }
    await isIn(namespace);
  });

  it("is destroyed where it has come to", () => moving.destroy());
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
      if (namespace === "elsewhere") await typeWhatIsSaid(output);
    }
    await robbed.up();
    await robbed.destroy();
    expect(await objectsOf(cluster, ["shared", "shared-sidekick"])).toEqual(before);
    await owner.destroy();
  });
});
