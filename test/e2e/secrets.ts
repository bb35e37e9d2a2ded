import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Checkout } from "./checkout";
import type { Cluster, PodFacts } from "./cluster";
import { decodedRelease, found, keyBody, type Needle } from "./secretSearch";
import { newWorkloads, pulumiUp } from "./stackFacts";

const webhook = "https://hooks.example.com/services/T0000/B0000/e2eWebhookToken";

/** Tests, for a deployed stack, that what is secret is nowhere else; they begin by setting a Slack webhook. */
export function secretsStayInTheirSecrets(stack: () => { checkout: Checkout; cluster: Cluster }): void {
  let checkout: Checkout;
  let cluster: Cluster;
  let needles: Needle[];
  let printed: string;
  let before: PodFacts[];

  beforeAll(async () => {
    ({ checkout, cluster } = stack());
    before = await cluster.pods();
    await checkout.shell(
      `npx pulumi config set --stack sandbox --secret --path falco:sidekick.outputs.slack.webhookurl ${webhook}`,
    );
    const preview = await checkout.shell("npx pulumi preview --diff --non-interactive --color never --stack sandbox");
    const up = await checkout.shell(pulumiUp);
    const logs = join(checkout.directory, ".sandbox/logs");
    // The sandbox's logs have what the first `up` printed, which made the keys and passwords.
    const logged = ["up.log", "stack.log"].map((name) => readFileSync(join(logs, name), "utf8"));
    expect(logged[0]).toContain("created");
    printed = [preview.output, up.output, ...logged].join("\n");
    const credentials = await cluster.secret("falco-sidekick", "falcosidekick-ui-credentials");
    const keys = await Promise.all([
      cluster.identity("falco-grpc-server", "server"),
      cluster.identity("falco-exporter-certs", "client"),
    ]);
    needles = [
      { name: "webhook", text: webhook },
      { name: "UI password", text: (credentials["FALCOSIDEKICK_UI_USER"] ?? "").replace("admin:", "") },
      { name: "redis password", text: credentials["REDIS_PASSWORD"] ?? "" },
      ...keys.map(({ key }, at) => ({ name: `private key ${at}`, text: keyBody(key) })),
      { name: "any private key", text: "PRIVATE KEY-----" },
    ];
    for (const { text } of needles) expect(text.length).toBeGreaterThan(10);
  });

  /** All that people or pods can read, but for the Secrets that hold them. */
  const readable = async (): Promise<Record<string, string>> => {
    const { stdout } = await checkout.shell("npx pulumi stack export --stack sandbox");
    const secrets = await cluster.core.listSecretForAllNamespaces();
    const releases = secrets.items.filter(({ type }) => type === "helm.sh/release.v1");
    expect(releases.length).toBeGreaterThan(3);
    return {
      "output of the first up, preview --diff and up": printed,
      "stack export": stdout,
      "Helm releases": releases.map(({ data }) => decodedRelease(data?.["release"] ?? "")).join("\n"),
      ConfigMaps: JSON.stringify((await cluster.core.listConfigMapForAllNamespaces()).items),
      "pod specs": JSON.stringify((await cluster.core.listPodForAllNamespaces()).items),
    };
  };

  it("are found by the search when planted, in any form", async () => {
    const once = Buffer.from(webhook).toString("base64");
    const data = {
      plain: `a ${webhook} b`,
      base64: Buffer.from(`xy${webhook}`).toString("base64"),
      twice: Buffer.from(once).toString("base64"),
    };
    for (const [key, value] of Object.entries(data)) {
      const name = `planted-${key}`;
      await cluster.core.createNamespacedConfigMap({
        namespace: "default",
        body: { metadata: { name }, data: { [key]: value } },
      });
      expect(found((await readable())["ConfigMaps"] ?? "", needles)).toEqual(["webhook"]);
      await cluster.core.deleteNamespacedConfigMap({ namespace: "default", name });
    }
  });

  it("are nowhere but in their own Secrets", async () => {
    const places = await readable();
    expect(Object.fromEntries(Object.entries(places).map(([place, text]) => [place, found(text, needles)]))).toEqual(
      Object.fromEntries(Object.keys(places).map((place) => [place, []])),
    );
  });

  it("roll exactly the pods that read them when they change", async () => {
    expect(await newWorkloads(cluster, before)).toEqual(["falcosidekick/core"]);
    expect((await cluster.secret("falco-sidekick", "falcosidekick-output-credentials"))["SLACK_WEBHOOKURL"]).toBe(
      webhook,
    );
  });
}
