import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { Checkout } from "./checkout";
import type { CommandResult } from "./command";
import { objectsOf } from "./objects";
import { Stack } from "./stack";

// Two clusters in one kubeconfig: a stack stays with its own.
jest.setTimeout(15 * 60 * 1000);

const named = <T extends z.ZodType>(key: string, value: T) => z.array(z.object({ name: z.string(), [key]: value }));
const kubeconfigOf = z.object({
  clusters: named("cluster", z.looseObject({ server: z.string() })),
  users: named("user", z.looseObject({})),
});

let one: Checkout;
let other: Checkout;

beforeAll(async () => {
  [one, other] = [await Checkout.create(), await Checkout.create()];
  for (const checkout of [one, other]) await checkout.startCluster();
});
afterAll(async () => {
  await one.remove();
  await other.remove();
});

type Context = "one" | "other";

/** Writes a kubeconfig with the contexts `one` and `other`, or only one, the first at `host`, by a token where one is given. */
const writeKubeconfig = (current: Context, host = "127.0.0.1", token?: string, only?: Context): void => {
  const all = [
    { name: "one", checkout: one, host },
    { name: "other", checkout: other, host: "127.0.0.1" },
  ];
  const contexts = all
    .filter(({ name }) => (only ?? name) === name)
    .map(({ name, checkout, host: at }) => {
      const file = join(checkout.directory, ".sandbox/kubeconfig");
      const { clusters, users } = kubeconfigOf.parse(parse(readFileSync(file, "utf8").replace("127.0.0.1", at)));
      const user = token !== undefined && name === "one" ? { token } : users[0]?.["user"];
      return { name, cluster: clusters[0]?.["cluster"], user };
    });
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": current,
    clusters: contexts.map(({ name, cluster }) => ({ name, cluster })),
    users: contexts.map(({ name, user }) => ({ name, user })),
    contexts: contexts.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
  };
  writeFileSync(join(one.directory, ".sandbox/both"), stringify(config));
};

const pulumi = (words: string): Promise<CommandResult> =>
  one.shellResult(`KUBECONFIG=$PWD/.sandbox/both npx pulumi ${words} --non-interactive --color never --stack two`);
const serverOf = (checkout: Checkout) =>
  /server: (\S+)/.exec(readFileSync(join(checkout.directory, ".sandbox/kubeconfig"), "utf8"))?.[1] ?? "";
/** A provider's properties as the state kept them before its context was always given. */
const forget = `for (const r of state.deployment.resources.filter(({ type }) => type === "pulumi:providers:kubernetes"))
  for (const of of [r.inputs, r.outputs]) { delete of.context; delete of.cluster; of.kubeconfig = "/no/such/kubeconfig"; }`;

describe("a stack of one of two clusters", () => {
  it("has to say which, and is deployed there", async () => {
    const stack = new Stack(one, "two");
    await stack.init();
    await stack.set("charts.repository", ".sandbox/charts");
    writeKubeconfig("other");
    const unclear = await pulumi("preview");
    expect(unclear.code).not.toBe(0);
    expect(unclear.output).toContain("falco:kubeContext is missing; the kubeconfig has 2 contexts: one, other.");
    await one.shell("npx pulumi config set falco:kubeContext one --stack two");
    expect(await pulumi("up --yes --skip-preview")).toMatchObject({ code: 0 });
    expect(await other.cluster().leftovers()).toEqual([]);
  });

  it("does not mind which context kubectl uses, nor another address of the same cluster", async () => {
    writeKubeconfig("one");
    expect(await pulumi("preview --expect-no-changes")).toMatchObject({ code: 0 });
    writeKubeconfig("other");
    expect(await pulumi("preview --expect-no-changes")).toMatchObject({ code: 0 });
    writeKubeconfig("other", "localhost");
    const { code, output } = await pulumi("preview --diff");
    expect(code).toBe(0);
    expect(output).not.toMatch(/replace|to delete|to create/);
  });

  it("does not mind another token", async () => {
    await one.shell("kubectl create serviceaccount renewed --namespace default");
    await one.shell(
      "kubectl create clusterrolebinding renewed --clusterrole=cluster-admin --serviceaccount=default:renewed",
    );
    const { stdout } = await one.shell("kubectl create token renewed --namespace default");
    writeKubeconfig("one", "127.0.0.1", stdout.trim());
    const { code, output } = await pulumi("preview --diff");
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).not.toMatch(/replace|to delete|to create/);
  });

  it.each(["preview", "up --yes --skip-preview"])("refuses the other cluster in %s, naming both", async (words) => {
    writeKubeconfig("one");
    const before = await objectsOf(one.cluster(), ["falco", "falco-sidekick"]);
    await one.shell("npx pulumi config set falco:kubeContext other --stack two");
    const { code, output } = await pulumi(words);
    expect(code).not.toBe(0);
    expect(output).toContain(
      `Stack organization/falco/two was deployed to cluster one (${serverOf(one)}); the kubeconfig leads to another one, other (${serverOf(other)}). Nothing was changed.`,
    );
    expect(await other.cluster().leftovers()).toEqual([]);
    expect(await objectsOf(one.cluster(), ["falco", "falco-sidekick"])).toEqual(before);
  });

  it("can give its own up for one that was made anew, by the commands that it prints", async () => {
    writeKubeconfig("one");
    const { output } = await pulumi("preview");
    const [, commands = ""] = /where its own cluster is gone: (.*)/.exec(output) ?? [];
    expect(commands).toContain("stack rm two");
    await one.shell(commands.replace("stack rm two", "stack rm two --yes"));
    expect(await pulumi("up --yes --skip-preview")).toMatchObject({ code: 0 });
    expect((await other.cluster().leftovers()).length).toBeGreaterThan(10);
  });

  it("gives its provider a context where the state has none, and changes nothing else", async () => {
    await one.shell("npx pulumi config rm falco:kubeContext --stack two");
    writeKubeconfig("other", undefined, undefined, "other");
    writeFileSync(
      join(one.directory, ".sandbox/forget.cjs"),
      `const state = JSON.parse(require("node:fs").readFileSync(0, "utf8")); ${forget} console.log(JSON.stringify(state));`,
    );
    await one.shell(
      "npx pulumi stack export --stack two | node .sandbox/forget.cjs > .sandbox/old && npx pulumi stack import --stack two --file .sandbox/old",
    );
    const { code, output } = await pulumi("up --yes --skip-preview");
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/Resources:\n +~ 1 updated\n +\d+ unchanged\n/);
  });

  // By now each cluster has a stack of this name; the first one's was given up.
  it("is refreshed and destroyed where it is, whatever context kubectl has", async () => {
    writeKubeconfig("one");
    const foreign = await objectsOf(one.cluster(), ["falco", "falco-sidekick"]);
    expect(Object.keys(foreign).length).toBeGreaterThan(10);
    const refreshed = await pulumi("refresh --yes --skip-preview");
    expect(refreshed).toMatchObject({ code: 0 });
    expect(refreshed.output).not.toMatch(/deleted/);
    expect(await pulumi("destroy --yes --skip-preview")).toMatchObject({ code: 0 });
    expect(await other.cluster().leftovers()).toEqual([]);
    expect(await objectsOf(one.cluster(), ["falco", "falco-sidekick"])).toEqual(foreign);
  });
});
