import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Checkout } from "./checkout";
import { Stack } from "./stack";

// What an earlier version of this program deployed is taken over by this one: nothing is made anew or deleted.
jest.setTimeout(10 * 60 * 1000);

/** The last commit whose resources were not named by their namespaces, and whose state has no `owner` and no context. */
const former = "0e378ea";

/** A shallow clone and an archive don't have it: `git fetch --unshallow` brings it. */
const isThere = spawnSync("git", ["cat-file", "-e", `${former}^{commit}`], { cwd: __dirname }).status === 0;

let checkout: Checkout;

beforeAll(async () => {
  if (!isThere) return;
  checkout = await Checkout.create();
  await checkout.addVersion(former, "former");
  await checkout.startCluster();
});
afterAll(() => isThere && checkout.remove());

/** Whose inputs are others now: the provider's context, `tty`, Falcosidekick 2.35.0, an owner's annotation, the dashboard's texts. */
const updated = [
  "cluster",
  "falco-falco",
  "falco-sidekick",
  "falco-tls-client-exporter-secret",
  /\S+-events-dashboard/.source,
];

(isThere ? it : it.skip).each([
  ["exporter", ["dashboard.folder", "Security"]],
  ["native", ["charts.falco", "8.0.5"]],
])(
  "updates in place a stack of %s that an earlier version deployed, and changes nothing the next time",
  async (source, [path = "", value = ""]) => {
    const stack = new Stack(checkout, `former-${source}`);
    await stack.init();
    const settings = [
      ["charts.repository", join(checkout.directory, ".sandbox/charts")],
      ["namespace", `falco-${source}`],
      ["metricsSource", source],
      ["ui.service", "NodePort"],
      ["rules.files[0]", "rules/examples.yaml"],
      [path, value],
    ] as const;
    for (const [key, to] of settings) await stack.set(key, to);
    const program = `former && cp ../Pulumi.${stack.name}.yaml .`;
    await checkout.shell(`cd ${program} && npx pulumi up --yes --skip-preview --stack ${stack.name}`);
    const { code, output } = await stack.preview();
    expect({ code, output }).toMatchObject({ code: 0 });
    const changes = output
      .split("\n")
      .flatMap((line) => /^ ([-+~]+) +\S+ \S*?([^\s/]+) /.exec(line)?.slice(1, 3).join(" ") ?? []);
    const others = changes.filter((change) => !new RegExp(`^~ (${updated.join("|")})$`).test(change));
    expect(changes).toContain("~ falco-falco");
    expect(others).toEqual([]);
    await stack.up();
    await stack.up("--expect-no-changes");
    await stack.destroy();
  },
);
