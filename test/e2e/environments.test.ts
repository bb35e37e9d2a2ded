import { Checkout } from "./checkout";
import { until, type Cluster } from "./cluster";
import { objectsOf } from "./objects";
import { Stack } from "./stack";

// The example of each environment, on one cluster.
jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
const stacks = new Map<string, Stack>();

const stack = (name: string): Stack => {
  const found = stacks.get(name);
  if (!found) throw new Error(`${name} was not made`);
  return found;
};

const nothingLeft = () =>
  until(
    () => cluster.leftovers(),
    (left) => left.length === 0,
  );

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster("--with", "prometheus-crds");
});
afterAll(() => checkout.remove());

describe.each(["dev", "staging", "prod"])("Pulumi.%s.yaml", (name) => {
  it("deploys, changes nothing the second time, and leaves nothing behind", async () => {
    const environment = new Stack(checkout, name);
    stacks.set(name, environment);
    await environment.init();
    await environment.set("charts.repository", ".sandbox/charts");
    await environment.up();
    const pods = await cluster.pods();
    expect(pods.filter(({ workload }) => workload === "falco")).toHaveLength((await cluster.nodeNames()).length);
    await checkout.shell(
      `npx pulumi up --yes --skip-preview --expect-no-changes --non-interactive --color never --stack ${name}`,
    );
    await environment.destroy();
    await nothingLeft();
  });
});

describe("environments of one cluster, in namespaces of their own", () => {
  const namespaces = (namespace: string): readonly [string, string] => [namespace, `${namespace}-sidekick`];

  it("have different CAs and passwords", async () => {
    for (const name of ["staging", "prod"]) await stack(name).set("namespace", name);
    for (const name of ["dev", "staging"]) await stack(name).up();
    const facts = await Promise.all(
      ["falco", "staging"].map(async (namespace) => ({
        ca: (await cluster.secret(namespace, "falco-grpc-server"))["ca.crt"],
        ...(await cluster.secret(`${namespace}-sidekick`, "falcosidekick-ui-credentials")),
      })),
    );
    const [one, other] = facts;
    const keys = ["ca", "FALCOSIDEKICK_UI_REDIS_PASSWORD", "FALCOSIDEKICK_UI_USER", "REDIS_ARGS", "REDIS_PASSWORD"];
    expect(Object.keys(one ?? {}).sort()).toEqual([...keys].sort());
    expect(keys.filter((key) => one && other && Reflect.get(one, key) === Reflect.get(other, key))).toEqual([]);
  });

  it.each([
    ["prod", "falco"],
    ["prod", "staging"],
  ])("leave each other alone: up and destroy of %s, seen from %s", async (other, namespace) => {
    const settled = () =>
      until(
        () => cluster.pods(),
        (pods) => pods.every(({ ready }) => ready),
      );
    await settled();
    const before = await objectsOf(cluster, namespaces(namespace));
    expect(Object.keys(before).length).toBeGreaterThan(20);
    await stack(other).up();
    await settled();
    expect(Object.keys(await objectsOf(cluster, namespaces(other))).length).toBeGreaterThan(20);
    expect(await objectsOf(cluster, namespaces(namespace))).toEqual(before);
    await stack(other).destroy();
    expect(await objectsOf(cluster, namespaces(namespace))).toEqual(before);
  });

  it("leave nothing behind, one after the other", async () => {
    const before = await objectsOf(cluster, namespaces("staging"));
    await stack("dev").destroy();
    expect(await objectsOf(cluster, namespaces("staging"))).toEqual(before);
    await stack("staging").destroy();
    await nothingLeft();
  });
});
