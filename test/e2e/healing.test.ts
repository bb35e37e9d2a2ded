import { Checkout } from "./checkout";
import { until, type Cluster } from "./cluster";
import { daemonSetCoverage } from "./stackFacts";
import { Stack } from "./stack";

jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let stack: Stack;
beforeAll(async () => {
  checkout = await Checkout.create();
  expect(await checkout.sandbox([])).toMatchObject({ code: 0 });
  cluster = checkout.cluster();
  stack = new Stack(checkout, "sandbox");
});
afterAll(() => checkout.remove());

/** By workload, how many pods are ready. */
const readyPods = async (): Promise<Record<string, number>> => {
  const workloads = (await cluster.pods()).filter(({ ready }) => ready).map(({ workload }) => workload);
  return Object.fromEntries(
    [...new Set(workloads)].sort().map((workload) => [workload, workloads.filter((one) => one === workload).length]),
  );
};
const allPods = {
  falco: 2,
  "falco-exporter": 2,
  "falcosidekick/core": 2,
  "falcosidekick/ui": 2,
  "falcosidekick/ui-redis": 1,
};
const password = async (): Promise<string> =>
  (await checkout.shell("npx pulumi stack output uiPassword --show-secrets --stack sandbox")).stdout.trim();
const kubectl = (command: string) => checkout.shell(`kubectl ${command}`);

describe("what somebody deleted by hand", () => {
  it("objects of releases: the same up puts them back, and the next one changes nothing", async () => {
    await kubectl("delete daemonset falco -n falco");
    await kubectl("delete service falcosidekick -n falco-sidekick");
    await kubectl("delete statefulset falcosidekick-ui-redis -n falco-sidekick");
    await kubectl("scale deployment falcosidekick-ui -n falco-sidekick --replicas 0");
    const { output } = await stack.up();
    for (const said of [
      "DaemonSet falco/falco of Helm's release falco/falco is gone",
      "Service falco-sidekick/falcosidekick of Helm's release falco-sidekick/falcosidekick is gone",
      "StatefulSet falco-sidekick/falcosidekick-ui-redis of Helm's release falco-sidekick/falcosidekick is gone",
      "Deployment falco-sidekick/falcosidekick-ui of Helm's release falco-sidekick/falcosidekick was scaled to no pod",
    ])
      expect(output).toContain(`${said}: this up has Helm write all of the release again.`);
    expect(output).toMatch(/~ 2 updated\n +\d+ unchanged/);
    expect(await readyPods()).toEqual(allPods);
    expect((await stack.up()).output).toMatch(/Resources:\n +\d+ unchanged/);
  });

  it("a DaemonSet that was changed so that no pod fits: is refused, and the repair works", async () => {
    await kubectl(`patch daemonset falco -n falco -p '{"spec":{"template":{"spec":{"nodeSelector":{"no":"node"}}}}}'`);
    await until(
      async () => daemonSetCoverage(await cluster.pods(), "falco"),
      (nodes) => nodes.length === 0,
    );
    const { code, output } = await stack.tryUp();
    expect({ code, output }).not.toMatchObject({ code: 0 });
    expect(output).toContain("DaemonSet falco/falco wants no pod: it was changed with kubectl-patch");
    expect(output).toContain("kubectl delete daemonset falco --namespace falco");
    await kubectl("delete daemonset falco --namespace falco");
    await stack.up();
    expect(await readyPods()).toEqual(allPods);
  });

  it.each([
    [
      "objects of the stack's own, and what Helm knows of its releases",
      [
        "Helm's record of release falco/falco-exporter",
        "Helm's record of release falco/falco",
        "Secret falco/falco-grpc-server",
        "Service falco/falco-grpc-local",
        "ConfigMap falco/falco-events-dashboard",
      ],
      [
        "delete secret falco-grpc-server -n falco",
        "delete service falco-grpc-local -n falco",
        "delete configmap falco-events-dashboard -n falco",
        "delete secret -n falco -l owner=helm",
      ],
    ],
    [
      "namespaces",
      ["namespace falco with all that was in it", "namespace falco-sidekick with all that was in it"],
      ["delete namespace falco falco-sidekick"],
    ],
  ])("%s: refused, and refresh and up put them back", async (_, gone, commands) => {
    const before = await password();
    for (const command of commands) await kubectl(command);
    const { code, output } = await stack.tryUp();
    expect({ code, output }).not.toMatchObject({ code: 0 });
    const said = /What this stack deployed is no longer in the cluster: (.*)\. Pulumi's state/.exec(output)?.[1];
    expect(said?.split(", ").sort()).toEqual([...gone].sort());
    expect(output).toMatch(/npx pulumi refresh -s sandbox\n +npx pulumi up -s sandbox/);
    await checkout.shell("npx pulumi refresh -s sandbox --yes --skip-preview --non-interactive");
    await stack.up();
    expect(await readyPods()).toEqual(allPods);
    expect(await password()).toBe(before);
    expect((await stack.up()).output).toMatch(/Resources:\n +\d+ unchanged/);
  });

  it("namespaces and Helm's records: destroy fails at them, and goes on with --refresh", async () => {
    await kubectl("delete secret -n falco -l owner=helm");
    await kubectl("delete namespace falco-sidekick");
    const destroy = "npx pulumi destroy -s sandbox --yes --skip-preview --non-interactive";
    expect((await checkout.shellResult(destroy)).output).toContain("Release not loaded");
    await checkout.shell(`${destroy} --refresh`);
    expect(
      await until(
        () => cluster.leftovers(),
        (left) => left.length === 0,
      ),
    ).toEqual([]);
  });
});
